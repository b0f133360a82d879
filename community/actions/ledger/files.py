"""Read an export: is it whole, in order, in its canonical form, and does its seal fit?"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from community.actions.ledger.findings import Finding
from community.actions.ledger.lines import FORMAT, Chain, Row, canonical, seal_over

HEADING = {"city", "count", "first", "format", "last", "log", "made", "site"}
SEAL = {"count", "digest", "seal"}
FIRST_ENTRY = 2  # the number of its line


class Export:
    """One file; ``entries`` may be read once, and ``findings`` is complete after it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.findings: list[Finding] = []
        self.lines = self.read()
        first = next(self.lines, "")
        self.heading = parsed(first) or {}
        self.first_line = first
        self.log = str(self.heading.get("log", ""))

    @property
    def is_one(self) -> bool:
        """Whether it says of itself that it is an export that can be read here."""
        return set(self.heading) == HEADING and self.heading["format"] == FORMAT

    def wrong(self, sentence: str) -> None:
        self.findings.append(Finding("file", f"{self.path.name}: {sentence}"))

    def read(self) -> Iterator[str]:
        """Give the lines without their ends."""
        with self.path.open("rb") as file:
            for raw in file:
                if not raw.endswith(b"\n"):
                    self.wrong("the last line has no end; the file was cut off.")
                try:
                    yield raw.removesuffix(b"\n").decode()
                except UnicodeDecodeError:
                    self.wrong("a line is not UTF-8.")
                    yield ""

    def entries(self) -> Iterator[tuple[str, Row]]:
        """Give each line with what stands in it, and look at the whole on the way."""
        chain, number, held = Chain(self.log), 1, ""
        for number, line in enumerate(self.lines, start=2):
            if number > FIRST_ENTRY:
                yield from self.entry(number - 1, held, chain)
            held = line
        self.check_seal(held, chain, number)

    def entry(self, number: int, line: str, chain: Chain) -> Iterator[tuple[str, Row]]:
        chain.add(line)
        row = parsed(line)
        if row is None or not is_canonical(row, line):
            self.wrong(f"line {number} is no entry in its canonical form.")
        elif row.keys() == SEAL:
            self.wrong(f"line {number} is a seal, and more follows.")
        else:
            yield line, row

    def check_seal(self, line: str, chain: Chain, number: int) -> None:
        seal = parsed(line) or {}
        if set(seal) != SEAL:
            self.wrong(f"there is no seal at the end (line {number}); the file was cut off.")
            return
        if not is_canonical(self.heading, self.first_line) or not self.is_one:
            self.wrong("the first line is no heading in its canonical form.")
        if not seal["count"] == chain.count == self.heading.get("count"):
            counts = f"{self.heading.get('count')} and {seal['count']}"
            self.wrong(f"there are {chain.count} entries; its first and last line say {counts}.")
        if line != canonical(seal_over(self.first_line, chain)):
            self.wrong("the seal does not fit: something was changed, moved, added or taken out.")


def parsed(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def is_canonical(row: Row | None, line: str) -> bool:
    try:
        return row is not None and canonical(row) == line
    except ValueError:  # a number that is none
        return False
