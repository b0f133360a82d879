"""What every desk page stands on: staff rights instead of Django's permissions, and plain words.

An app's ``admin`` says which right a page takes::

    class ReportAdmin(StaffAdmin):
        view_right = change_right = StaffRight.MODERATE

        def approve(self, request, comment):
            by = member(request.user)
            said(request, lambda: approve_comment(comment, by=by), _("Published."))

A right that is not named is not given: without ``add_right`` nobody adds.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest

from community.errors import Refused
from community.permissions import StaffRight, staff_may


def said(request: HttpRequest, action: Callable[[], object], done: object = "") -> bool:
    """Call ``action``; say ``done``, or in its own words why not. True when it was done."""
    try:
        action()
    except (Refused, PermissionDenied) as error:
        messages.error(request, str(error) or "403")
        return False
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return False
    if done:
        messages.success(request, str(done))
    return True


class StaffRights:
    """Django's questions about permissions, answered from the table of staff rights."""

    view_right: StaffRight | None = None
    add_right: StaffRight | None = None
    change_right: StaffRight | None = None
    delete_right: StaffRight | None = None

    def may(self, request: HttpRequest, right: StaffRight | None) -> bool:
        return right is not None and staff_may(request.user, right)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.may(request, self.view_right)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.view_right) or self.may(request, self.change_right)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.add_right)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.change_right)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return self.may(request, self.delete_right)


class StaffAdmin(StaffRights, admin.ModelAdmin):  # type: ignore[type-arg]  # of any model
    """A ModelAdmin that asks the table of staff rights. Deleting in bulk is left out."""

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = dict(super().get_actions(request))
        actions.pop("delete_selected", None)
        return actions


class StaffInline(StaffRights, admin.TabularInline):  # type: ignore[type-arg]  # of any model
    """Rows of a child model under a StaffAdmin."""

    extra = 0
