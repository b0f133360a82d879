"""Take a decision back: as if it had not been made, but the log has both."""

from datetime import timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.deciding import Before, lock_for, write_decision
from comments.actions.publication import count_published, withdraw
from comments.actions.spam import teach_again
from comments.models import Comment, Decision, Mention, Telling, Undo
from community.errors import Refused
from community.models import MailKind, Notice, User

KEPT_FOR = timedelta(hours=1)


def undo_decision(decision: UUID, *, by: User) -> Comment:
    """Put back state, reports, counters and what the spam model learnt, within ten minutes.

    Only whoever decided may, and only while nothing else has happened to the comment. Notices that
    nobody has read go; the mail does not leave. Twice is silent. Raises ``PermissionDenied`` or
    ``Refused`` with a sentence.
    """
    with transaction.atomic():
        entry = Decision.objects.filter(pk=decision).first()
        if entry is None or entry.comment is None or entry.by != by.record_id:
            raise PermissionDenied(_("Only the moderator who decided can take it back."))
        comment = lock_for(Comment.objects.get(uuid=entry.comment), by)
        kept = Undo.objects.in_time().filter(decision=decision).first()
        if kept is None:
            if was_undone(entry):
                return comment
            raise Refused(_("Decisions can be taken back for ten minutes. This one stands."))
        if comment.state != kept.after or not is_last(entry):
            raise Refused(_("Something else has happened to this comment since. Look at it again."))
        put_back(comment, Before(kept.before))
        forget_notices(comment, entry)
        if comment.published_at is None:
            forget_tellings(comment)
        write_decision(Decision.Kind.UNDONE, comment, by, decision=str(entry.pk), undone=entry.kind)
        kept.delete()
    return comment


def undo_batch(batch: UUID, *, by: User) -> int:
    """Take back all that one press decided; return how many. Raises ``Refused`` for the first
    that cannot be, when those before it are back."""
    decisions = list(Undo.objects.in_time().filter(batch=batch, by=by).order_by("-at", "decision"))
    for kept in decisions:
        undo_decision(kept.decision, by=by)
    return len(decisions)


def put_back(comment: Comment, before: Before) -> None:
    was_published = comment.is_published
    if was_published and before.fields["state"] != Comment.State.PUBLISHED:
        before.put_back(comment)
        withdraw(comment)
    else:
        before.put_back(comment)
        if comment.is_published and not was_published:
            count_published(comment)
    teach_again(comment, before.fields["lesson"])


def forget_notices(comment: Comment, entry: Decision) -> None:
    """Whoever has not read yet what came of the decision need not any more."""
    unread = Notice.objects.filter(
        url=comment.get_absolute_url(), created_at__gte=entry.at, read_at__isnull=True
    )
    unread.exclude(kind=MailKind.DISCUSSION_CONTINUED).delete()


def forget_tellings(comment: Comment) -> None:
    """It was never shown, so whom it concerns can be told when it is."""
    Telling.objects.filter(comment=comment, mailed_at__isnull=True).delete()
    told = Telling.objects.filter(comment=comment).values("user")
    Mention.objects.filter(comment=comment).exclude(user__in=told).update(told_at=None)


def is_last(entry: Decision) -> bool:
    later = Decision.objects.filter(comment=entry.comment, at__gt=entry.at)
    return not later.exclude(kind__in=(Decision.Kind.PICKED, Decision.Kind.UNPICKED)).exists()


def was_undone(entry: Decision) -> bool:
    log = Decision.objects.filter(comment=entry.comment, kind=Decision.Kind.UNDONE)
    return str(entry.pk) in [undone.facts.get("decision") for undone in log]


def forget_old_undos() -> int:
    """Forget what can no longer be taken back; every now and then (``run_due``)."""
    return Undo.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
