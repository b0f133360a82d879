"""Sanctions that are over by their own date: the member is told once, by the clock."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.notices import notify_member
from community.actions.one_by_one import one_by_one
from community.actions.people import lock_member
from community.actions.record import Fact, write_record
from community.enqueue import enqueue
from community.models import CivicRecord, Notice, Sanction
from community.permissions import is_still_held


def tell_served() -> int:
    """Tell those whose sanctions are over; return how many. Safe to repeat, on two machines too."""
    due = Sanction.objects.to_tell_over().filter(user__is_active=True).select_related("user")
    return one_by_one(tell_of_end, due)


def tell_of_end(sanction: Sanction) -> bool:
    with transaction.atomic():
        lock_member(sanction.user)
        untold = Sanction.objects.to_tell_over().filter(pk=sanction.pk)
        if not untold.update(told_over_at=timezone.now()):
            return False
        facts: dict[str, Fact] = {"kind": sanction.kind, "sanction": sanction.pk}
        write_record(CivicRecord.Kind.SERVED, member=sanction.user, facts=facts)
        notify_member(
            sanction.user,
            Notice.Kind.SANCTION_OVER,
            f"{reverse('community:me')}#sanctions",
            sanction=sanction.get_kind_display(),
            again=again(sanction),
        )
        enqueue("community.tasks.ladder.mail_sanction", sanction.pk, "sanction_over")
    return True


def again(sanction: Sanction) -> str:
    """What its member may do again now that it is over, in a sentence."""
    if is_still_held(sanction):
        return _("Something else still stands; your page says what.")
    return str(sanction.again)
