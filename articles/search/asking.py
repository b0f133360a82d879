"""A question to the index, and what its two dialects have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from articles.search.entries import Entry
from articles.search.query import Query

TITLE_WEIGHT, STANDFIRST_WEIGHT, TEXT_WEIGHT = 10.0, 4.0, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """``gates`` are the accesses whose pieces the reader may read; no ``sections``: in all."""

    query: Query
    gates: frozenset[str] = frozenset()
    sections: frozenset[int] = frozenset()
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = field(default=None)


Scored = list[tuple[int, float]]


class Dialect(Protocol):
    """How one database keeps the index. The callers see to transactions."""

    def write(self, entries: Sequence[Entry]) -> None: ...

    def remove(self, articles: Sequence[int]) -> None:
        """Forget everything about these articles (by key)."""

    def tidy(self) -> None:
        """Forget what belongs to no article any more."""

    def find(self, question: Question, *, most: int) -> Scored:
        """Return the newest ``most`` entries that fit, with how well each does."""

    def find_in_titles(self, question: Question, *, most: int) -> list[int]:
        """Return the newest of those whose title holds all that is wanted."""
