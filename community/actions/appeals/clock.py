"""What time brings: silent jurors are replaced, after the panel's days an editor decides, and of
an editor who is late the member hears.

Safe to repeat and on two machines: each step looks again under the lock.
"""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from community.actions.appeals.locking import lock_appeal
from community.actions.appeals.panel import is_to_be_replaced, pass_on, replace
from community.actions.appeals.telling import tell_member
from community.actions.one_by_one import one_by_one
from community.errors import Refused
from community.models import Appeal, Notice, PanelSeat
from community.permissions import people_who_may_sit


def move_appeals_on() -> int:
    """Return how many appeals moved."""
    now = timezone.now()
    before_panels = Appeal.objects.with_panel()
    late = Q(panel_until__lte=now)
    may_sit = Exists(people_who_may_sit().filter(pk=OuterRef("juror")))
    unfit = Q(juror__isnull=True) | Q(answer_by__lte=now) | ~may_sit
    stuck = PanelSeat.objects.waiting().filter(unfit, appeal__state=Appeal.State.PANEL)
    due = before_panels.filter(late | Q(pk__in=stuck.values("appeal"))).order_by("pk")
    return one_by_one(move_on, due)


def tell_overdue_appeals() -> int:
    """Tell each member once that the editors are late; return how many were told."""
    late = Appeal.objects.overdue().filter(overdue_told_at__isnull=True)
    return one_by_one(tell_one_overdue, late.select_related("member"))


def tell_one_overdue(appeal: Appeal) -> bool:
    untold = Appeal.objects.overdue().filter(pk=appeal.pk, overdue_told_at__isnull=True)
    with transaction.atomic():
        if not untold.update(overdue_told_at=timezone.now()):
            return False
        tell_member(appeal, Notice.Kind.APPEAL_OVERDUE)
    return True


def move_on(appeal: Appeal) -> bool:
    """Do what is due for one, unless it ended meanwhile or its account is gone."""
    with transaction.atomic():
        try:
            appeal = lock_appeal(appeal)
        except Refused:
            return False
        now = timezone.now()
        if appeal.state != Appeal.State.PANEL:
            return False
        if appeal.panel_until <= now:
            pass_on(appeal)
            return True
        seats = appeal.seats.select_related("juror")
        due = [seat for seat in seats if is_to_be_replaced(seat, now)]
        for seat in due:
            if appeal.state == Appeal.State.PANEL:
                replace(appeal, seat)
    return bool(due)
