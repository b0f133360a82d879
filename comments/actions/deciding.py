"""What every decision about a comment shares: the lock, who was first, the log, the author."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from comments.actions.publication import lock_comment
from comments.actions.spam import what_it_taught
from comments.models import Comment, Decision, Report, Undo
from comments.permissions import can_moderate
from community.actions.notices import notify_member
from community.actions.record import keep_reason
from community.enqueue import enqueue
from community.errors import AlreadyDecided, Refused
from community.models import User

MAIL_AFTER = timedelta(minutes=1)  # a slip of the finger is taken back before anybody reads of it
NO_DECISIONS = (Decision.Kind.PICKED, Decision.Kind.UNPICKED)
TEXTS = ("state", "held_by", "held_reason", "hidden_reason", "is_suspicious")
TIMES = ("kept_at", "published_at")


def lock_for(comment: Comment, by: User) -> Comment:
    comment = lock_comment(comment)
    if not can_moderate(by, comment):
        raise PermissionDenied(_("Moderators decide on comments, but never on their own."))
    return comment


def is_settled(comment: Comment, by: User, kind: str, *, allowed: set[Comment.State]) -> bool:
    """Tell whether ``by`` did this already; raise with a sentence if it cannot be done."""
    if comment.state in allowed:
        return False
    log = Decision.objects.filter(comment=comment.uuid).exclude(kind__in=NO_DECISIONS)
    last = log.order_by("-at").first()
    if last is None:
        raise Refused(
            _("This cannot be done now: the comment is %s.") % comment.get_state_display()
        )
    if last.kind == kind and last.by == by.record_id:
        return True
    raise AlreadyDecided(who_decided(last, by))


def who_decided(decision: Decision, by: User) -> str:
    if decision.by == by.record_id:
        return _("You have decided this already: %s.") % decision.get_kind_display()
    colleague = User.objects.filter(record_id=decision.by).first() if decision.by else None
    return _("%(name)s has decided this already: %(what)s.") % {
        "name": colleague or _("Somebody"),
        "what": decision.get_kind_display(),
    }


def open_reports(comment: Comment) -> list[int]:
    reports = Report.objects.filter(comment=comment, settled_at__isnull=True)
    return list(reports.values_list("pk", flat=True))


def settle_reports(comment: Comment) -> int:
    unsettled = Report.objects.filter(comment=comment, settled_at__isnull=True)
    return unsettled.update(settled_at=timezone.now())


def write_decision(
    kind: str, comment: Comment, by: User, *, reason: str = "", **facts: str
) -> Decision:
    """Add to the moderation log. ``facts`` are fixed words and numbers, those that are not empty:
    ``stopped_by`` the check that held the comment, ``rule`` the fixed reason, ``decision`` and
    ``undone`` which decision was taken back.
    """
    entry = Decision(
        kind=kind,
        comment=comment.uuid,
        article=comment.discussion.article.uuid,
        member=comment.author.record_id if comment.author else None,
        by=by.record_id,
        facts={name: fact for name, fact in facts.items() if fact},
    )
    if reason:
        entry.reason_hash = keep_reason(entry.pk, reason)
    entry.save(force_insert=True)
    return entry


def tell_author(comment: Comment, decision: Decision, kind: str, **facts: str) -> None:
    if comment.author is None:
        return
    title = comment.discussion.article.title
    notify_member(comment.author, kind, comment.get_absolute_url(), article=title, **facts)
    enqueue("comments.tasks.mail_decision", str(decision.pk), after=MAIL_AFTER)


def written(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


@dataclass(frozen=True)
class Before:
    """How a comment stands before a decision, so that it can stand so again."""

    fields: dict[str, Any]

    @classmethod
    def of(cls, comment: Comment) -> "Before":
        texts = {name: getattr(comment, name) for name in TEXTS}
        times = {name: written(getattr(comment, name)) for name in TIMES}
        reports, lesson = open_reports(comment), what_it_taught(comment)
        return cls({**texts, **times, "reports": reports, "lesson": lesson})

    def keep(self, decision: Decision, comment: Comment, by: User, batch: UUID | None) -> None:
        """Keep it for as long as the decision can be taken back."""
        Undo.objects.create(
            decision=decision.pk,
            batch=batch or uuid4(),
            comment=comment,
            by=by,
            kind=decision.kind,
            before=self.fields,
            after=comment.state,
        )

    def put_back(self, comment: Comment) -> None:
        for name in TEXTS:
            setattr(comment, name, self.fields[name])
        for name in TIMES:
            at = self.fields[name]
            setattr(comment, name, parse_datetime(at) if at else None)
        comment.save(update_fields=[*TEXTS, *TIMES])
        Report.objects.filter(pk__in=self.fields["reports"]).update(settled_at=None)
