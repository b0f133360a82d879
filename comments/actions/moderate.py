"""What moderators decide about a comment: show, hide, take for spam, show again, keep.

Each decision teaches the spam model, and can be taken back for some minutes (``undo``): ``batch``
is the same for those that one press decided.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.deciding import (
    Before,
    is_settled,
    lock_for,
    settle_reports,
    tell_author,
    write_decision,
)
from comments.actions.publication import publish, withdraw
from comments.actions.spam import teach
from comments.models import Comment, Decision, Report
from comments.reasons import TAKEN_FOR_SPAM
from community.errors import Refused
from community.models import Appeal, Notice, User

State = Comment.State
Kind = Decision.Kind


def approve_comment(
    comment: Comment, *, by: User, seen: str = "", batch: UUID | None = None
) -> Comment:
    """Show a held comment, or one taken for spam; its author is told.

    ``seen`` is the ``text_hash`` that the moderator looked at. Twice by the same person is silent.
    Raises ``PermissionDenied``, ``Refused`` or ``AlreadyDecided`` with a sentence, like all here.
    """
    with transaction.atomic():
        comment = lock_for(comment, by)
        if is_settled(comment, by, Kind.APPROVED, allowed={State.HELD, State.SPAM}):
            return comment
        refuse_unless_read(comment, seen)
        before = Before.of(comment)
        if settle_reports(comment):
            comment.kept_at = timezone.now()
        first_time = comment.published_at is None
        decision = write_decision(Kind.APPROVED, comment, by, stopped_by=comment.held_by)
        publish(comment)
        teach(comment, is_spam=False)
        if first_time:
            tell_author(comment, decision, Notice.Kind.COMMENT_PUBLISHED)
        before.keep(decision, comment, by, batch)
    return comment


def hide_comment(
    comment: Comment,
    *,
    by: User,
    reason: str,
    rule: str = "",
    stood: str = "",
    batch: UUID | None = None,
) -> Comment:
    """Take a comment out of view, for a reason that its author reads.

    ``rule`` is the name of the fixed reason (``Report.Reason``) where it is one of them, ``stood``
    the state that the moderator saw: what somebody approved meanwhile is decided already.
    """
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why. Its author will read the reason."))
    if len(reason) > 500:  # noqa: PLR2004  # the length of the field
        raise Refused(_("Keep the reason under 500 characters."))
    with transaction.atomic():
        comment = lock_for(comment, by)
        allowed = {State.PUBLISHED, State.HELD, State.SPAM} - overtaken(stood)
        if is_settled(comment, by, Kind.HIDDEN, allowed=allowed):
            return comment
        refuse_under_appeal(comment)
        return take_out_of_view(comment, by, State.HIDDEN, reason, rule=rule, batch=batch)


def mark_as_spam(
    comment: Comment, *, by: User, stood: str = "", batch: UUID | None = None
) -> Comment:
    """Take a comment for spam; its author is told so, and the model learns it.

    What the model alone took for spam can be confirmed so.
    """
    with transaction.atomic():
        comment = lock_for(comment, by)
        allowed = {State.PUBLISHED, State.HELD} - overtaken(stood)
        if not comment.hidden_reason:
            allowed.add(State.SPAM)
        if is_settled(comment, by, Kind.SPAM, allowed=allowed):
            return comment
        refuse_under_appeal(comment)
        reason = str(TAKEN_FOR_SPAM)
        return take_out_of_view(comment, by, State.SPAM, reason, rule="spam", batch=batch)


def overtaken(stood: str) -> set[Comment.State]:
    """States that can only come of somebody else's decision where it stood so."""
    return {State.PUBLISHED} if stood in (State.HELD, State.SPAM) else set()


def take_out_of_view(
    comment: Comment, by: User, state: Comment.State, reason: str, *, rule: str, batch: UUID | None
) -> Comment:
    """Called with the comment's row locked, by one who may."""
    before, was_published = Before.of(comment), comment.is_published
    kind = Kind.SPAM if state == State.SPAM else Kind.HIDDEN
    stopped_by = comment.held_by
    decision = write_decision(kind, comment, by, reason=reason, stopped_by=stopped_by, rule=rule)
    comment.state, comment.hidden_reason, comment.is_suspicious = state, reason, False
    comment.save(update_fields=["state", "hidden_reason", "is_suspicious"])
    settle_reports(comment)
    if was_published:
        withdraw(comment)
    if rule == Report.Reason.SPAM:
        teach(comment, is_spam=True)
    tell_author(comment, decision, Notice.Kind.COMMENT_HIDDEN, reason=reason)
    before.keep(decision, comment, by, batch)
    return comment


def restore_comment(
    comment: Comment, *, by: User, reason: str = "", batch: UUID | None = None
) -> Comment:
    """Show a hidden comment again; further reports only queue."""
    with transaction.atomic():
        comment = lock_for(comment, by)
        if is_settled(comment, by, Kind.RESTORED, allowed={State.HIDDEN}):
            return comment
        before = Before.of(comment)
        decision = write_decision(Kind.RESTORED, comment, by, reason=reason)
        comment.kept_at = timezone.now()
        publish(comment)
        teach(comment, is_spam=False)
        tell_author(comment, decision, Notice.Kind.COMMENT_PUBLISHED)
        before.keep(decision, comment, by, batch)
    return comment


def refuse_unless_read(comment: Comment, seen: str) -> None:
    """SECURITY: what nobody has read is not approved. ``seen`` "" is for callers that just did."""
    if seen and seen != comment.text_hash:
        raise Refused(_("Its author has changed the text meanwhile. Read it again, please."))


def refuse_under_appeal(comment: Comment) -> None:
    """What an appeal is about to decide is not decided over its head."""
    if Appeal.objects.open().filter(comment=comment.uuid).exists():
        raise Refused(_("An appeal about this comment is open. It decides."))


def keep_comment(
    comment: Comment, *, by: User, reason: str = "", seen: str = "", batch: UUID | None = None
) -> Comment:
    """Leave a comment that was reported or suspicious as it is; further reports only queue."""
    with transaction.atomic():
        comment = lock_for(comment, by)
        if not comment.is_published:
            raise Refused(_("Only a comment that is shown can be kept. This one is not."))
        refuse_unless_read(comment, seen)
        before = Before.of(comment)
        if settle_reports(comment) or comment.is_suspicious:
            decision = write_decision(Kind.KEPT, comment, by, reason=reason)
            comment.kept_at, comment.is_suspicious = timezone.now(), False
            comment.save(update_fields=["kept_at", "is_suspicious"])
            teach(comment, is_spam=False)
            before.keep(decision, comment, by, batch)
        else:
            is_settled(comment, by, Kind.KEPT, allowed=set())
    return comment
