"""The words beside the logs: each that is kept has its entry, and is what was written there."""

from collections.abc import Iterator
from uuid import UUID

from community.actions.ledger.findings import Finding
from community.actions.ledger.logs import LOGS
from community.actions.record import reason_hash
from community.models import CivicReason

BATCH = 500


def unfounded() -> Iterator[Finding]:
    """Say which reasons belong to no entry, or are not the words that were written."""
    last = 0
    while batch := list(CivicReason.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        hashes = hashes_of([kept.entry for kept in batch])
        for kept in batch:
            if sentence := wrong_with(kept, hashes.get(kept.entry)):
                yield Finding("reason", sentence, str(kept.entry))
        last = batch[-1].pk


def hashes_of(entries: list[UUID]) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for log in LOGS.values():
        rows = log.model._default_manager.filter(pk__in=entries)
        found.update(rows.values_list("pk", "reason_hash"))
    return found


def wrong_with(kept: CivicReason, written: str | None) -> str:
    if written is None:
        return "A reason is kept that belongs to no entry."
    is_emptied = not kept.text and not kept.salt
    if not is_emptied and reason_hash(kept.salt, kept.text) != written:
        return "The words of a reason are not those that were written."
    return ""
