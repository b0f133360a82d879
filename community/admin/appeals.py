"""Appeals at the desk: to be read. Those that wait for an editor stand on top; deciding has its
page on the site, where everything about the matter stands together.
"""

from typing import Any

from django.contrib import admin
from django.db.models import Case, F, Value, When
from django.db.models.expressions import Combinable
from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from community.actions.appeals import reason_of
from community.admin.base import OpenFilter, StaffAdmin
from community.models import Appeal, PanelSeat
from community.permissions import StaffRight, can_see_appeal

QUEUE: tuple[str | Combinable, ...] = (
    Case(
        When(state=Appeal.State.EDITOR, then=Value(0)),
        When(state=Appeal.State.PANEL, then=Value(1)),
        default=Value(2),
    ),
    "-decided_at",
    F("decide_by").asc(nulls_last=True),
    "opened_at",
    "pk",
)


class AppealFilter(OpenFilter):
    open_states = Appeal.OPEN_STATES


@admin.register(Appeal)
class AppealAdmin(StaffAdmin):
    view_right = StaffRight.SEE_MEMBERS
    list_display = ["kind", "member", "state", "opened_at", "due", "decided_at"]
    list_filter = [AppealFilter, "kind"]
    list_select_related = ["member"]
    search_fields = ["member__handle", "member__display_name"]

    def get_ordering(self, request: HttpRequest) -> list[str | Combinable]:
        """What waits for an editor first, the overdue on top."""
        return [*QUEUE]

    @admin.display(description=_("decision due"), ordering="decide_by")
    def due(self, appeal: Appeal) -> str:
        if appeal.decide_by is None or appeal.state != Appeal.State.EDITOR:
            return "–"
        day = f"{localtime(appeal.decide_by):%Y-%m-%d}"
        return _("overdue since %(day)s") % {"day": day} if appeal.is_overdue else day

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **options: Any
    ) -> HttpResponse:
        """Read one. Who sits on the panel stands nowhere, and what they said only once it ended."""
        self.require(request, StaffRight.SEE_MEMBERS)
        appeal = self.row(object_id)
        context = {
            "title": str(appeal),
            "appeal": appeal,
            "decision_reason": reason_of(appeal),
            "panel": {
                "given": appeal.seats.exclude(opinion="").count(),
                "waiting": PanelSeat.objects.waiting().filter(appeal=appeal).count(),
            },
            "may_decide": appeal.state == Appeal.State.EDITOR
            and can_see_appeal(request.user, appeal),
        }
        return self.page(request, "admin/community/appeal/read.html", **context)
