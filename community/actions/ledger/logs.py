"""The logs that only grow, by name. A higher app adds its own when it is loaded::

add_log(Log("moderation", Decision, {"hidden": {"rule": one_of("spam", "abuse")}}))
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from community.actions.ledger.lines import Row, plain
from community.actions.ledger.rules import RULES
from community.errors import Refused
from community.models import CivicRecord

CHUNK = 2000


@dataclass(frozen=True)
class Log:
    """``facts`` says for each kind which facts an entry may carry, and how each is recognised.

    The model is append-only, with ``id``, ``at``, ``kind``, ``facts`` and ``reason_hash``; all of
    its fields are random ids, times, numbers or fixed words.
    """

    name: str
    model: type[Model]
    facts: Mapping[str, Mapping[str, Callable[[object], bool]]]

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def fields(self) -> list[str]:
        return [field.name for field in self.model._meta.concrete_fields]

    def entries(self) -> QuerySet[Any]:
        return self.model._default_manager.order_by("at", "pk")

    def rows(self, entries: QuerySet[Any]) -> Iterator[Row]:
        """Give each as what stands in its line; a few at a time, whatever their number."""
        names = self.fields
        for values in entries.values_list(*names).iterator(chunk_size=CHUNK):
            yield {name: plain(value) for name, value in zip(names, values, strict=True)}


CIVIC = Log("civic", CivicRecord, {kind: rule.facts for kind, rule in RULES.items()})
LOGS: dict[str, Log] = {CIVIC.name: CIVIC}


def add_log(log: Log) -> None:
    LOGS[log.name] = log


def log_named(name: str) -> Log:
    if name not in LOGS:
        raise Refused(f"There is no log {name}. The logs are: {', '.join(LOGS)}.")
    return LOGS[name]
