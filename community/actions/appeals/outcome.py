"""How an appeal ends, and what follows from it."""

from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.appeals.telling import enter, tell_member, tell_over
from community.actions.ladder.reopen import reopen_application
from community.actions.sanctions import overturn_sanction
from community.actions.standing import restore_standing
from community.enqueue import enqueue
from community.errors import AlreadyDecided
from community.models import Appeal, CivicRecord, Notice, PanelSeat, User

State = Appeal.State
ENTRIES = {State.UPHELD: CivicRecord.Kind.UPHELD, State.DISMISSED: CivicRecord.Kind.NOT_UPHELD}
NOTICES = {
    State.UPHELD: Notice.Kind.APPEAL_UPHELD,
    State.DISMISSED: Notice.Kind.APPEAL_DISMISSED,
}


def refuse_unless_open(appeal: Appeal) -> None:
    if appeal.state == State.WITHDRAWN:
        raise AlreadyDecided(
            _("This appeal has ended: the member took it back, or it was settled.")
        )
    if not appeal.is_open:
        raise AlreadyDecided


def conclude(appeal: Appeal, outcome: State, *, reason: str, by: User | None = None) -> None:
    """Decide a locked, open appeal and carry it out; ``by`` is the editor, None a panel."""
    close(appeal, outcome, reason=reason, by=by)
    enter(
        appeal,
        ENTRIES[outcome],
        by=by,
        reason=reason,
        facts={"judge": "editor" if by else "panel", "decision": str(appeal.decision)},
    )
    if outcome == State.UPHELD:
        carry_out(appeal, by=by)
    notice = NOTICES[outcome]
    tell_member(appeal, notice, mail=notice)


def close(appeal: Appeal, state: State, *, reason: str = "", by: User | None = None) -> None:
    """Store the end, and tell those on the panel who are not needed any more."""
    was_before_panel = appeal.state == State.PANEL
    appeal.state, appeal.reason = state, reason
    appeal.decided_at, appeal.decided_by = timezone.now(), by
    appeal.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    if was_before_panel:
        waiting = PanelSeat.objects.waiting().filter(appeal=appeal)
        tell_over(list(waiting.select_related("juror", "appeal")))


def carry_out(appeal: Appeal, *, by: User | None) -> None:
    """Undo what was decided. A comment belongs to a higher app, whose task it is."""
    if appeal.sanction is not None:
        if not is_judged_apart(appeal):
            overturn_sanction(appeal.sanction, by=by)
        restore_standing(appeal.sanction, by=by)
    elif appeal.application is not None:
        reopen_application(appeal.application)
    else:
        enqueue("comments.tasks.overturn_hiding", str(appeal.comment), appeal.pk)


def is_judged_apart(appeal: Appeal) -> bool:
    """Whether it is about the standing alone: the ban stood in an appeal before it was taken."""
    others = Appeal.objects.filter(sanction=appeal.sanction).exclude(pk=appeal.pk)
    return others.filter(state=State.DISMISSED).exists()
