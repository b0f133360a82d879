"""What others may see of a member's standing: what that member allows, asked each time anew."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from community.models import Application, Ballot, CivicReason, CivicRecord, Consent, Standing, User

Kind = CivicRecord.Kind
# What everybody may read of the civic record on a member's page, for the standing that they have.
PUBLIC_KINDS = (Kind.FOUNDED, Kind.GRANTED)
LEFT, CAME_BACK = (Kind.REVOKED, Kind.RENOUNCED), (Kind.RESTORED, Kind.RETURNED)
REACHED = {
    Standing.VISITOR: (),
    Standing.RESIDENT: (Standing.RESIDENT,),
    Standing.CITIZEN: (Standing.RESIDENT, Standing.CITIZEN),
}


def consent_of(member: User) -> Consent:
    """Return the choices of ``member``; who never made any allows nothing."""
    found: Consent | None = getattr(member, "consent", None)
    return found or Consent(user=member)


def all_citizens() -> QuerySet[User]:
    """Everybody who is a citizen, awake or dormant, whatever they allow: to be counted only."""
    return User.objects.filter(standing=Standing.CITIZEN, is_active=True)


def registered_citizens() -> QuerySet[User]:
    """The twin of ``is_registered``: the register, by number."""
    return all_citizens().filter(consent__in_register=True).order_by("citizen_number")


def newest_citizens() -> QuerySet[User]:
    """The last who became citizens, of those in the register; the newest first."""
    newest = registered_citizens().filter(citizen_since__isnull=False)
    return newest.order_by("-citizen_since", "-citizen_number")


def is_registered(member: User) -> bool:
    """Whether the register lists ``member``, and so whether others may read the number."""
    return (
        member.standing == Standing.CITIZEN and member.is_active and consent_of(member).in_register
    )


def public_record(member: User) -> list[CivicRecord]:
    """Return the steps that led to the standing of ``member``, the first one first; one query.

    Never more than that: what was declined, taken, given back or imposed is between them and the
    city. Whoever was admitted anew shows the new step, and whose standing came back the old one.
    """
    kinds = (*PUBLIC_KINDS, *LEFT, *CAME_BACK)
    entries = CivicRecord.objects.filter(member=member.record_id, kind__in=kinds)
    steps: list[CivicRecord] = []
    before: dict[object, list[CivicRecord]] = {}
    for entry in entries.order_by("at"):
        former = entry.facts.get("former")
        if entry.kind in PUBLIC_KINDS:
            steps = [*steps, entry]
        elif entry.kind in LEFT:
            before[former] = steps
            steps = up_to(steps, entry.standing)
        else:
            steps = before.get(former, steps)
    return up_to(steps, member.standing)


def up_to(steps: list[CivicRecord], standing: str) -> list[CivicRecord]:
    return [step for step in steps if step.standing in REACHED[Standing(standing)]]


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an editor made of what a ballot left open."""

    at: datetime
    is_granted: bool
    reason: str


def settlement_of(ballot: Ballot) -> Settlement | None:
    """Return how ``ballot`` was settled, while the public reason stands; of the record alone.

    SECURITY: a decline for a sanction has a reason that is nobody else's.
    """
    if not ballot.is_left_open:
        return None
    entries = CivicRecord.objects.filter(
        kind=CivicRecord.Kind.SETTLED,
        member=ballot.application.applicant.record_id,
        facts__ballot=ballot.pk,
    )
    entry = entries.order_by("at").last()
    kept = CivicReason.objects.filter(entry=entry.pk).first() if entry else None
    if entry is None or kept is None or not kept.text:
        return None
    return Settlement(entry.at, entry.facts["outcome"] == Application.State.GRANTED, kept.text)


def named_in_gazette(record_ids: Iterable[UUID]) -> dict[UUID, User]:
    """Return by ``record_id`` those whose names the gazette may say; one query."""
    allowed = Consent.objects.of_members().filter(
        in_gazette=True, user__record_id__in=list(record_ids)
    )
    return {consent.user.record_id: consent.user for consent in allowed}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a card says when it is checked; ``standing`` "" is for one that is good no more."""

    standing: str = ""
    is_dormant: bool = False
    name: str = ""
    number: int | None = None
    since: datetime | None = None


def checked(holder: User) -> Checked:
    """Return how it is with ``holder`` now, and of the rest what they allow.

    A closed account and a standing that was taken say nothing but that.
    """
    if not holder.is_active or holder.standing == Standing.VISITOR:
        return Checked()
    consent, is_citizen = consent_of(holder), holder.standing == Standing.CITIZEN
    return Checked(
        standing=holder.standing,
        is_dormant=is_citizen and holder.is_dormant,
        name=holder.display_name if consent.check_name else "",
        number=holder.citizen_number if is_citizen and consent.check_number else None,
        since=holder.standing_since if consent.check_since else None,
    )
