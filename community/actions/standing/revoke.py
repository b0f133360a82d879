"""A standing is taken with a ban, by name and with a reason, and given back after an appeal."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ladder.close import decline_for_sanction
from community.actions.people import lock_member
from community.actions.sanctions import impose_sanction
from community.actions.standing.moves import come_back, is_at_least, leave
from community.actions.standing.telling import tell_of_move
from community.enqueue import enqueue
from community.errors import AlreadyDecided, Refused
from community.models import (
    AppealParty,
    CivicRecord,
    FormerStanding,
    Notice,
    PanelSeat,
    Sanction,
    Standing,
    User,
)
from community.permissions import can_revoke


def revoke_standing(sanction: Sanction, *, by: User, reason: str) -> FormerStanding:
    """Take the standing of a banned member; ``by`` twice is silent, somebody else is told.

    Number and dates are kept, and an appeal against the ban that is upheld gives all back. The
    time for that appeal begins again.
    """
    with transaction.atomic():
        former, is_new = take(sanction, by=by, reason=reason)
        if is_new:
            enqueue("community.tasks.ladder.mail_standing", former.pk, "standing_revoked")
    return former


def ban_and_revoke(
    user: User,
    *,
    by: User,
    reason: str,
    until: datetime | None = None,
    about: UUID | None = None,
) -> Sanction:
    """Ban ``user`` and take the standing with it, for one reason and in one letter."""
    with transaction.atomic():
        sanction = impose_sanction(
            user, Sanction.Kind.BANNED, by=by, reason=reason, until=until, about=about
        )
        take(sanction, by=by, reason=reason)
    return sanction


def take(sanction: Sanction, *, by: User, reason: str) -> tuple[FormerStanding, bool]:
    """Return what was taken, and whether this call was the one."""
    reason, member = reason.strip(), lock_member(sanction.user)
    if not can_revoke(by, member):
        raise PermissionDenied(_("You may not take this member’s standing."))
    taken = FormerStanding.objects.filter(sanction=sanction).first()
    if taken is not None:
        if taken.revoked_by_id == by.pk:
            return taken, False
        raise AlreadyDecided(_("The standing has been taken with this ban already."))
    refuse_unless_takeable(sanction, member, reason)
    decline_for_sanction(sanction, by=by)
    former = leave(member, Standing.VISITOR, sanction=sanction, revoked_by=by, reason=reason)
    give_part(sanction, by)
    tell_of_move(
        former,
        CivicRecord.Kind.REVOKED,
        Notice.Kind.STANDING_REVOKED,
        f"{reverse('community:me')}#sanctions",
        member=member,
        by=by,
        reason=reason,
    )
    return former, True


def refuse_unless_takeable(sanction: Sanction, member: User, reason: str) -> None:
    if sanction.kind != Sanction.Kind.BANNED:
        raise Refused(_("A standing is taken only with a ban."))
    if not Sanction.objects.in_force().filter(pk=sanction.pk).exists():
        raise Refused(_("This ban is over. Without one, no standing is taken."))
    if member.standing == Standing.VISITOR:
        raise Refused(_("This member is a visitor: there is no standing to take."))
    if not reason:
        raise Refused(_("Give a reason. The member reads it."))


def give_part(sanction: Sanction, by: User) -> None:
    """Whoever took the standing does not judge the open appeal; a seat of theirs is drawn anew."""
    for appeal in sanction.appeals.open():
        PanelSeat.objects.waiting().filter(appeal=appeal, juror=by).update(answer_by=timezone.now())
        AppealParty.objects.get_or_create(appeal=appeal, user=by, part=AppealParty.Part.DECIDER)


def restore_standing(sanction: Sanction, *, by: User | None) -> None:
    """Give back what was taken with a ban; silent when nothing was, or it is back.

    Inside the transaction of the appeal, which has locked the member; ``by`` None is a panel.
    Somebody who has risen higher meanwhile keeps that.
    """
    former = FormerStanding.objects.ended().filter(sanction=sanction).first()
    if former is None:
        return
    member = lock_member(former.member)
    if member.standing != former.standing and is_at_least(member.standing, former.standing):
        return
    come_back(member, former)
    tell_of_move(
        former,
        CivicRecord.Kind.RESTORED,
        Notice.Kind.STANDING_RESTORED,
        reverse("community:community"),
        member=member,
        by=by,
    )
