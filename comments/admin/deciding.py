"""What moderators may press about a comment, what it calls, and what they see before they do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.actions import approve_comment, hide_comment, keep_comment, restore_comment
from comments.admin.records import AuthorRecord, author_records, thread_around
from comments.forms import HideForm
from comments.models import Comment, Decision
from comments.permissions import can_moderate
from community.admin.base import said
from community.models import CivicReason, User
from community.permissions import member

DONE = {
    "approve": _("The comment is shown."),
    "restore": _("The comment is shown again."),
    "keep": _("The comment stays."),
    "hide": _("The comment is hidden; its author is told why."),
}
LABELS = {"approve": _("Approve"), "restore": _("Show again"), "keep": _("Keep")}


def buttons_for(comment: Comment, *, is_reported: bool) -> list[str]:
    """What one press can do; hiding takes a reason and so a page."""
    if comment.is_published:
        return ["keep"] if is_reported else []
    if comment.state == Comment.State.HIDDEN:
        return ["restore"]
    return [] if comment.is_deleted else ["approve"]


def decide(
    request: HttpRequest, comment: Comment, do: str, *, reason: str = "", seen: str = ""
) -> None:
    by = member(request.user)
    actions: dict[str, Callable[[], object]] = {
        "approve": lambda: approve_comment(comment, by=by, seen=seen),
        "restore": lambda: restore_comment(comment, by=by),
        "keep": lambda: keep_comment(comment, by=by),
        "hide": lambda: hide_comment(comment, by=by, reason=reason),
    }
    said(request, actions[do], DONE[do])


def decision_page(comment: Comment, user: User) -> dict[str, Any]:
    """Everything about one comment and its author."""
    log = list(Decision.objects.filter(comment=comment.uuid))
    reasons = dict(
        CivicReason.objects.filter(entry__in=[entry.pk for entry in log]).values_list(
            "entry", "text"
        )
    )
    names = dict(
        User.objects.filter(record_id__in=[entry.by for entry in log if entry.by]).values_list(
            "record_id", "display_name"
        )
    )
    reports = list(comment.reports.select_related("reporter"))
    is_reported = any(report.settled_at is None for report in reports)
    return {
        "title": str(_("Comment by %s")) % comment.author_name,
        "comment": comment,
        "article": comment.discussion.article,
        "thread": thread_around(comment),
        "record": author_records([comment]).get(comment.author_id or 0, AuthorRecord(None)),
        "sanctions": comment.author.sanctions.all() if comment.author else [],
        "reports": reports,
        "edits": comment.edits.all(),
        "log": [(e, names.get(e.by) if e.by else None, reasons.get(e.pk, "")) for e in log],
        "may_decide": can_moderate(user, comment),
        "buttons": [(do, LABELS[do]) for do in buttons_for(comment, is_reported=is_reported)],
        "may_hide": comment.state in ("published", "held", "spam"),
        "form": HideForm(),
    }
