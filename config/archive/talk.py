"""The comments under a piece, as the importer of comments takes them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.models import Article
from comments.actions import ImportedComment
from comments.models import Comment
from config.archive.addresses import source_key
from config.archive.comment_text import markdown_of
from config.archive.items import ArchiveComment
from config.archive.report import Report
from config.archive.spool import Spool

READ_AT_ONCE = 200
STATES = {"1": Comment.State.PUBLISHED, "approve": Comment.State.PUBLISHED}
ANONYMOUS = "Anonymous"  # what WordPress itself shows


class Place(NamedTuple):
    """Where a comment goes: ``parent`` is the nearest one above it that is taken, else ""."""

    number: int
    source: str
    parent: str
    is_lifted: bool
    article: Article


class Talk:
    """Reads comments from the spool, parents before answers."""

    def __init__(self, spool: Spool, report: Report, *, base: str) -> None:
        self._spool = spool
        self._report = report
        self._base = base

    def places(self, item: int, article: Article) -> Iterator[Place]:
        rows = self._spool.all("SELECT id, parent, kept FROM comments WHERE item = ?", item)
        above = {number: parent for number, parent, _kept in rows}
        kept = {number for number, _parent, is_kept in rows if is_kept}
        nearest = {number: _nearest(number, above, kept) for number in kept}
        depths: dict[int, int] = {0: 0}
        for number in sorted(kept):
            _measure(number, nearest, depths)
        for number in sorted(kept, key=lambda each: (depths[each], each)):
            parent = nearest[number]
            source, above_it = self._source(number), self._source(parent) if parent else ""
            yield Place(number, source, above_it, parent != above[number], article)

    def _source(self, number: int) -> str:
        return source_key(self._base, "comment", number)

    def imported(self, places: Sequence[Place]) -> Iterator[ImportedComment]:
        for at in range(0, len(places), READ_AT_ONCE):
            some = places[at : at + READ_AT_ONCE]
            found = self._spool.comments(place.number for place in some)
            for place in some:
                if place.is_lifted:
                    self._report.note("comment_lifted")
                yield _imported(found[place.number], place)


def _imported(comment: ArchiveComment, place: Place) -> ImportedComment:
    return ImportedComment(
        source=place.source,
        article=place.article,
        text=markdown_of(comment.text),
        at=comment.at or place.article.published_at or place.article.created_at,
        parent_source=place.parent,
        guest_name=comment.author or ANONYMOUS,
        guest_email=comment.email,
        state=STATES.get(comment.approved, Comment.State.HELD),
    )


def _nearest(number: int, above: dict[int, int], kept: set[int]) -> int:
    """Return the nearest kept comment above, else 0; circles end at the top."""
    seen, parent = {number}, above[number]
    while parent and parent not in kept and parent not in seen:
        seen.add(parent)
        parent = above.get(parent, 0)
    return parent if parent in kept and parent not in seen else 0


def _measure(number: int, nearest: dict[int, int], depths: dict[int, int]) -> None:
    """Work out how deep a comment stands; the first of a circle is put at the top."""
    line: dict[int, None] = {}
    while number not in depths and number not in line:
        line[number] = None
        number = nearest[number]
    if number in line:
        nearest[next(reversed(line))] = 0
    for each in reversed(line):
        depths[each] = depths.get(nearest[each], 0) + 1
