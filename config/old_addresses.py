"""Lead former addresses to where the piece is now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.models import Article, OldAddress, Page
from articles.models.addresses import PLAIN
from articles.permissions import can_see

NOT_FOUND = 404


def old_address_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Look an address up only when nothing else answers it: other pages cost no query.

    The front page is asked before, for ``/?p=123``, which would be found otherwise.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == "/" and any(name in request.GET for name in PLAIN):
            return new_place(request) or get_response(request)
        response = get_response(request)
        if response.status_code != NOT_FOUND:
            return response
        return new_place(request) or response

    return middleware


def new_place(request: HttpRequest) -> HttpResponse | None:
    """Return the way to the piece; None where there is none, or where it may not be seen."""
    if request.method not in ("GET", "HEAD"):
        return None
    old = OldAddress.objects.leading_from(request.get_full_path()).first()
    if old is None:
        return None
    target = old.article or old.page
    if isinstance(target, Article) and not can_see(request.user, target):
        return None
    if isinstance(target, Page) and not Page.objects.published().filter(pk=target.pk).exists():
        return None
    return HttpResponsePermanentRedirect(target.get_absolute_url()) if target else None
