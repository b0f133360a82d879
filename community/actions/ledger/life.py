"""What the record says of one member (or of the city), as far as it has been read."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from community.actions.ledger.findings import Finding
from community.actions.ledger.lines import Row

STANDINGS = ["visitor", "resident", "citizen"]
NO_NUMBER = -1


@dataclass
class Entry:
    """One line of the record."""

    id: str
    at: str
    kind: str
    member: str | None
    by: str | None
    standing: str
    facts: dict[str, Any]
    reason_hash: str

    @classmethod
    def of(cls, row: Row) -> "Entry":
        return cls(**row)

    def number(self, name: str) -> int:
        """Return the fact of this name; NO_NUMBER, which nothing has, where it is none."""
        value = self.facts.get(name)
        return value if type(value) is int else NO_NUMBER

    def word(self, name: str) -> str:
        return str(self.facts.get(name, ""))


@dataclass
class Asked:
    """An application. ``stage`` is the kind of the entry that brought it there."""

    standing: str
    charter: int
    stage: str = "applied"
    endorsers: set[str] = field(default_factory=set)
    decliners: set[str] = field(default_factory=set)
    is_questioned: bool = False
    is_extended: bool = False
    is_annulled: bool = False
    ballot: int = -1
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        return self.stage not in CLOSED


CLOSED = ("granted", "declined", "withdrew", "expired")


@dataclass
class Penalty:
    kind: str
    by: str | None
    until: str
    is_released: bool = False
    is_annulled: bool = False
    is_overturned: bool = False

    def counts_at(self, at: str) -> bool:
        if self.kind == "warning" or self.is_released:
            return False
        return not self.until or datetime.fromisoformat(self.until) > datetime.fromisoformat(at)


@dataclass
class Objection:
    """An appeal. ``stage`` is the kind of its latest entry."""

    about: str
    decision: str
    stage: str = "appealed"

    @property
    def is_open(self) -> bool:
        return self.stage in ("appealed", "drawn", "passed_on")


@dataclass
class Lost:
    """A standing that was given back or, with the ban ``sanction``, taken."""

    standing: str
    sanction: int


@dataclass
class Decided:
    """A decision of the record that may be appealed against."""

    about: str
    number: int
    by: str | None


@dataclass
class Life:
    """``member`` is the random id; None is the city itself."""

    member: str | None
    standing: str = "visitor"
    number: int | None = None
    lost: dict[int, Lost] = field(default_factory=dict)
    is_asleep: bool = False
    has_left: bool = False
    last: str = ""
    roles: set[str] = field(default_factory=set)
    applications: dict[int, Asked] = field(default_factory=dict)
    sanctions: dict[int, Penalty] = field(default_factory=dict)
    appeals: dict[int, Objection] = field(default_factory=dict)
    decisions: dict[str, Decided] = field(default_factory=dict)
    ballots: dict[int, Entry] = field(default_factory=dict)
    charter: int = 0
    settings: dict[str, Any] = field(default_factory=dict)
    is_founder: bool = False
    findings: list[Finding] = field(default_factory=list)

    def wrong(self, entry: Entry, sentence: str) -> None:
        self.findings.append(Finding("story", sentence, entry.id))

    def open_applications(self) -> dict[int, Asked]:
        return {pk: asked for pk, asked in self.applications.items() if asked.is_open}

    def move_to(self, standing: str) -> None:
        self.standing = standing
        self.is_asleep = False


def below(standing: str) -> str:
    """Return the rung under this one; "" where there is none."""
    at = STANDINGS.index(standing) if standing in STANDINGS else 0
    return STANDINGS[at - 1] if at else ""
