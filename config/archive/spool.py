"""What the first pass read, kept in a file of its own until the second is done.

An archive may be larger than memory, so nothing of it is held there but its authors and sections.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, Self

from config.archive.items import ArchiveComment, ArchivePost, PostTerm

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -8000;
CREATE TABLE pieces (
    item INTEGER PRIMARY KEY, id INTEGER UNIQUE, type TEXT, source TEXT, uuid TEXT, slug TEXT,
    wanted_slug TEXT, title TEXT, is_here INTEGER DEFAULT 0, is_story INTEGER DEFAULT 0,
    refers INTEGER, data TEXT
);
CREATE UNIQUE INDEX piece_slug ON pieces (type, slug) WHERE slug IS NOT NULL;
CREATE INDEX piece_title ON pieces (title);
CREATE INDEX piece_uuid ON pieces (uuid);
CREATE TABLE addresses (address TEXT PRIMARY KEY, item INTEGER) WITHOUT ROWID;
CREATE INDEX address_item ON addresses (item);
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY, parent INTEGER, file TEXT, title TEXT, alt TEXT, caption TEXT,
    is_used INTEGER DEFAULT 0
);
CREATE TABLE attachment_addresses (address TEXT, parent INTEGER);
CREATE INDEX attachment_file ON attachments (file);
CREATE INDEX attachment_parent ON attachments (parent);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY, item INTEGER, parent INTEGER, kept INTEGER, data TEXT
);
CREATE INDEX comment_item ON comments (item);
CREATE TABLE links (origin TEXT, target TEXT, kind TEXT, position INTEGER);
CREATE INDEX link_origin ON links (origin);
CREATE INDEX link_target ON links (target);
"""


class Piece(NamedTuple):
    """A post or page that will be taken, or is here already."""

    item: int
    id: int
    type: str
    source: str
    uuid: str
    slug: str
    is_here: bool
    is_story: bool

    @property
    def is_article(self) -> bool:
        return self.type == "post"


class Attachment(NamedTuple):
    id: int
    file: str
    title: str
    alt: str
    caption: str


class Link(NamedTuple):
    """Between two articles, by uuid; ``kind`` is of ``RelatedStory``."""

    origin: str
    target: str
    kind: str
    position: int


PIECE = "item, id, type, source, uuid, slug, is_here, is_story"
ATTACHMENT = "id, file, title, alt, caption"


class Spool:
    """A throw-away SQLite file; use it in a ``with`` statement."""

    def __enter__(self) -> Self:
        self._folder = TemporaryDirectory(prefix="archive-")
        self._db = sqlite3.connect(Path(self._folder.name) / "spool.sqlite3", isolation_level=None)
        self._db.executescript(SCHEMA)
        self._db.execute("BEGIN")
        return self

    def __exit__(self, *_error: object) -> None:
        self._db.close()
        self._folder.cleanup()

    def all(self, sql: str, *values: Any) -> list[Any]:
        return self._db.execute(sql, values).fetchall()

    def change(self, sql: str, *values: Any) -> int:
        """Return how many rows changed."""
        return self._db.execute(sql, values).rowcount

    def change_many(self, sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
        self._db.executemany(sql, rows)

    def count(self, sql: str, *values: Any) -> int:
        return int(self.all(f"SELECT count(*) FROM {sql}", *values)[0][0])  # noqa: S608  # own words

    # -- Written by the first pass -----------------------------------------------------------------

    def keep_post(
        self, post: ArchivePost, *, source: str, title: str, slug: str, refers: int
    ) -> bool:
        """Keep a post or a page; False when its id was there before."""
        return bool(
            self.change(
                "INSERT OR IGNORE INTO pieces"
                " (item, id, type, source, title, wanted_slug, refers, data)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                *(post.item, post.id, post.type, source, title, slug, refers, _packed(post)),
            )
        )

    def keep_attachment(self, post: ArchivePost, *, alt: str, caption: str) -> None:
        self.change(
            "INSERT OR IGNORE INTO attachments (id, parent, file, title, alt, caption)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            *(post.id, post.parent, post.file, post.title, alt, caption),
        )

    def keep_addresses(self, addresses: Iterable[str], item: int) -> None:
        """The first piece that had an address keeps it."""
        self.change_many(
            "INSERT OR IGNORE INTO addresses VALUES (?, ?)", ((each, item) for each in addresses)
        )

    def keep_comment(self, comment: ArchiveComment, *, kept: bool) -> bool:
        data = _packed(comment) if kept else ""
        return bool(
            self.change(
                "INSERT OR IGNORE INTO comments VALUES (?, ?, ?, ?, ?)",
                *(comment.id, comment.item, comment.parent, kept, data),
            )
        )

    # -- Read by the second ------------------------------------------------------------------------

    def pieces(self, where: str, *values: Any) -> list[Piece]:
        rows = self.all(f"SELECT {PIECE} FROM pieces WHERE {where}", *values)  # noqa: S608
        return [Piece(*row) for row in rows]

    def batches(self, kind: str, size: int) -> Iterator[list[Piece]]:
        """Yield the pieces of a type in the archive's order."""
        last = 0
        while found := self.pieces("type = ? AND item > ? ORDER BY item LIMIT ?", kind, last, size):
            yield found
            last = found[-1].item

    def post(self, item: int) -> ArchivePost:
        values = json.loads(self.all("SELECT data FROM pieces WHERE item = ?", item)[0][0])
        for name in ("at", "written_at", "modified_at"):
            values[name] = _moment(values[name])
        values["terms"] = [PostTerm(*term) for term in values["terms"]]
        return ArchivePost(**values)

    def comments(self, numbers: Iterable[int]) -> dict[int, ArchiveComment]:
        """Return some comments by their ids; give it a few hundred at a time."""
        wanted = tuple(numbers)
        marks = ",".join("?" * len(wanted))
        rows = self.all(f"SELECT id, data FROM comments WHERE id IN ({marks})", *wanted)  # noqa: S608
        found = ((number, json.loads(data)) for number, data in rows)
        return {
            number: ArchiveComment(**{**values, "at": _moment(values["at"])})
            for number, values in found
        }

    def piece_at(self, address: str) -> Piece | None:
        found = self.pieces("item = (SELECT item FROM addresses WHERE address = ?)", address)
        return found[0] if found else None

    def piece_called(self, title: str) -> Piece | None:
        found = self.pieces("title = ? ORDER BY type DESC, item LIMIT 1", title)
        return found[0] if found else None

    def addresses(self, item: int) -> list[str]:
        return [row[0] for row in self.all("SELECT address FROM addresses WHERE item = ?", item)]

    def attachment(self, number: int) -> Attachment | None:
        rows = self.all(f"SELECT {ATTACHMENT} FROM attachments WHERE id = ?", number)  # noqa: S608
        return Attachment(*rows[0]) if rows else None

    def attachment_of(self, file: str) -> Attachment | None:
        rows = self.all(f"SELECT {ATTACHMENT} FROM attachments WHERE file = ?", file)  # noqa: S608
        return Attachment(*rows[0]) if rows else None

    def changed_at(self, item: int) -> datetime | None:
        """When WordPress last changed a piece."""
        rows = self.all(
            "SELECT json_extract(data, '$.modified_at') FROM pieces WHERE item = ?", item
        )
        return _moment(rows[0][0])

    def unused_attachments(self) -> list[str]:
        return [row[0] for row in self.all("SELECT title FROM attachments WHERE NOT is_used")]

    def attached_to(self, post: int) -> list[int]:
        return [row[0] for row in self.all("SELECT id FROM attachments WHERE parent = ?", post)]


def _packed(item: ArchivePost | ArchiveComment) -> str:
    return json.dumps({each.name: getattr(item, each.name) for each in fields(item)}, default=str)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
