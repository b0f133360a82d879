"""Sanctions: imposed with a reason that the member reads, lifted in the open."""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ladder.close import decline_for_sanction
from community.actions.notices import notify_member
from community.actions.people import lock_member
from community.actions.record import Fact, write_record
from community.enqueue import enqueue
from community.errors import Refused
from community.models import CivicRecord, Notice, Sanction, User
from community.permissions import can_sanction, forget_sanctions

NEEDS_END = (Sanction.Kind.SILENCED, Sanction.Kind.SUSPENDED)


def impose_sanction(
    user: User,
    kind: str,
    *,
    by: User,
    reason: str,
    until: datetime | None = None,
    about: UUID | None = None,
) -> Sanction:
    """Impose ``kind`` on ``user``; it bites at their next request. The same one twice is silent.

    ``about`` is the uuid of the comment that it is for; the record keeps it. Silenced and suspended
    need an end. One that counts ends an open application as declined.
    """
    reason = reason.strip()
    with transaction.atomic():
        member = lock_member(user)
        if not can_sanction(by, member, kind):
            raise PermissionDenied(_("You may not impose this on this member."))
        refuse_unless_complete(kind, reason, until)
        same = {"kind": kind, "reason": reason, "until": until, "imposed_by": by}
        standing_one = Sanction.objects.in_force().filter(user=member, **same).first()
        if standing_one is not None:
            return standing_one
        sanction = Sanction.objects.create(user=member, **same)
        tell_of_sanction(sanction, by=by, about=about)
        if kind != Sanction.Kind.WARNING:
            decline_for_sanction(sanction, by=by)
    forget_sanctions(user)
    return sanction


def refuse_unless_complete(kind: str, reason: str, until: datetime | None) -> None:
    if not reason:
        raise Refused(_("Give a reason. The member reads it."))
    if kind in NEEDS_END and until is None:
        raise Refused(_("Say until when."))
    if until is not None and until <= timezone.now():
        raise Refused(_("The end must lie in the future."))


def tell_of_sanction(sanction: Sanction, *, by: User, about: UUID | None) -> None:
    """Record, notice and mail."""
    facts: dict[str, Fact] = {"kind": sanction.kind, "sanction": sanction.pk}
    if sanction.until:
        facts["until"] = sanction.until.isoformat()
    if about:
        facts["comment"] = str(about)
    write_record(
        CivicRecord.Kind.SANCTIONED,
        member=sanction.user,
        by=by,
        facts=facts,
        reason=sanction.reason,
    )
    notify_member(
        sanction.user,
        Notice.Kind.SANCTIONED,
        f"{reverse('community:me')}#sanctions",
        sanction=sanction.get_kind_display(),
    )
    enqueue("community.tasks.ladder.mail_sanction", sanction.pk, "sanctioned")


def lift_sanction(sanction: Sanction, *, by: User, reason: str = "") -> Sanction:
    """End a sanction before its time; silent when it is over."""
    with transaction.atomic():
        member = lock_member(sanction.user)
        if not can_sanction(by, member, sanction.kind):
            raise PermissionDenied(_("You may not lift this sanction."))
        lifted = Sanction.objects.in_force().filter(pk=sanction.pk).update(lifted_at=timezone.now())
        sanction.refresh_from_db()
        if lifted:
            tell_of_release(sanction, by=by, reason=reason.strip())
    forget_sanctions(member)
    return sanction


def tell_of_release(sanction: Sanction, *, by: User, reason: str) -> None:
    facts: dict[str, Fact] = {"kind": sanction.kind, "sanction": sanction.pk}
    write_record(CivicRecord.Kind.RELEASED, member=sanction.user, by=by, facts=facts, reason=reason)
    notify_member(
        sanction.user,
        Notice.Kind.SANCTION_LIFTED,
        reverse("community:me"),
        sanction=sanction.get_kind_display(),
    )
    enqueue("community.tasks.ladder.mail_sanction", sanction.pk, "sanction_lifted")


def overturn_sanction(sanction: Sanction, *, by: User | None) -> Sanction:
    """Lift a sanction after an appeal; it counts no more. The appeal tells its member.

    Inside the transaction of the appeal, which has locked the member; ``by`` None is a panel.
    """
    Sanction.objects.in_force().filter(pk=sanction.pk).update(lifted_at=timezone.now())
    if Sanction.objects.filter(pk=sanction.pk, overturned=False).update(overturned=True):
        facts: dict[str, Fact] = {"kind": sanction.kind, "sanction": sanction.pk}
        facts["overturned"] = True
        write_record(CivicRecord.Kind.RELEASED, member=sanction.user, by=by, facts=facts)
    sanction.refresh_from_db()
    forget_sanctions(sanction.user)
    return sanction
