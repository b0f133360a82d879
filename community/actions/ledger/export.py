"""A log as a file: a line for each entry between a heading and a seal, without names or reasons."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone

from community.actions.ledger.lines import FORMAT, Chain, Row, canonical, plain, seal_over
from community.actions.ledger.logs import CHUNK, Log
from community.actions.ledger.snapshots import snapshot
from community.errors import Refused
from community.models import City, CivicReason

REASONS = " reasons"  # after the log's name, in the heading of a file of reasons


def export_lines(log: Log) -> Iterator[str]:
    """Give the lines of the whole log, a few entries held at a time; none ends in a newline.

    ``Refused`` at the end where an importer added older entries meanwhile: start anew.
    """
    with nullcontext() if connection.vendor == "sqlite" else snapshot():
        span = log.entries().aggregate(count=Count("pk"), first=Min("at"), last=Max("at"))
        entries = log.entries().filter(at__lte=span["last"]) if span["last"] else log.entries()[:0]
        yield from sealed(log.name, span, log.rows(entries))


def reason_lines(log: Log) -> Iterator[str]:
    """Give what is still kept of the reasons of ``log``: for the operator, not to be handed on."""
    with nullcontext() if connection.vendor == "sqlite" else snapshot():
        kept = reasons_of(log)
        span = {"count": kept.count(), "first": None, "last": None}
        yield from sealed(log.name + REASONS, span, reason_rows(kept))


def reasons_of(log: Log) -> QuerySet[CivicReason]:
    entries = log.model._default_manager.values("pk")
    return CivicReason.objects.filter(entry__in=entries).exclude(text="").order_by("entry")


def reason_rows(kept: QuerySet[CivicReason]) -> Iterator[Row]:
    for entry, salt, text in kept.values_list("entry", "salt", "text").iterator(CHUNK):
        yield {"entry": str(entry), "salt": salt, "text": text}


def sealed(name: str, span: dict[str, Any], rows: Iterable[Row]) -> Iterator[str]:
    heading = canonical(
        {
            "city": City.current().name,
            "count": span["count"],
            "first": plain(span["first"]),
            "format": FORMAT,
            "last": plain(span["last"]),
            "log": name,
            "made": plain(timezone.now()),
            "site": settings.SITE_URL,
        }
    )
    chain = Chain(name)
    yield heading
    for row in rows:
        line = canonical(row)
        chain.add(line)
        yield line
    if chain.count != span["count"]:
        raise Refused("The log was changed meanwhile. Start the export again.")
    yield canonical(seal_over(heading, chain))
