"""Where a request comes from: a page of ours, somebody who reads, or a browser that looks ahead."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware


def is_same_origin(request: HttpRequest) -> bool:
    """For forms on shared pages, which carry no token and do nothing in anyone's name.

    SECURITY: every browser in use sends Sec-Fetch-Site on secure origins and Origin with a POST;
    a request with neither is refused.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin") == f"{request.scheme}://{request.get_host()}"


def is_reading(request: HttpRequest) -> bool:
    """Whether somebody sees the answer: not a HEAD, nor what a browser fetches ahead of a click."""
    purpose = request.headers.get("Sec-Purpose", request.headers.get("Purpose", ""))
    return request.method == "GET" and "prefetch" not in purpose


class TokenCheck(CsrfViewMiddleware):
    """Django's own check, for a view that keeps the text even when the check fails."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def has_valid_token(request: HttpRequest) -> bool:
    def no_view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check = TokenCheck(no_view)
    return check.process_view(request, no_view, (), {}) is None
