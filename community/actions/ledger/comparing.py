"""Verify an export by itself, and whether what an earlier one holds still stands unchanged."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path

from community.actions.ledger.database import Watch, emptied
from community.actions.ledger.export import REASONS
from community.actions.ledger.facts import uuid
from community.actions.ledger.files import Export
from community.actions.ledger.findings import Finding
from community.actions.ledger.form import checked
from community.actions.ledger.lines import Row, canonical
from community.actions.ledger.logs import CIVIC, LOGS, Log, log_named
from community.actions.ledger.spool import Spool
from community.actions.ledger.story import stories
from community.actions.ledger.whole import Whole
from community.actions.record import reason_hash
from community.errors import Refused

BATCH = 500
Lookup = Callable[[Iterable[str]], dict[str, str]]


def opened(path: Path) -> tuple[Export, Log]:
    """Return the file and the log that it is of. ``Refused`` where it is no export at all."""
    try:
        export = Export(path)
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}.") from error
    if not export.is_one or export.log not in LOGS:
        raise Refused(f"{path.name} is no export of a log: its first line says nothing of one.")
    return export, log_named(export.log)


def verify_file(
    path: Path, watch: Watch, *, earlier: Path | None = None, reasons: Path | None = None
) -> Iterator[Finding]:
    """Say what is wrong with a file, and with two others beside it."""
    export, log = opened(path)
    with Spool() as spool:
        yield from read_into(spool, export, log, watch)
        if log is CIVIC:
            yield from verify_stories(spool)
        if earlier:
            yield from verify_earlier(earlier, log, spool.lines)
        if reasons:
            yield from verify_reasons(reasons, log, spool.lines)


def read_into(spool: Spool, export: Export, log: Log, watch: Watch) -> Iterator[Finding]:
    findings, before, first = list[Finding](), ("", ""), None
    for number, (line, row) in enumerate(export.entries(), start=1):
        watch(number)
        if not any(checked(log, [row], findings)):
            yield from emptied(findings)
            continue
        yield from emptied(findings)
        first = first or row["at"]
        if not spool.add(line, row):
            yield Finding("file", "The same entry stands there twice.", row["id"])
        if (row["at"], row["id"]) < before:
            yield Finding("file", "The entry does not stand where its time puts it.", row["id"])
        before = (row["at"], row["id"])
    if (export.heading["first"], export.heading["last"]) != (first, before[0] or None):
        export.wrong("its first line names another first or last time than its entries.")
    yield from export.findings


def batches(entries: Iterator[tuple[str, Row]]) -> Iterator[list[tuple[str, Row]]]:
    while batch := list(islice(entries, BATCH)):
        yield batch


def verify_stories(spool: Spool) -> Iterator[Finding]:
    whole = Whole()
    for life in stories(spool.by_member()):
        yield from whole.hear(life)


def verify_earlier(path: Path, log: Log, lines_of: Lookup) -> Iterator[Finding]:
    """Say which entries of the file are missing in what ``lines_of`` knows, or stand otherwise."""
    export, earlier_log = opened(path)
    if earlier_log is not log:
        raise Refused(f"{path.name} is of another log.")
    for batch in batches(export.entries()):
        rows = {str(row.get("id")): line for line, row in batch}
        now = lines_of(rows)
        for pk, line in rows.items():
            if pk not in now:
                yield Finding("earlier", f"An entry that {path.name} has is gone.", pk)
            elif now[pk] != line:
                yield Finding("earlier", f"An entry is not as {path.name} has it.", pk)
    yield from export.findings


def lines_in_database(log: Log) -> Lookup:
    def lines_of(ids: Iterable[str]) -> dict[str, str]:
        rows = log.rows(log.model._default_manager.filter(pk__in=[pk for pk in ids if uuid(pk)]))
        return {str(row["id"]): canonical(row) for row in rows}

    return lines_of


def verify_reasons(path: Path, log: Log, lines_of: Lookup) -> Iterator[Finding]:
    """Say which words in a file of reasons are not those that their entries were written with."""
    export = Export(path)
    if not export.is_one or export.log != log.name + REASONS:
        raise Refused(f"{path.name} does not hold the reasons of this log.")
    for batch in batches(export.entries()):
        kept: dict[str, Row] = {str(row.get("entry")): row for _line, row in batch}
        lines = lines_of(kept)
        for pk, row in kept.items():
            digest = reason_hash(str(row.get("salt")), str(row.get("text")))
            if f'"reason_hash":"{digest}"' not in lines.get(pk, ""):
                yield Finding("reason", "The words are not those that were written.", pk)
    yield from export.findings
