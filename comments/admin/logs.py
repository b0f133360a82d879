"""Reports and the moderation log, to be read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.models import Decision, Report
from community.admin.base import StaffAdmin
from community.models import CivicReason
from community.permissions import StaffRight


class ReadOnlyAdmin(StaffAdmin):
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False


@admin.register(Report)
class ReportAdmin(ReadOnlyAdmin):
    view_right = StaffRight.MODERATE
    list_display = ["created_at", "reason", "comment", "reporter", "weight", "settled_at"]
    list_filter = ["reason", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["comment", "reporter"]
    fields = ["comment", "reporter", "reason", "note", "weight", "created_at", "settled_at"]
    search_fields = ["reporter__handle", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """SECURITY: nobody reads who reported them."""
        return super().get_queryset(request).exclude(comment__author=request.user.pk)


@admin.register(Decision)
class DecisionAdmin(ReadOnlyAdmin):
    view_right = StaffRight.READ_RECORD
    list_display = ["at", "kind", "comment", "member", "by"]
    list_filter = ["kind"]
    search_fields = ["comment__exact", "article__exact", "member__exact", "by__exact"]
    fields = ["at", "kind", "comment", "article", "member", "by", "facts", "reason", "reason_hash"]
    readonly_fields = ["reason"]

    @admin.display(description=_("reason"))
    def reason(self, entry: Decision) -> str:
        kept = CivicReason.objects.filter(entry=entry.pk).first()
        return kept.text if kept and kept.text else "–"
