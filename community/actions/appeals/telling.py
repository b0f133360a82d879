"""Record, notice and mail for each step of an appeal, in the transaction of the step."""

from collections.abc import Mapping

from django.utils import timezone
from django.utils.formats import date_format

from community.actions.notices import notify_member
from community.actions.record import Fact, write_record
from community.enqueue import enqueue
from community.models import Appeal, Notice, PanelSeat, User


def enter(
    appeal: Appeal,
    kind: str,
    *,
    by: User | None = None,
    reason: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> None:
    """Write ``kind`` into the record; who sits on a panel does not stand there."""
    write_record(
        kind,
        member=appeal.member,
        by=by,
        facts={"appeal": appeal.pk, "about": appeal.kind, **(facts or {})},
        reason=reason,
    )


def tell_member(appeal: Appeal, notice: str, *, mail: str = "") -> None:
    notify_member(appeal.member, notice, appeal.get_absolute_url())
    if mail:
        enqueue("community.tasks.appeals.mail_appeal", appeal.pk, mail)


def tell_drawn(seat: PanelSeat) -> None:
    if seat.juror is None:
        return
    day = date_format(timezone.localtime(seat.answer_by), "DATE_FORMAT")
    url = seat.appeal.get_absolute_url()
    notify_member(seat.juror, Notice.Kind.PANEL_DRAWN, url, day=day)
    enqueue("community.tasks.appeals.mail_drawn", seat.pk)


def tell_over(seats: list[PanelSeat]) -> None:
    """Tell those whose opinion is not needed any more."""
    for seat in seats:
        if seat.juror is not None:
            notify_member(seat.juror, Notice.Kind.PANEL_OVER, seat.appeal.get_absolute_url())
