"""Store very many rows of a model as fast as the database takes them."""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Model

AT_ONCE = 20_000


def pour(model: type[Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Store ``rows``, values in the order of ``columns`` (as the database calls them).

    COPY on PostgreSQL, prepared statements on SQLite; no defaults, no signals, no checks but the
    database's own.
    """
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row([as_json(value) for value in row])
            return
        places = ", ".join(["?"] * len(columns))
        # Past Django's cursor, which reads every statement anew.
        raw = connection.connection.cursor()
        left = iter(rows)
        while few := list(islice(left, AT_ONCE)):
            raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", plain(few))


def as_json(value: object) -> object:
    return json.dumps(value) if isinstance(value, dict) else value


def plain(rows: Iterable[Sequence[Any]]) -> Iterator[list[Any]]:
    """As Django stores them in SQLite."""
    for row in rows:
        yield [plain_value(value) for value in row]


def plain_value(value: Any) -> Any:  # noqa: ANN401  # of any column
    if isinstance(value, UUID):
        return value.hex
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    return as_json(value)


def analyse() -> None:
    """Let the database count, as it does by itself on a site that has lived for a while."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
