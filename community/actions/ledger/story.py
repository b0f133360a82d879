"""Read the record as stories: everybody's own, from the first entry to the last."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby

from community.actions.ledger.life import STANDINGS, Entry, Life
from community.actions.ledger.lines import Row
from community.actions.ledger.rules import RANK, RULES

FIELDS = {field.name for field in fields(Entry)}


def stories(rows: Iterable[Row]) -> Iterator[Life]:
    """Give the life of each member told in ``rows``, which come by member and time.

    One life is held at a time. What does not fit stands in its ``findings``.
    """
    entries = (Entry.of(row) for row in rows)
    for member, told in groupby(entries, key=lambda entry: entry.member):
        life = Life(member)
        for _at, together in groupby(told, key=lambda entry: entry.at):
            for entry in sorted(together, key=place):
                hear(life, entry)
        yield life


def place(entry: Entry) -> tuple[int, int, str]:
    rung = STANDINGS.index(entry.standing) if entry.standing in STANDINGS else 0
    return RANK.get(entry.kind, len(RANK)), rung, entry.id


def hear(life: Life, entry: Entry) -> None:
    """Take one entry in, and say what is wrong with it."""
    rule = RULES.get(entry.kind)
    if rule is None:
        life.wrong(entry, f"The record has no kind “{entry.kind}”.")
        return
    if life.has_left:
        life.wrong(entry, f"“{entry.kind}” is told of somebody who had left.")
    if rule.is_about_city is not (entry.member is None):
        life.wrong(entry, f"“{entry.kind}” names a member, or none, and should not.")
        return
    rule.step(life, entry)
    life.last = entry.id
