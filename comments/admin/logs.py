"""Reports and the moderation log, to be read."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from comments.models import Decision, Report
from community.admin.base import StaffAdmin
from community.admin.logs import LogAdmin
from community.permissions import StaffRight


@admin.register(Report)
class ReportAdmin(StaffAdmin):
    view_right = StaffRight.MODERATE
    list_display = ["created_at", "reason", "comment", "reporter", "weight", "settled_at"]
    list_filter = ["reason", ("settled_at", admin.EmptyFieldListFilter)]
    list_select_related = ["comment", "reporter"]
    fields = ["comment", "reporter", "reason", "note", "weight", "created_at", "settled_at"]
    search_fields = ["reporter__handle", "note"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """SECURITY: nobody reads who reported them."""
        return super().get_queryset(request).exclude(comment__author=request.user.pk)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False


@admin.register(Decision)
class DecisionAdmin(LogAdmin):
    log = "moderation"
    list_display = ["at", "kind", "comment", "member", "by"]
    list_filter = ["kind"]
    search_fields = ["comment__exact", "article__exact", "member__exact", "by__exact"]
    fields = ["at", "kind", "comment", "article", "member", "by", "facts", "reason", "reason_hash"]
    readonly_fields = ["reason"]
