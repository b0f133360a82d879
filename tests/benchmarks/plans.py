"""Which queries read a whole table, said by the database itself (EXPLAIN)."""

import json
import re
from collections.abc import Iterator
from typing import Any

from django.db import connection

LARGE = 2_000  # rows: below that, reading all of them is what a database does
SCAN = re.compile(r"^SCAN (\w+)(?! USING)")
NAMED = re.compile(r'"(\w+)"(?: (U\d+|T\d+))?')


def whole_readings(queries: list[dict[str, str]]) -> Iterator[tuple[str, float]]:
    """Give the large tables that ``queries`` read from end to end, with the time of the query."""
    for query in queries:
        if query["sql"].startswith("SELECT"):
            for table in read_whole(query["sql"]):
                if rows_of(table) >= LARGE:
                    yield table, 1000 * float(query["time"])


def read_whole(sql: str) -> set[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}")
            plan = cursor.fetchone()[0]
            return set(sequential(plan if isinstance(plan, list) else json.loads(plan)))
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        steps = [str(row[3]) for row in cursor.fetchall()]
    names = {str(alias or table): str(table) for table, alias in NAMED.findall(sql)}
    scanned = [str(found[1]) for step in steps if (found := SCAN.match(step))]
    return {names.get(name, name) for name in scanned}


def sequential(node: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    if isinstance(node, list):
        for each in node:
            yield from sequential(each)
    elif isinstance(node, dict):
        if node.get("Node Type") == "Seq Scan":
            yield str(node["Relation Name"])
        for each in node.values():
            if isinstance(each, (list, dict)):
                yield from sequential(each)


def rows_of(table: str) -> int:
    if table not in connection.introspection.table_names():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM "{table}"')
        return int(cursor.fetchone()[0])
