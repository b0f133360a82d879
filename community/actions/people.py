"""Roles, the founding of the city, and the numbers of its citizens."""

from contextlib import suppress
from datetime import datetime

from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from community.actions.consent import begin_consent
from community.actions.notices import notify_member
from community.actions.record import write_record
from community.errors import Refused
from community.models import (
    City,
    CivicRecord,
    FormerStanding,
    Notice,
    Role,
    Sanction,
    Standing,
    User,
)
from community.permissions import StaffRight, active_sanctions, forget_sanctions, staff_may
from community.permissions.tables import OFF_THE_DESK

GONE = _lazy("This account is closed.")


def appoint_member(user: User, role: str, *, by: User | None) -> None:
    """Give ``user`` a staff role; silent when held. ``by`` None is the operator's command line."""
    role = known_role(role)
    with transaction.atomic():
        member = lock_member(user)
        refuse_unless_appointing(by)
        forget_sanctions(member)
        if any(Sanction.Kind(held.kind) in OFF_THE_DESK for held in active_sanctions(member)):
            raise Refused(_("%(name)s is suspended or banned.") % {"name": member.display_name})
        if role in member.roles:
            return
        member.groups.add(Group.objects.get_or_create(name=role)[0])
        sync_staff(member)
        write_record(CivicRecord.Kind.APPOINTED, member=member, by=by, facts={"role": role})
        notify_member(member, Notice.Kind.APPOINTED, reverse("admin:index"), role=role)
    forget_roles(user, is_staff=True)


def dismiss_member(user: User, role: str, *, by: User | None) -> None:
    """Take a staff role back; silent when it is not held. The last administrator stays."""
    role = known_role(role)
    with transaction.atomic():
        member = lock_member(user)
        refuse_unless_appointing(by)
        if role == Role.ADMINISTRATOR:
            lock_administrators()
        if role not in set(member.groups.values_list("name", flat=True)):
            return
        if role == Role.ADMINISTRATOR and not has_other_administrators(member):
            raise Refused(_("This is the last administrator. Appoint another one first."))
        member.groups.remove(*member.groups.filter(name=role))
        sync_staff(member)
        write_record(CivicRecord.Kind.DISMISSED, member=member, by=by, facts={"role": role})
    forget_roles(user, is_staff=member.is_staff)


def lock_administrators() -> None:
    """Of two who leave the role or the city at once, one stays. Lock the member first."""
    list(Group.objects.select_for_update().filter(name=Role.ADMINISTRATOR))


def has_other_administrators(member: User) -> bool:
    """Whether somebody else could appoint others."""
    holders = User.objects.filter(groups__name=Role.ADMINISTRATOR, is_active=True)
    return holders.exclude(pk=member.pk).exists()


def known_role(role: str) -> Role:
    try:
        return Role(role)
    except ValueError as error:
        names = ", ".join(Role.values)
        message = _("There is no role “%(role)s”. The roles are: %(names)s.")
        raise Refused(message % {"role": role, "names": names}) from error


def refuse_unless_appointing(by: User | None) -> None:
    if by is not None and not staff_may(by, StaffRight.APPOINT):
        raise PermissionDenied(_("Only an administrator appoints and dismisses."))


def sync_staff(member: User) -> None:
    """Let ``is_staff`` say whether any role is held."""
    member.is_staff = member.groups.filter(name__in=Role.values).exists()
    member.save(update_fields=["is_staff"])


def forget_roles(user: User, *, is_staff: bool) -> None:
    """Make the caller's instance ask again."""
    user.is_staff = is_staff
    with suppress(AttributeError):  # never asked yet
        del user.roles


def found_city(user: User, *, by: User | None = None) -> User:
    """Admit citizen no. 1, once; silent when ``user`` is the founder already.

    Only the operator's command line founds a city; ``by`` is who asked, if anybody.
    """
    with transaction.atomic():
        member = lock_member(user)
        if member.citizen_number == 1:
            return member
        if City.current().next_citizen_number > 1:
            raise Refused(_("The city has been founded already."))
        admit(member, Standing.CITIZEN)
        write_record(
            CivicRecord.Kind.FOUNDED,
            member=member,
            by=by,
            standing=Standing.CITIZEN,
            facts={"number": member.citizen_number},
        )
    return member


def admit(member: User, standing: Standing, *, at: datetime | None = None) -> None:
    """Set the standing of a locked ``member``, with its date and, for a citizen, the number.

    Whoever was a resident before begins anew; a number stays for life. What others may see of it
    is asked of the member on the page of the certificate. Importers give the time ``at``.
    """
    now = at or timezone.now()
    member.standing = standing
    if standing is Standing.RESIDENT or member.resident_since is None:
        member.resident_since = now
    if standing is Standing.CITIZEN:
        member.citizen_since = now
        member.dormant_since = None
        member.citizen_number = member.citizen_number or next_citizen_number()
    member.save(
        update_fields=[
            "standing",
            "resident_since",
            "citizen_since",
            "dormant_since",
            "citizen_number",
        ]
    )
    begin_consent(member)
    forget_returns(member)


def forget_returns(member: User) -> None:
    """Let what was given back rest that the standing of ``member`` holds anyway."""
    given_back = FormerStanding.objects.renounced().ended().filter(member=member)
    given_back.up_to(member.standing).update(back_at=timezone.now())


def next_citizen_number() -> int:
    """Take the next number; never given twice. Call it inside a transaction.

    The update locks the City row until the end, so that numbers follow the order of admission.
    """
    City.current()
    City.objects.filter(pk=1).update(next_citizen_number=F("next_citizen_number") + 1)
    return City.objects.values_list("next_citizen_number", flat=True).get(pk=1) - 1


def lock_member(user: User) -> User:
    """Return ``user`` as stored, locked until the end of the transaction.

    Raises ``Refused`` for an account that is gone: somebody pressed a button in that very moment.
    """
    stored = User.objects.select_for_update(no_key=True).filter(pk=user.pk).first()
    if stored is None or stored.left_at:
        raise Refused(GONE)
    return stored


def lock_people(owner: int, *, also: User | None) -> None:
    """Lock the account of this key, and of ``also`` who acts; in the order of keys, always.

    Raises ``Refused`` when ``also`` is gone; whether the owner is, is seen by what they own.
    """
    wanted = {owner} | ({also.pk} if also else set())
    people = User.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk")
    found = {person.pk for person in people if not person.left_at}
    if also is not None and also.pk not in found:
        raise Refused(GONE)
