"""Whether an entry has the form of one: known kind, ids, times, and facts that are no free text."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db import models

from community.actions.ledger.facts import uuid
from community.actions.ledger.findings import Finding
from community.actions.ledger.life import STANDINGS
from community.actions.ledger.lines import Row, moment
from community.actions.ledger.logs import Log

WORD = re.compile(r"[a-z_]{1,12}")
WORDS = {
    "reason_hash": re.compile(r"(?:[0-9a-f]{64})?"),
    "standing": re.compile("|".join(["", *STANDINGS])),
}


def checked(log: Log, rows: Iterable[Row], findings: list[Finding]) -> Iterator[Row]:
    """Pass on the rows that can be read; what is wrong with any is added to ``findings``."""
    for row in rows:
        wrong = list(misshapen(log, row))
        findings += [Finding("form", sentence, str(row.get("id", ""))) for sentence in wrong]
        if not wrong:
            findings += [Finding("facts", sentence, str(row["id"])) for sentence in unfit(log, row)]
            yield row


def misshapen(log: Log, row: Row) -> Iterator[str]:
    if sorted(row) != sorted(log.fields):
        yield "An entry has other parts than an entry has."
        return
    for field in log.model._meta.concrete_fields:
        if not has_form(field, row[field.name]):
            yield f"“{field.name}” is not what it may be."


def has_form(field: "models.Field[object, object]", value: object) -> bool:
    if value is None:
        return field.null
    if isinstance(field, models.UUIDField):
        return uuid(value)
    if isinstance(field, models.DateTimeField):
        return is_moment(value)
    if isinstance(field, models.JSONField):
        return isinstance(value, dict)
    return isinstance(value, str) and WORDS.get(field.name, WORD).fullmatch(value) is not None


def is_moment(value: object) -> bool:
    try:
        return moment(datetime.fromisoformat(str(value))) == value
    except ValueError:
        return False


def unfit(log: Log, row: Row) -> Iterator[str]:
    """Say which facts an entry of this kind does not carry, or not so."""
    facts, kind = row.get("facts"), row.get("kind")
    if not isinstance(facts, dict):
        return
    if kind not in log.facts:
        yield f"The log has no kind “{kind}”."
        return
    for name, value in facts.items():
        test = log.facts[str(kind)].get(name)
        if test is None:
            yield f"“{kind}” carries a fact “{name}”, which it does not have."
        elif not test(value):
            yield f"The fact “{name}” is neither a number nor a fixed word."
