"""Pages travel compressed: Django's GZipMiddleware, with two things that a site like this needs.

SECURITY: it pads every answer with a random number of bytes, so that the length tells little of
what stands beside a reader's own words (BREACH). It leaves alone what is encoded already (static
files), and pictures, which would only grow.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

WORTH_IT = ("text/", "application/json", "application/feed+json", "application/manifest+json")


class CompressingMiddleware(GZipMiddleware):
    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if not (kind.startswith(WORTH_IT) or kind.endswith("xml")) or response.streaming:
            return response
        return super().process_response(request, response)
