"""The picture library."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from articles.actions import retry_sizes, save_picture
from articles.admin.thumbnails import thumbnail
from articles.forms import PictureForm
from articles.models import Picture
from articles.permissions import can_change_picture
from community.admin.base import StaffAdmin, said
from community.permissions import StaffRight, member

PICKED = 24


@admin.register(Picture)
class PictureAdmin(StaffAdmin):
    form = PictureForm
    view_right = add_right = change_right = StaffRight.WRITE_ARTICLES
    list_display = ["shown", "alt", "credit", "size", "state", "uploaded_at"]
    list_filter = ["state"]
    list_display_links = ["shown", "alt"]
    search_fields = ["alt", "caption", "credit"]
    list_per_page = 40
    readonly_fields = ["shown", "state"]
    fields = ["shown", "state", "upload", "alt", "caption", "credit", "focus"]
    change_form_template = "admin/articles/picture/change_form.html"

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
        site = self.admin_site
        return [
            path("pick/", site.admin_view(self.pick), name="articles_picture_pick"),
            path("<int:pk>/retry/", site.admin_view(self.retry), name="articles_picture_retry"),
            *super().get_urls(),
        ]

    def retry(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Have another try at the sizes, by POST alone."""
        picture = self.row(pk)
        if request.method == "POST":
            done = _("Its sizes are being made; this takes some seconds.")
            said(request, lambda: retry_sizes(picture, by=member(request.user)), done)
        return self.to_row(pk)

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
        "caption": picture.caption,
        "credit": picture.credit,
    }
