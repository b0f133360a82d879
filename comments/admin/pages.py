"""What the desk's pages about comments show."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.admin.records import AuthorRecord, author_records
from comments.admin.rows import CHECKS, LABELS, buttons_for, rows_of, who_looks
from comments.forms import HideForm
from comments.models import Comment, Decision
from comments.permissions import can_moderate
from comments.queue import MOST, OTHERS, TABS, Wanted, ask, last_undo, page_of_queue, tab_counts
from comments.reasons import READY
from comments.thread_around import thread_around
from community.models import CivicReason, User

VERDICTS = {
    "passed": gettext_lazy("nothing"),
    "remark": gettext_lazy("to be looked at"),
    "hold": gettext_lazy("holds"),
    "spam": gettext_lazy("spam"),
}

# Kind, days, words; the form of a sanction is filled in with these.
PRESETS = [
    ("warning", "", gettext_lazy("Warn")),
    ("held", "", gettext_lazy("Hold comments")),
    ("silenced", 1, gettext_lazy("Silence for a day")),
    ("silenced", 7, gettext_lazy("Silence for a week")),
    ("silenced", 30, gettext_lazy("Silence for a month")),
    ("suspended", 7, gettext_lazy("Suspend for a week")),
    ("banned", "", gettext_lazy("Ban")),
]


def queue_page(query: QueryDict, user: User) -> dict[str, Any]:
    """One page of the queue; a fixed number of queries."""
    wanted = Wanted.of(query)
    keys, following = page_of_queue(wanted)
    found = ask(user, **tab_counts(), **last_undo(user))
    waiting = sum(found[name] for name in ("held", "reported", "suspicious"))
    numbers = {"": waiting, **found}
    back = query.copy()
    back.pop("after", None)
    return {
        "title": _("Comments that wait"),
        "rows": rows_of(keys, user),
        "tabs": [
            (name, words, f"{MOST}+" if numbers[name] > MOST else numbers[name])
            for name, words in TABS.items()
        ],
        "others": OTHERS,
        "checks": CHECKS,
        "wanted": wanted,
        "back": query.urlencode(),
        "following": following,
        "address": f"?{back.urlencode()}&" if back else "?",
        "ready": READY,
        "undo": to_undo(found),
    }


def to_undo(found: dict[str, Any]) -> dict[str, Any] | None:
    """What can be taken back, in words; None where there is nothing."""
    if found["undo_batch"] is None:
        return None
    return {
        "batch": found["undo_batch"],
        "count": found["undo_count"],
        "kind": Decision.Kind(found["undo_kind"]).label,
        "name": found["undo_author"] or _("a guest"),
    }


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
    # SECURITY: nobody reads who reported them.
    is_own = comment.author_id == user.pk
    reports = [] if is_own else list(comment.reports.select_related("reporter"))
    is_reported = any(report.settled_at is None for report in reports)
    record = author_records([comment]).get(comment.author_id or 0, AuthorRecord(None))
    return {
        "title": str(_("Comment by %s")) % comment.author_name,
        "comment": comment,
        "article": comment.discussion.article,
        "thread": thread_around(comment),
        "record": record,
        "sanctions": record.sanctions,
        "reports": reports,
        "edits": comment.edits.all(),
        "findings": [
            (CHECKS.get(row["check"], row["check"]), VERDICTS[row["verdict"]], row["words"])
            for row in comment.checks
            if row["words"]
        ],
        "log": [(e, names.get(e.by) if e.by else None, reasons.get(e.pk, "")) for e in log],
        "may_decide": can_moderate(user, comment),
        "buttons": [(do, LABELS[do]) for do in buttons_for(comment, is_reported=is_reported)],
        "may_hide": comment.state in ("published", "held", "spam"),
        "form": HideForm(),
        "presets": PRESETS,
        "looking": who_looks(comment, user),
        "undo": to_undo(ask(user, **last_undo(user))),
    }
