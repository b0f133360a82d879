"""Write the civic record; the words of a reason are kept beside it and may be emptied."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from community.models import CivicReason, CivicRecord, User

Fact = str | int | bool | None | list[int]


def write_record(
    kind: str,
    *,
    member: User | None,
    by: User | None = None,
    standing: str = "",
    facts: Mapping[str, Fact] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> CivicRecord:
    """Add one entry. ``facts`` are numbers and fixed words; free text goes into ``reason``.

    Call it inside the transaction of the change that it tells of, with the member's row locked;
    importers give the time ``at``.
    """
    with transaction.atomic():
        entry = CivicRecord(
            kind=kind,
            member=member.record_id if member else None,
            by=by.record_id if by else None,
            standing=standing,
            facts=dict(facts or {}),
            at=at or later_than_all(member),
        )
        if reason:
            entry.reason_hash = keep_reason(entry.pk, reason)
        entry.save(force_insert=True)
    return entry


def later_than_all(member: User | None) -> datetime:
    """Return the time now, after every entry about ``member`` whatever the clock did meanwhile.

    The record is read in the order of its times.
    """
    about = CivicRecord.objects.filter(member=member.record_id if member else None)
    last = about.aggregate(at=Max("at"))["at"]
    now = timezone.now()
    return now if last is None or last < now else last + timedelta(microseconds=1)


def keep_reason(entry_id: UUID, text: str) -> str:
    """Keep the words of an entry of any append-only log; return their salted SHA-256 in hex."""
    salt = secrets.token_hex(16)
    CivicReason.objects.create(entry=entry_id, salt=salt, text=text)
    return reason_hash(salt, text)


def reason_hash(salt: str, text: str) -> str:
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def empty_reason(entry_id: UUID) -> None:
    """Forget the words; the entry keeps their hash, which without the salt tells nothing."""
    CivicReason.objects.filter(entry=entry_id).update(text="", salt="")


def empty_reasons(about: Q) -> None:
    """Forget the words of every entry of the civic record that ``about`` chooses."""
    entries = CivicRecord.objects.filter(about).exclude(reason_hash="")
    CivicReason.objects.filter(entry__in=entries.values("pk")).update(text="", salt="")
