"""Lead former addresses to where the piece is now."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


def old_address_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    return middleware
