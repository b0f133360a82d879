"""Three citizens are drawn by lot; two of them who agree decide."""

from datetime import datetime, timedelta
from random import SystemRandom

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.appeals.locking import lock_appeal
from community.actions.appeals.outcome import conclude, refuse_unless_open
from community.actions.appeals.telling import enter, tell_drawn, tell_member, tell_over
from community.actions.record import Fact
from community.errors import AlreadyDecided, Refused
from community.models import Appeal, City, CivicRecord, Notice, PanelSeat, User
from community.models.appeals import LONGEST_OPINION
from community.permissions import Right, has_part, has_right, people_free_for_panel

PANEL, AGREE = 3, 2
State = Appeal.State


def seat_panel(appeal: Appeal) -> None:
    """Draw three for a locked appeal, or hand it to an editor where fewer are free."""
    free = list(people_free_for_panel(appeal).order_by().values_list("pk", flat=True))
    if len(free) < PANEL:
        pass_on(appeal, free=len(free))
    else:
        draw(appeal, free, PANEL)


def draw(appeal: Appeal, free: list[int], seats: int, *, replaced: int = 0) -> None:
    """Seat as many out of ``free`` (keys); the record keeps among how many the lot fell."""
    now = timezone.now()
    answer_by = now + timedelta(days=City.current().juror_days)
    for juror in SystemRandom().sample(sorted(free), seats):
        seat = PanelSeat.objects.create(
            appeal=appeal, juror_id=juror, drawn_at=now, answer_by=answer_by
        )
        tell_drawn(seat)
    facts: dict[str, Fact] = {"replaced": replaced} if replaced else {}
    enter(appeal, CivicRecord.Kind.DRAWN, facts={"free": len(free), "drawn": seats, **facts})


def pass_on(appeal: Appeal, *, free: int | None = None) -> None:
    """Hand a locked appeal to the editors, whose days begin now."""
    appeal.state, appeal.passed_at = State.EDITOR, timezone.now()
    appeal.decide_by = appeal.passed_at + timedelta(days=City.current().appeal_editor_days)
    appeal.save(update_fields=["state", "passed_at", "decide_by"])
    enter(appeal, CivicRecord.Kind.PASSED_ON, facts={} if free is None else {"free": free})
    tell_over(waiting_seats(appeal))
    tell_member(appeal, Notice.Kind.APPEAL_PASSED_ON)


def waiting_seats(appeal: Appeal) -> list[PanelSeat]:
    return list(PanelSeat.objects.waiting().filter(appeal=appeal).select_related("juror", "appeal"))


def give_opinion(appeal: Appeal, *, by: User, opinion: str, reason: str) -> PanelSeat:
    """Say who is right, with a reason that the member reads; final, and twice is silent."""
    reason, opinion = reason.strip(), PanelSeat.Opinion(opinion)
    with transaction.atomic():
        appeal = lock_appeal(appeal, also=by)
        seat = own_seat(appeal, by)
        if seat.opinion:
            if seat.opinion == opinion:
                return seat
            raise AlreadyDecided(_("You have given your opinion already, and it counts."))
        refuse_unless_before_panel(appeal)
        refuse_unless_reasoned(reason)
        seat.opinion, seat.reason, seat.given_at = opinion, reason, timezone.now()
        seat.save(update_fields=["opinion", "reason", "given_at"])
        conclude_if_agreed(appeal, opinion)
    return seat


def own_seat(appeal: Appeal, by: User) -> PanelSeat:
    """Return the seat that ``by`` still holds."""
    seat = appeal.seats.filter(juror=by).first()
    if seat is None:
        raise PermissionDenied(_("Only those who were drawn for it judge an appeal."))
    if seat.replaced_at:
        raise Refused(_("Somebody else sits in your place by now. Thank you all the same."))
    if not seat.opinion and not has_right(by, Right.SIT_ON_PANEL):
        raise PermissionDenied(_("You may not sit on a panel at present."))
    if not seat.opinion and has_part(by, appeal):
        raise PermissionDenied(_("You have a part in this by now. Somebody else is drawn for you."))
    return seat


def refuse_unless_before_panel(appeal: Appeal) -> None:
    refuse_unless_open(appeal)
    if appeal.state != State.PANEL:
        raise AlreadyDecided(_("The time of the panel is over; an editor decides now."))


def refuse_unless_reasoned(reason: str) -> None:
    if not reason:
        raise Refused(_("Give a reason. The member reads it."))
    if len(reason) > LONGEST_OPINION:
        raise Refused(_("Keep it under %(count)d characters.") % {"count": LONGEST_OPINION})


def conclude_if_agreed(appeal: Appeal, opinion: PanelSeat.Opinion) -> None:
    """End a locked appeal once two say the same; the member reads the reasons of both."""
    agreeing = PanelSeat.objects.taken().filter(appeal=appeal, opinion=opinion).order_by("given_at")
    reasons = list(agreeing.values_list("reason", flat=True))
    if len(reasons) >= AGREE:
        conclude(appeal, State(opinion), reason="\n\n".join(reasons))


def decline_seat(appeal: Appeal, *, by: User) -> PanelSeat:
    """Leave the judging to somebody else, who is drawn at once; twice is silent."""
    with transaction.atomic():
        appeal = lock_appeal(appeal, also=by)
        seat = appeal.seats.filter(juror=by).first()
        if seat is None:
            raise PermissionDenied(_("Only those who were drawn for it judge an appeal."))
        if seat.replaced_at:
            return seat
        if seat.opinion:
            raise AlreadyDecided(_("You have given your opinion already, and it counts."))
        refuse_unless_before_panel(appeal)
        replace(appeal, seat)
    return seat


def replace(appeal: Appeal, seat: PanelSeat) -> None:
    """Draw somebody else for a seat of a locked appeal; where nobody is left, an editor decides."""
    seat.replaced_at = timezone.now()
    seat.save(update_fields=["replaced_at"])
    free = list(people_free_for_panel(appeal).order_by().values_list("pk", flat=True))
    if free:
        draw(appeal, free, 1, replaced=1)
    else:
        pass_on(appeal, free=0)


def is_to_be_replaced(seat: PanelSeat, now: datetime) -> bool:
    """Silent for too long, gone, or no longer somebody who may sit."""
    if seat.replaced_at or seat.opinion:
        return False
    return (
        seat.answer_by <= now or seat.juror is None or not has_right(seat.juror, Right.SIT_ON_PANEL)
    )
