"""Sanctions at the desk: imposed and lifted by the actions, each with a reason."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.actions.sanctions import impose_sanction, lift_sanction
from community.admin.base import StaffAdmin, said
from community.forms.desk import LiftForm, SanctionForm
from community.models import Sanction
from community.permissions import StaffRight, can_sanction, member


@admin.register(Sanction)
class SanctionAdmin(StaffAdmin):
    view_right = StaffRight.SEE_MEMBERS
    add_right = StaffRight.SANCTION
    list_display = ["user", "kind", "imposed_at", "until", "lifted_at", "imposed_by"]
    list_filter = ["kind"]
    list_select_related = ["user", "imposed_by"]
    search_fields = ["user__handle", "user__display_name"]
    fields = ["user", "kind", "reason", "imposed_by", "imposed_at", "until", "lifted_at"]

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Impose one; ``?member=handle`` names whom."""
        self.require(request, StaffRight.SANCTION)
        form = SanctionForm(request.POST or None, initial={"member": request.GET.get("member")})
        if form.is_valid():
            by, given = member(request.user), dict(form.cleaned_data)
            user = given.pop("member")
            done = _("Imposed. The member has been told.")
            if said(request, lambda: impose_sanction(user, by=by, **given), done):
                return self.to_list()
        title = _("Impose a sanction")
        return self.page(request, "admin/community/form.html", form=form, title=title)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Read one; while it is in force, lift it."""
        self.require(request, StaffRight.SEE_MEMBERS)
        sanction = self.row(object_id)
        in_force = Sanction.objects.in_force().filter(pk=sanction.pk).exists()
        context = {
            "sanction": sanction,
            "title": str(sanction),
            "form": LiftForm(),
            "may_lift": in_force and can_sanction(request.user, sanction.user, sanction.kind),
        }
        return self.page(request, "admin/community/sanction/read.html", **context)

    def get_urls(self) -> list[URLPattern]:
        lift = self.admin_site.admin_view(require_POST(self.lift))
        own = [path("<int:pk>/lift/", lift, name="community_sanction_lift")]
        return own + super().get_urls()

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        sanction, by = self.row(pk), member(request.user)
        form = LiftForm(request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = _("Lifted. The member has been told.")
            said(request, lambda: lift_sanction(sanction, by=by, reason=reason), done)
        return self.to_row(pk)
