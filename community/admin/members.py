"""Members at the desk: read here, changed only by actions."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from community.actions.people import appoint_member, dismiss_member
from community.admin.base import FoundByMember, StaffAdmin, said
from community.forms.desk import RolesForm
from community.models import Role, User
from community.permissions import StaffRight, member


@admin.register(User)
class MemberAdmin(FoundByMember, StaffAdmin):
    view_right = StaffRight.SEE_MEMBERS
    list_display = ["display_name", "handle", "standing", "role_names", "created_at"]
    list_filter = ["standing", "is_staff", "groups"]
    ordering = ["-created_at"]
    fields = [
        "display_name",
        "handle",
        "email",
        "bio",
        "standing",
        "created_at",
        "resident_since",
        "citizen_since",
        "citizen_number",
        "dormant_since",
        "role_names",
        "is_active",
        "last_login",
        "record_id",
    ]
    readonly_fields = ["role_names"]
    change_form_template = "admin/community/user/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        held = {group.name for group in user.groups.all()}
        return ", ".join(str(role.label) for role in Role if role in held) or "–"

    def get_urls(self) -> list[URLPattern]:
        roles = self.admin_site.admin_view(self.roles)
        return [path("<int:pk>/roles/", roles, name="community_user_roles"), *super().get_urls()]

    def roles(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Appoint to roles and dismiss from them."""
        self.require(request, StaffRight.APPOINT)
        user, by = self.row(pk), member(request.user)
        held = set(user.groups.values_list("name", flat=True)) & set(Role.values)
        form = RolesForm(request.POST or None, initial={"roles": sorted(held)})
        if request.method == "POST" and form.is_valid():
            self.change_roles(request, user, held, set(form.cleaned_data["roles"]), by)
            return self.to_row(pk)
        title = _("Roles of %(name)s") % {"name": user.display_name}
        return self.page(request, "admin/community/form.html", form=form, title=title)

    def change_roles(
        self, request: HttpRequest, user: User, held: set[str], wanted: set[str], by: User
    ) -> None:
        changes: list[tuple[Any, str]] = [(appoint_member, role) for role in wanted - held]
        changes += [(dismiss_member, role) for role in held - wanted]
        for change, role in changes:
            said(request, lambda change=change, role=role: change(user, role, by=by))  # type: ignore[misc]  # defaults bind the loop's values
