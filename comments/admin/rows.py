"""One row of the queue: the comment, why it waits, its author's record, what may be pressed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.admin.records import AuthorRecord, author_records
from comments.models import Comment, Report
from community.models import User

CHECKS = {
    "sanction": gettext_lazy("Sanction"),
    "rate": gettext_lazy("Pace"),
    "slow": gettext_lazy("Slow mode"),
    "repeated": gettext_lazy("Repeated text"),
    "links": gettext_lazy("Links"),
    "words": gettext_lazy("Watched words"),
    "spam": gettext_lazy("Spam model"),
    "newcomer": gettext_lazy("Newcomer"),
    "reports": gettext_lazy("Reports"),
    "archive": gettext_lazy("Archive"),
}
LABELS = {
    "approve": gettext_lazy("Approve"),
    "restore": gettext_lazy("Show again"),
    "keep": gettext_lazy("Keep"),
    "spam": gettext_lazy("Spam"),
}
OUT_OF_SIGHT = (Comment.State.HIDDEN, Comment.State.DELETED)


@dataclass
class Row:
    comment: Comment
    record: AuthorRecord
    reports: Sequence[Report] = ()
    is_own: bool = False
    looking: str = ""
    presses: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def decide_url(self) -> str:
        address = reverse("admin:comments_comment_decide", args=[self.comment.pk])
        return f"{address}?seen={self.comment.text_hash}&state={self.comment.state}"

    @property
    def may_hide(self) -> bool:
        return not self.is_own and self.comment.state not in OUT_OF_SIGHT

    @property
    def reasons(self) -> list[str]:
        """Why it waits, in words: what stopped it, what else was found, what readers say."""
        return [*stopped(self.comment), *said_by_readers(self.reports)]


def stopped(comment: Comment) -> list[str]:
    found = [
        str(row["words"]) for row in comment.checks if row["verdict"] != "passed" and row["words"]
    ]
    if comment.held_reason and comment.held_reason not in found:
        found.insert(0, comment.held_reason)
    if comment.hidden_reason:
        found.insert(0, _("Hidden: %s") % comment.hidden_reason)
    return found or ([] if comment.is_published else [comment.get_state_display()])


def said_by_readers(reports: Sequence[Report]) -> list[str]:
    """Each reason with how many gave it and what that weighs."""
    lines = []
    for reason in Report.Reason:
        weights = [report.weight for report in reports if report.reason == reason]
        if weights:
            lines.append(
                _("%(reason)s: %(count)d × reported, weight %(weight)d")
                % {"reason": reason.label, "count": len(weights), "weight": sum(weights)}
            )
    return lines


def buttons_for(comment: Comment, *, is_reported: bool) -> list[str]:
    """What one press can do; hiding takes a reason."""
    if comment.is_published:
        first = ["keep"] if is_reported or comment.is_suspicious else []
        return [*first, "spam"]
    if comment.state == Comment.State.HIDDEN:
        return ["restore"]
    if comment.is_deleted:
        return []
    return ["approve"] if comment.hidden_reason else ["approve", "spam"]


def rows_of(keys: Sequence[int], user: User) -> list[Row]:
    """Return the rows in the order of ``keys``; four queries for any number."""
    unsettled = Report.objects.filter(settled_at__isnull=True)
    comments = (
        Comment.objects.filter(pk__in=keys)
        .select_related("author", "parent__author", "discussion__article", "claim__by")
        .defer("discussion__article__body")
        .prefetch_related(Prefetch("reports", queryset=unsettled, to_attr="open_reports"))
    )
    found: dict[int, Any] = {comment.pk: comment for comment in comments}
    records = author_records(found.values())
    return [row_of(found[key], records, user) for key in keys if key in found]


def row_of(comment: Any, records: dict[int, AuthorRecord], user: User) -> Row:  # noqa: ANN401  # with its open reports
    row = Row(
        comment=comment,
        record=records.get(comment.author_id or 0, AuthorRecord(None)),
        reports=comment.open_reports,
        is_own=comment.author_id == user.pk,
        looking=who_looks(comment, user),
    )
    if not row.is_own:
        names = buttons_for(comment, is_reported=bool(row.reports))
        row.presses = [(do, str(LABELS[do]), "s" if do == "spam" else "a") for do in names]
    return row


def who_looks(comment: Comment, user: User) -> str:
    """The name of a colleague who looks at it just now."""
    claim = getattr(comment, "claim", None)
    if claim is None or claim.by_id == user.pk or not claim.is_fresh:
        return ""
    return str(claim.by)
