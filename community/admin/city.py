"""The city's numbers, and its charters: a draft is written, adopted, and never changed again."""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.actions.charter import adopt_charter, draft_charter, save_charter, save_city
from community.admin.base import StaffAdmin, StaffInline, said
from community.admin.charter_preview import preview_of
from community.forms.desk import AdoptForm
from community.models import Charter, CharterStep, City, QuizQuestion
from community.permissions import StaffRight, member


@admin.register(City)
class CityAdmin(StaffAdmin):
    """One row: the list leads straight to it."""

    view_right = change_right = StaffRight.EDIT_CITY
    readonly_fields = ["charter"]

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        return self.to_row(City.current().pk)

    def save_model(self, request: HttpRequest, obj: City, *args: Any) -> None:
        save_city(obj, by=member(request.user))


class StepInline(StaffInline):
    model = CharterStep
    view_right = change_right = StaffRight.EDIT_CITY
    template = "admin/edit_inline/stacked.html"
    max_num = 2

    def has_change_permission(self, request: HttpRequest, obj: Charter | None = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)


class QuizInline(StaffInline):
    model = QuizQuestion
    template = "admin/edit_inline/stacked.html"
    view_right = add_right = change_right = delete_right = StaffRight.EDIT_CITY

    def has_add_permission(self, request: HttpRequest, obj: Charter | None = None) -> bool:
        return super().has_add_permission(request, obj) and is_draft(obj)

    def has_change_permission(self, request: HttpRequest, obj: Charter | None = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Charter | None = None) -> bool:
        return super().has_delete_permission(request, obj) and is_draft(obj)


def is_draft(charter: Charter | None) -> bool:
    return charter is None or charter.is_draft


@admin.register(Charter)
class CharterAdmin(StaffAdmin):
    view_right = change_right = StaffRight.EDIT_CITY
    list_display = ["version", "adopted_at", "is_in_force"]
    fields = ["version", "adopted_at", "text", "young_city"]
    readonly_fields = ["version", "adopted_at"]
    inlines = [StepInline, QuizInline]
    change_form_template = "admin/community/charter/change_form.html"

    def has_change_permission(self, request: HttpRequest, obj: Charter | None = None) -> bool:
        return super().has_change_permission(request, obj) and is_draft(obj)

    @admin.display(description=_("in force"), boolean=True)
    def is_in_force(self, charter: Charter) -> bool:
        return charter.pk == City.current().charter_id

    def save_model(self, request: HttpRequest, obj: Charter, *args: Any) -> None:
        save_charter(obj, by=member(request.user))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        own = [
            path("<int:pk>/adopt/", view(require_POST(self.adopt)), name="community_charter_adopt"),
            path("<int:pk>/preview/", view(self.preview), name="community_charter_preview"),
            path("<int:pk>/like/", view(require_POST(self.like)), name="community_charter_like"),
        ]
        return own + super().get_urls()

    def adopt(self, request: HttpRequest, pk: int) -> HttpResponse:
        charter, by = self.row(pk), member(request.user)
        form = AdoptForm(request.POST)
        if not form.is_valid():
            messages.error(request, " ".join(map(str, form.errors["sure"])))
            return self.to_row(pk)
        said(request, lambda: adopt_charter(charter, by=by), _("This charter is in force now."))
        return self.to_row(pk)

    def preview(self, request: HttpRequest, pk: int) -> HttpResponse:
        """What a draft would change; a page of its own, because it counts the whole city."""
        self.require(request, StaffRight.EDIT_CITY)
        charter = self.row(pk, Charter.objects.filter(adopted_at=None))
        title = _("What charter %(version)d would change") % {"version": charter.version}
        template = "admin/community/charter/preview.html"
        return self.page(request, template, title=title, **preview_of(charter))

    def like(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin a new version with the words and numbers of this one."""
        charter, by = self.row(pk), member(request.user)
        made: list[Charter] = []
        said(
            request,
            lambda: made.append(draft_charter(text=charter.text, by=by, like=charter)),
            _("This is the new version. Change it, save it, then adopt it."),
        )
        return self.to_row(made[0].pk) if made else redirect("admin:community_charter_changelist")
