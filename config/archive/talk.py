"""The comments under a piece, as the importer of comments takes them."""

from collections.abc import Iterator

from articles.models import Article
from comments.actions import ImportedComment
from comments.models import Comment
from config.archive.addresses import source_key
from config.archive.comment_text import markdown_of
from config.archive.items import ArchiveComment
from config.archive.report import Report
from config.archive.spool import Spool

AT_ONCE = 2000
STATES = {"1": Comment.State.PUBLISHED, "approve": Comment.State.PUBLISHED}
ANONYMOUS = "Anonymous"  # what WordPress itself shows


class Talk:
    """Reads a piece's comments from the spool, parents before answers."""

    def __init__(self, spool: Spool, report: Report, *, base: str) -> None:
        self._spool = spool
        self._report = report
        self._base = base

    def source(self, number: int) -> str:
        return source_key(self._base, "comment", number)

    def under(self, item: int, article: Article) -> Iterator[ImportedComment]:
        for number, parent, is_lifted in self._in_order(item):
            comment = self._spool.comment(number)
            if is_lifted:
                self._report.note("comment_lifted")
            yield self._imported(comment, parent, article)

    def _in_order(self, item: int) -> list[tuple[int, int, bool]]:
        """Return (id, nearest parent that was kept, whether that is another than written)."""
        rows = self._spool.all("SELECT id, parent, kept FROM comments WHERE item = ?", item)
        above = {number: parent for number, parent, _kept in rows}
        kept = {number for number, _parent, is_kept in rows if is_kept}
        nearest = {number: _nearest(number, above, kept) for number in kept}
        depths: dict[int, int] = {0: 0}
        for number in sorted(kept):
            _measure(number, nearest, depths)
        return [
            (number, nearest[number], nearest[number] != above[number])
            for number in sorted(kept, key=lambda each: (depths[each], each))
        ]

    def _imported(self, comment: ArchiveComment, parent: int, article: Article) -> ImportedComment:
        at = comment.at or article.published_at or article.created_at
        return ImportedComment(
            source=self.source(comment.id),
            article=article,
            text=markdown_of(comment.text),
            at=at,
            parent_source=self.source(parent) if parent else "",
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
