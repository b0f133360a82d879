"""Answers to programs: legal in XML, the same bytes while nothing changed, asked for cheaply."""

import re
from datetime import datetime
from hashlib import blake2s

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe, quote_etag

# XML 1.0, production 2: what no document may hold, not even as a reference.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Drop what XML does not know: control characters, halves of surrogate pairs."""
    return _ILLEGAL.sub("", text)


def answer(
    request: HttpRequest, content: str, content_type: str, changed: datetime | None = None
) -> HttpResponseBase:
    """Answer with ``content``, or 304 where the asker has it already.

    Any cache may keep it but asks before each use: what is withdrawn is gone at the next question.
    The tag is a hash of the whole, so it changes with whatever the text was made from.
    """
    written = content.encode()
    response = HttpResponse(written, content_type=content_type)
    response["Cache-Control"] = "public, no-cache"
    etag = response["ETag"] = quote_etag(blake2s(written, digest_size=16).hexdigest())
    seconds = int(changed.timestamp()) if changed else None
    if seconds:
        response["Last-Modified"] = http_date(seconds)
    # Only this very time counts: when the newest piece is withdrawn, the time goes back.
    known = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    last_modified = seconds if seconds == known else None
    return get_conditional_response(request, etag, last_modified, response) or response
