"""Take a member over with the standing that was reached elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from community.actions.consent import begin_consent, choose_consent
from community.actions.people import next_citizen_number
from community.actions.record import write_record
from community.models import CivicRecord, Standing, User


@dataclass(frozen=True, kw_only=True)
class ImportedMember:
    """A member with a verified e-mail. Times are aware; those of standings not reached are None.

    A founder became a citizen at once and has no ``resident_since``; nobody else has none.
    ``shows`` names what others may see (``Consent.CHOICES``); None for one who was never asked.
    """

    email: str
    handle: str
    display_name: str
    bio: str = ""
    created_at: datetime
    resident_since: datetime | None = None
    citizen_since: datetime | None = None
    roles: Sequence[str] = ()
    shows: Sequence[str] | None = None
    is_demo: bool = False

    @property
    def standing(self) -> Standing:
        if self.citizen_since:
            return Standing.CITIZEN
        return Standing.RESIDENT if self.resident_since else Standing.VISITOR


def import_member(row: ImportedMember) -> User:
    """Make the account with its standing, roles and entries; the first citizen founds the city."""
    with transaction.atomic():
        member = User.objects.create_user(
            row.email,
            handle=row.handle,
            display_name=row.display_name,
            bio=row.bio,
            created_at=row.created_at,
            standing=row.standing,
            resident_since=row.resident_since or row.citizen_since,
            citizen_since=row.citizen_since,
            citizen_number=next_citizen_number() if row.citizen_since else None,
            is_staff=bool(row.roles),
            is_demo=row.is_demo,
        )
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
        for role in row.roles:
            member.groups.add(Group.objects.get_or_create(name=role)[0])
            facts = {"role": role}
            write_record(CivicRecord.Kind.APPOINTED, member=member, facts=facts, at=row.created_at)
        enter_standing(member)
        if row.standing != Standing.VISITOR:
            begin_consent(member)
        if row.shows is not None:
            choose_consent(member, by=member, chosen=row.shows)
    return member


def enter_standing(member: User) -> None:
    """Write how ``member`` came by the standing; a founder was a resident from the same moment."""
    if member.resident_since and member.resident_since != member.citizen_since:
        write_record(
            CivicRecord.Kind.GRANTED,
            member=member,
            standing=Standing.RESIDENT,
            at=member.resident_since,
        )
    if member.citizen_since:
        is_founder = member.citizen_number == 1
        write_record(
            CivicRecord.Kind.FOUNDED if is_founder else CivicRecord.Kind.GRANTED,
            member=member,
            standing=Standing.CITIZEN,
            facts={"number": member.citizen_number},
            at=member.citizen_since,
        )
