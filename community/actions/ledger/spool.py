"""The entries of a file, put in another order on the disk: memory stays flat whatever its size."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Self

from community.actions.ledger.lines import Row

TABLE = "CREATE TABLE entry (id TEXT PRIMARY KEY, member TEXT, at TEXT, line TEXT) WITHOUT ROWID"


class Spool:
    def __init__(self) -> None:
        self.database = sqlite3.connect("")  # a file of its own, gone with the connection
        self.database.execute(TABLE)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_why: object) -> None:
        self.database.close()

    def add(self, line: str, row: Row) -> bool:
        """Return whether there was no entry with this id yet."""
        values = (row["id"], row.get("member"), row["at"], line)
        added = self.database.execute("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?)", values)
        return added.rowcount == 1

    def by_member(self) -> Iterator[Row]:
        query = "SELECT line FROM entry ORDER BY member, at, id"
        for (line,) in self.database.execute(query):
            yield json.loads(line)

    def lines(self, ids: Iterable[str]) -> dict[str, str]:
        """Return the line of each id that is here."""
        found = {}
        for pk in ids:
            row = self.database.execute("SELECT line FROM entry WHERE id = ?", [pk]).fetchone()
            if row:
                found[pk] = row[0]
        return found
