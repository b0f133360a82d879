"""Error pages in the site's own look, each with the id of its request."""

import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from community.errors import Refused, TooOften
from config.request_log import request_id

RETRY_SECONDS = 10


def error_page(request: HttpRequest, status: int, sentence: str = "") -> HttpResponse:
    """Render ``templates/<status>.html`` with ``sentence`` and ``request_id``."""
    context = {"sentence": sentence, "request_id": request_id.get()}
    return render(request, f"{status}.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 403, str(exception))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return error_page(request, 404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """What allauth shows beyond one of its limits; their windows are a minute long."""
    response = error_page(request, 429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 503 when the database is away, else 500. Neither page needs the database."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response = error_page(request, 503)
        response["Retry-After"] = str(RETRY_SECONDS)
        return response
    return error_page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_page(
        request,
        403,
        _(
            "This form was open for too long, or came from another site. "
            "Go back, load the page again and send it once more."
        ),
    )


class RefusalMiddleware:
    """Show a refusal that no view has turned into a message as a page with its sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """No address of ours holds NUL, and no database takes it."""
        if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, 400)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, TooOften):
            response = error_page(request, 429, str(exception))
            response["Retry-After"] = str(exception.retry_after)
            return response
        if isinstance(exception, Refused):
            return error_page(request, 409, str(exception))
        return None
