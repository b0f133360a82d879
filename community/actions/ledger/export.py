"""A log as a file: a line for each entry between a heading and a seal, without names or reasons."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from typing import Any, Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Count, Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ledger.lines import FORMAT, Chain, Row, canonical, plain, seal_over
from community.actions.ledger.logs import CHUNK, Log
from community.actions.ledger.snapshots import snapshot
from community.errors import Refused
from community.models import City, CivicReason, User
from community.permissions import StaffRight, staff_may

logger = logging.getLogger("civitas.record")

REASONS = " reasons"  # after the log's name, in the heading of a file of reasons


class Binary(Protocol):
    def write(self, data: bytes, /) -> object: ...


def export_log(log: Log, file: Binary, *, by: User | None, reasons: bool = False) -> int:
    """Write the whole log into ``file``, or the reasons kept with it; return how many entries.

    ``by`` None is the operator's command line, which alone gets reasons.
    """
    if by is not None and (reasons or not staff_may(by, StaffRight.EXPORT_RECORD)):
        raise PermissionDenied(_("Only an administrator exports a log."))
    count = -2  # the heading and the seal
    for line in reason_lines(log) if reasons else export_lines(log):
        file.write(f"{line}\n".encode())
        count += 1
    details = {"log": log.name, "reasons": reasons, "entries": count, "member": by and by.pk}
    logger.info("log exported", extra=details)
    return count


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
