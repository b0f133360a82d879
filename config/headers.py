"""Headers that every response carries beside those of Django and django-csp.

Static and media files, redirects and errors pass through here too: the middleware is the outermost
but one.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PERMISSIONS_POLICY = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics")
)


def headers_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_personal(request, response):
            response["Cache-Control"] = "no-store, private"
        return response

    return middleware


def is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether the response may differ from what a stranger without cookies gets.

    A page that set its own ``Cache-Control`` is left as it is: files, and pages that said no-store.
    """
    if "Cache-Control" in response:
        return False
    cookies = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    return any(name in request.COOKIES or name in response.cookies for name in cookies)
