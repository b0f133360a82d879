"""The picture library."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.actions import save_picture
from articles.admin.thumbnails import thumbnail
from articles.forms import PictureForm
from articles.models import Picture
from articles.permissions import can_change_picture
from community.admin.base import StaffAdmin
from community.permissions import StaffRight, member

PICKED = 24


@admin.register(Picture)
class PictureAdmin(StaffAdmin):
    form = PictureForm
    view_right = add_right = change_right = StaffRight.WRITE_ARTICLES
    list_display = ["shown", "alt", "credit", "size", "uploaded_at"]
    list_display_links = ["shown", "alt"]
    search_fields = ["alt", "caption", "credit"]
    list_per_page = 40
    readonly_fields = ["shown"]
    fields = ["shown", "upload", "alt", "caption", "credit", "focus"]

    class Media:
        css = {"all": ["admin-desk/editor/editor.css"]}

    def has_change_permission(self, request: HttpRequest, obj: Picture | None = None) -> bool:
        if not super().has_change_permission(request, obj):
            return False
        return obj is None or can_change_picture(request.user, obj)

    @admin.display(description=_("picture"))
    def shown(self, picture: Picture) -> str:
        return thumbnail(picture) if picture.file else "–"

    @admin.display(description=_("size"))
    def size(self, picture: Picture) -> str:
        return f"{picture.width} × {picture.height}"

    def save_model(
        self, request: HttpRequest, obj: Picture, form: PictureForm, change: bool
    ) -> None:
        save_picture(obj, by=member(request.user), encoded=form.encoded)

    def get_urls(self) -> list[URLPattern]:
        pick = self.admin_site.admin_view(self.pick)
        return [path("pick/", pick, name="articles_picture_pick"), *super().get_urls()]

    def pick(self, request: HttpRequest) -> JsonResponse:
        """Answer the editor's dialog: the newest pictures whose words hold ``q``."""
        self.require(request, StaffRight.WRITE_ARTICLES)
        found = Picture.objects.matching(request.GET.get("q", ""))[:PICKED]
        return JsonResponse({"results": [picked(picture) for picture in found]})


def picked(picture: Picture) -> dict[str, Any]:
    return {
        "label": picture.alt,
        "note": picture.credit,
        "src": picture.file.url,
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "caption": " ".join(filter(None, [picture.caption, picture.credit])),
    }
