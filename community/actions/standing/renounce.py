"""A member gives a standing back, and may take it back for a while."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from community.actions.people import lock_member
from community.actions.standing.moves import come_back, is_at_least, leave, withdraw_open
from community.actions.standing.telling import tell_of_move
from community.enqueue import enqueue
from community.errors import Refused
from community.models import CivicRecord, FormerStanding, Notice, Standing, User
from community.permissions import is_held_against, returnable

HELD = _lazy(
    "A decision of the moderators counts against you. Apply once it does not, as everybody does."
)


def renounce_standing(user: User, *, by: User, standing: str, to: str) -> User:
    """Step down from ``standing``, as the member saw it, to ``to``; silent the second time.

    An open application is withdrawn. Endorsements stay; seats on panels go to others by lot with
    the clock, and a place on a roll votes no more.
    """
    with transaction.atomic():
        member = lock_member(user)
        if member.pk != by.pk:
            raise PermissionDenied(_("Nobody gives back what is somebody else’s."))
        if member.standing == to:
            return member
        refuse_unless_below(member, standing, to)
        withdraw_open(member)
        former = leave(member, Standing(to))
        tell_of_move(
            former,
            CivicRecord.Kind.RENOUNCED,
            Notice.Kind.STANDING_RENOUNCED,
            reverse("community:me"),
            member=member,
            by=by,
        )
        enqueue("community.tasks.ladder.mail_standing", former.pk, "standing_renounced")
    return member


def refuse_unless_below(member: User, standing: str, to: str) -> None:
    if member.standing != standing:
        raise Refused(_("Your standing has changed meanwhile. Look at it first."))
    if to not in Standing.values or is_at_least(to, member.standing):
        raise Refused(_("One gives back what one has: choose what you want to be instead."))


def return_standing(user: User, *, by: User) -> User:
    """Take back what was given back lately, as it was; silent the second time."""
    with transaction.atomic():
        member = lock_member(user)
        if member.pk != by.pk:
            raise PermissionDenied(_("Nobody takes back what is somebody else’s."))
        former = returnable(member)
        if former is None:
            refuse_unless_back(member)
            return member
        if is_held_against(member, former.standing):
            raise Refused(HELD)
        come_back(member, former)
        tell_of_move(
            former,
            CivicRecord.Kind.RETURNED,
            Notice.Kind.STANDING_RETURNED,
            reverse("community:community"),
            member=member,
            by=by,
        )
    return member


def refuse_unless_back(member: User) -> None:
    last = FormerStanding.objects.renounced().filter(member=member).last()
    if last is None or last.back_at is None or last.standing != member.standing:
        raise Refused(_("There is nothing to take back. You may apply as everybody does."))
