"""The civic record, to be read."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin.base import StaffAdmin
from community.models import CivicReason, CivicRecord
from community.permissions import StaffRight


@admin.register(CivicRecord)
class CivicRecordAdmin(StaffAdmin):
    view_right = StaffRight.READ_RECORD
    list_display = ["at", "kind", "standing", "member", "by"]
    list_filter = ["kind", "standing"]
    search_fields = ["member__exact", "by__exact"]
    fields = ["at", "kind", "standing", "member", "by", "facts", "reason", "reason_hash"]
    readonly_fields = ["reason"]

    @admin.display(description=_("reason"))
    def reason(self, entry: CivicRecord) -> str:
        kept = CivicReason.objects.filter(entry=entry.pk).first()
        return kept.text if kept and kept.text else "–"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False
