"""Sanctions at the desk: imposed and lifted by the actions, each with a reason."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.actions.sanctions import impose_sanction, lift_sanction
from community.actions.standing import ban_and_revoke, revoke_standing
from community.admin.base import FoundByMember, StaffAdmin, said
from community.admin.ready_reasons import OF_SANCTIONS, Offer, offers, with_offer
from community.forms.desk import LiftForm, RevokeForm, SanctionForm
from community.models import Sanction, Standing, User
from community.permissions import StaffRight, can_revoke, can_sanction, member

LONGEST = 365  # days that an address may fill in


def filled_in(query: QueryDict) -> dict[str, object]:
    """What the form of a sanction starts with."""
    days = query.get("days", "")
    until = None
    if days.isascii() and days.isdigit() and len(days) < 4:  # noqa: PLR2004
        until = localtime(timezone.now() + timedelta(days=min(int(days), LONGEST)))
    return {
        "member": query.get("member"),
        "kind": query.get("kind"),
        "until": until.strftime("%Y-%m-%dT%H:%M") if until else None,
        "about": query.get("about"),
    }


def with_use(posted: QueryDict, offered: list[Offer], use: str) -> dict[str, object]:
    """What was written, with a ready reason behind it; nothing where none was pressed."""
    if not use:
        return {}
    written: dict[str, object] = {name: posted.get(name) for name in SanctionForm.base_fields}
    key = use.partition(".")[2]
    return {**written, "reason": with_offer(posted.get("reason", ""), offered, key)}


def is_takeable(sanction: Sanction) -> bool:
    """Whether there is a standing to take with this ban."""
    is_ban = sanction.kind == Sanction.Kind.BANNED
    return is_ban and sanction.revoked is None and sanction.user.standing != Standing.VISITOR


def impose(user: User, by: User, given: dict[str, Any]) -> None:
    """Impose what the form says; a ban may take the standing with it."""
    takes_standing, kind = given.pop("take_standing", False), given.pop("kind")
    if takes_standing:
        ban_and_revoke(user, by=by, **given)
    else:
        impose_sanction(user, kind, by=by, **given)


@admin.register(Sanction)
class SanctionAdmin(FoundByMember, StaffAdmin):
    view_right = StaffRight.SEE_MEMBERS
    add_right = StaffRight.SANCTION
    list_display = ["user", "kind", "imposed_at", "until", "lifted_at", "imposed_by"]
    list_filter = ["kind"]
    list_select_related = ["user", "imposed_by"]
    member_field = "user"
    fields = ["user", "kind", "reason", "imposed_by", "imposed_at", "until", "lifted_at"]

    def add_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        """Impose one. The address may fill in ``member`` (a handle), ``kind`` and ``days``, name
        what it is ``about`` (the uuid of a comment) and where to go ``back`` to.
        """
        self.require(request, StaffRight.SANCTION)
        offered, use = offers(OF_SANCTIONS), request.POST.get("do", "")
        initial = {**filled_in(request.GET), **with_use(request.POST, offered, use)}
        form = SanctionForm(None if use else request.POST or None, initial=initial)
        if not self.may(request, StaffRight.REVOKE_STANDING):
            del form.fields["take_standing"]
        if form.is_valid():
            by, given = member(request.user), dict(form.cleaned_data)
            user = given.pop("member")
            done = _("Imposed. The member has been told.")
            if said(request, lambda: impose(user, by, given), done):
                return self.back_or_list(request)
        title = _("Impose a sanction")
        template = "admin/community/sanction/impose.html"
        return self.page(request, template, form=form, title=title, offers=offered)

    def back_or_list(self, request: HttpRequest) -> HttpResponse:
        back = request.GET.get("back", "")
        # SECURITY: stays on this host.
        if back and url_has_allowed_host_and_scheme(back, allowed_hosts=None):
            return redirect(back)
        return self.to_list()

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Read one; while it is in force, lift it, or take the standing with a ban."""
        self.require(request, StaffRight.SEE_MEMBERS)
        sanction = self.row(object_id, Sanction.objects.select_related("user", "revocation"))
        in_force = Sanction.objects.in_force().filter(pk=sanction.pk).exists()
        context = {
            "sanction": sanction,
            "taken": sanction.revoked,
            "title": str(sanction),
            "form": LiftForm(),
            "revoke_form": RevokeForm(auto_id="id_revoke_%s"),
            "may_lift": in_force and can_sanction(request.user, sanction.user, sanction.kind),
            "may_revoke": in_force
            and is_takeable(sanction)
            and can_revoke(request.user, sanction.user),
        }
        return self.page(request, "admin/community/sanction/read.html", **context)

    def get_urls(self) -> list[URLPattern]:
        lift = self.admin_site.admin_view(require_POST(self.lift))
        revoke = self.admin_site.admin_view(require_POST(self.revoke))
        own = [
            path("<int:pk>/lift/", lift, name="community_sanction_lift"),
            path("<int:pk>/revoke/", revoke, name="community_sanction_revoke"),
        ]
        return own + super().get_urls()

    def revoke(self, request: HttpRequest, pk: int) -> HttpResponse:
        sanction, by = self.row(pk), member(request.user)
        form = RevokeForm(request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = _("Taken. The member has been told.")
            said(request, lambda: revoke_standing(sanction, by=by, reason=reason), done)
        else:
            messages.error(request, _("Give a reason. The member reads it."))
        return self.to_row(pk)

    def lift(self, request: HttpRequest, pk: int) -> HttpResponse:
        sanction, by = self.row(pk), member(request.user)
        form = LiftForm(request.POST)
        if form.is_valid():
            reason = form.cleaned_data["reason"]
            done = _("Lifted. The member has been told.")
            said(request, lambda: lift_sanction(sanction, by=by, reason=reason), done)
        return self.to_row(pk)
