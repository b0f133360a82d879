"""The sheet with the publication's colour."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from articles.colours import theme_hash, theme_sheet
from articles.request_cache import the_publication


@require_safe
def theme(request: HttpRequest, name: str) -> HttpResponse:
    """Answer for the colour of today with what may be kept for ever, for another with the way."""
    if len(name) != len(theme_hash("#000000")):
        raise Http404
    accent = the_publication(request).accent
    if name != theme_hash(accent):
        return redirect("theme", theme_hash(accent))
    response = HttpResponse(theme_sheet(accent), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
