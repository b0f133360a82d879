"""Pages of the desk that carry the text editor."""

from typing import Any

from csp.constants import NONCE
from django.http import HttpRequest, HttpResponse
from js_asset import Media

from community.admin.base import StaffAdmin

# The one style element that the editor's script adds; its text is TipTap's own.
EDITOR_STYLE = "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"
POLICY = {"script-src": [NONCE], "style-src": [EDITOR_STYLE]}


class EditorAdmin(StaffAdmin):
    """Lets the page have the editor's import map and style, and nothing else that is inline."""

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any
    ) -> HttpResponse:
        nonce = str(request.csp_nonce)  # type: ignore[attr-defined]  # set by django-csp
        context["media"] = Media.from_media(context["media"], nonce=nonce)
        response = super().render_change_form(request, context, *args, **options)
        response._csp_update = POLICY  # type: ignore[attr-defined]  # read by django-csp
        return response
