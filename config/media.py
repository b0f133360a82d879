"""Uploaded pictures, served with the headers that uploads need.

Names are made by the server and never used twice, so a file may be kept for ever. A proxy may serve
the folder itself; ``docs/operators.md`` gives the headers.
"""

from pathlib import PurePosixPath

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

TYPES = {
    ".avif": "image/avif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:
    """Serve one picture; anything that is not a picture of ours is not found."""
    content_type = TYPES.get(PurePosixPath(name).suffix)
    if content_type is None:
        raise Http404
    try:
        file = default_storage.open(name)
    except (OSError, SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    response = FileResponse(file, content_type=content_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # Feed readers and mail programs show these pictures on pages of their own.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
