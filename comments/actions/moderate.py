"""What moderators decide about a comment: show it, hide it, show it again, keep it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.publication import lock_comment, publish, withdraw
from comments.models import Comment, Decision, Report
from comments.permissions import can_moderate
from community.actions.notices import notify_member
from community.actions.record import keep_reason
from community.enqueue import enqueue
from community.errors import AlreadyDecided, Refused
from community.models import Notice, User

State = Comment.State
Kind = Decision.Kind


def approve_comment(comment: Comment, *, by: User, seen: str = "") -> Comment:
    """Show a held comment, or one taken for spam; its author is told.

    ``seen`` is the ``text_hash`` that the moderator looked at. Twice by the same person is silent.
    Raises ``PermissionDenied``, ``Refused`` or ``AlreadyDecided`` with a sentence, like all here.
    """
    with transaction.atomic():
        comment = lock_for(comment, by)
        if is_settled(comment, by, Kind.APPROVED, allowed={State.HELD, State.SPAM}):
            return comment
        if seen and seen != comment.text_hash:
            raise Refused(_("Its author has changed the text meanwhile. Read it again, please."))
        had_reports = settle_reports(comment)
        if had_reports:
            comment.kept_at = timezone.now()
        first_time = comment.published_at is None
        decision = write_decision(Kind.APPROVED, comment, by, stopped_by=comment.held_by)
        publish(comment)
        if first_time:
            tell_author(comment, decision, Notice.Kind.COMMENT_PUBLISHED)
    return comment


def hide_comment(comment: Comment, *, by: User, reason: str) -> Comment:
    """Take a comment out of view, for a reason that its author reads."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why. Its author will read the reason."))
    if len(reason) > 500:  # noqa: PLR2004  # the length of the field
        raise Refused(_("Keep the reason under 500 characters."))
    with transaction.atomic():
        comment = lock_for(comment, by)
        if is_settled(comment, by, Kind.HIDDEN, allowed={State.PUBLISHED, State.HELD, State.SPAM}):
            return comment
        was_published = comment.is_published
        decision = write_decision(
            Kind.HIDDEN, comment, by, reason=reason, stopped_by=comment.held_by
        )
        comment.state, comment.hidden_reason = State.HIDDEN, reason
        comment.save(update_fields=["state", "hidden_reason"])
        settle_reports(comment)
        if was_published:
            withdraw(comment)
        tell_author(comment, decision, Notice.Kind.COMMENT_HIDDEN, reason=reason)
    return comment


def restore_comment(comment: Comment, *, by: User, reason: str = "") -> Comment:
    """Show a hidden comment again; further reports only queue."""
    with transaction.atomic():
        comment = lock_for(comment, by)
        if is_settled(comment, by, Kind.RESTORED, allowed={State.HIDDEN}):
            return comment
        decision = write_decision(Kind.RESTORED, comment, by, reason=reason)
        comment.kept_at = timezone.now()
        publish(comment)
        tell_author(comment, decision, Notice.Kind.COMMENT_PUBLISHED)
    return comment


def keep_comment(comment: Comment, *, by: User, reason: str = "") -> Comment:
    """Settle the reports of a published comment and leave it; further reports only queue."""
    with transaction.atomic():
        comment = lock_for(comment, by)
        if not comment.is_published:
            raise Refused(_("Only a comment that is shown can be kept. This one is not."))
        if settle_reports(comment):
            write_decision(Kind.KEPT, comment, by, reason=reason)
            comment.kept_at = timezone.now()
            comment.save(update_fields=["kept_at"])
        else:
            is_settled(comment, by, Kind.KEPT, allowed=set())
    return comment


def lock_for(comment: Comment, by: User) -> Comment:
    comment = lock_comment(comment)
    if not can_moderate(by, comment):
        raise PermissionDenied(_("Moderators decide on comments, but never on their own."))
    return comment


def is_settled(comment: Comment, by: User, kind: str, *, allowed: set[Comment.State]) -> bool:
    """Tell whether ``by`` did this already; raise with a sentence if it cannot be done."""
    if comment.state in allowed:
        return False
    last = Decision.objects.filter(comment=comment.uuid).order_by("-at").first()
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


def settle_reports(comment: Comment) -> int:
    open_reports = Report.objects.filter(comment=comment, settled_at__isnull=True)
    return open_reports.update(settled_at=timezone.now())


def write_decision(
    kind: str, comment: Comment, by: User, *, reason: str = "", stopped_by: str = ""
) -> Decision:
    """Add to the moderation log; ``stopped_by`` is the name of the check that held the comment."""
    entry = Decision(
        kind=kind,
        comment=comment.uuid,
        member=comment.author.record_id if comment.author else None,
        by=by.record_id,
        facts={"stopped_by": stopped_by} if stopped_by else {},
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
    enqueue("comments.tasks.mail_decision", str(decision.pk))
