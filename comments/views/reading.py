"""Finding a comment."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from comments.views.access import place_of, visible_comment


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink: leads to the comment in its article."""
    return redirect(place_of(visible_comment(request, pk)))
