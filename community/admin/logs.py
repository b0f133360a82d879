"""A log that only grows, at the desk: read, searched, and taken home as a sealed file."""

import tempfile
from contextlib import ExitStack
from typing import Any

from django.contrib import admin
from django.http import FileResponse, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.actions.ledger import export_log, log_named
from community.admin.base import StaffAdmin, said
from community.models import CivicReason
from community.permissions import StaffRight, member

IN_MEMORY = 1_000_000  # bytes; a longer file waits on the disk


class LogAdmin(StaffAdmin):
    """``log`` is its name among the ledger's logs."""

    log = ""
    view_right = StaffRight.READ_RECORD
    change_list_template = "admin/community/log/change_list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:  # noqa: ANN401
        return False

    @admin.display(description=_("reason"))
    def reason(self, entry: Any) -> str:  # noqa: ANN401  # of the log
        kept = CivicReason.objects.filter(entry=entry.pk).first()
        return kept.text if kept and kept.text else "–"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export))
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export/", view, name=name), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        context = {"may_export": self.may(request, StaffRight.EXPORT_RECORD)}
        return super().changelist_view(request, extra_context=context)

    def export(self, request: HttpRequest) -> HttpResponse | FileResponse:
        """Send the whole log. It is written first, so that a slow line holds no transaction."""
        self.require(request, StaffRight.EXPORT_RECORD)
        log, by = log_named(self.log), member(request.user)
        with ExitStack() as closing:
            file = closing.enter_context(tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))
            if not said(request, lambda: export_log(log, file, by=by)):
                return self.to_list()
            closing.pop_all()  # the answer closes it
        file.seek(0)
        name = f"{log.name}-{timezone.now():%Y-%m-%d}.jsonl"
        kind = "application/x-ndjson"
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind)
