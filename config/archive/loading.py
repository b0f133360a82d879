"""The second pass: write what the spool holds, a batch at a time. It may stop between any two."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.actions import (
    ImportedArticle,
    import_articles,
    import_page,
    import_related_stories,
)
from articles.models import Article, OldAddress
from comments.actions import close_imported_discussions, import_comments
from comments.html import tidy_text
from comments.models import Comment
from config.archive.pictures import Library
from config.archive.pieces import Maker
from config.archive.places import Places
from config.archive.plan import add_links, find_stories, remember_open_links, settle
from config.archive.reading import Archive
from config.archive.report import Report
from config.archive.sorting import Sorter
from config.archive.spool import Piece, Spool
from config.archive.talk import Place, Talk
from config.archive.uploads import Uploads

BATCH = 100
COMMENTS_AT_ONCE = 2000
T = TypeVar("T")


class Stopped(Exception):  # noqa: N818  # nothing went wrong
    """Somebody asked to stop; what was written is whole, the rest comes with the next run."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(done, total)
        self.done = done
        self.total = total


class Watch(NamedTuple):
    """How a run talks to the person who started it."""

    progress: Callable[[int, int], None]
    is_stopping: Callable[[], bool]


class Loader:
    def __init__(
        self,
        spool: Spool,
        archive: Archive,
        report: Report,
        *,
        uploads: Uploads,
        watch: Watch,
        dry_run: bool,
    ) -> None:
        base = archive.site.base_url
        library = Library(spool, uploads, report, base=base, dry_run=dry_run)
        self._spool = spool
        self._report = report
        self._watch = watch
        self._dry_run = dry_run
        self._places = Places(spool, archive.site, library)
        self._sorter = Sorter(archive, report, dry_run=dry_run)
        self._maker = Maker(self._places, self._sorter, report, began_at=timezone.now())
        self._talk = Talk(spool, report, base=base)
        self._done = 0

    def run(self) -> None:
        """Write all that is not here yet. Raises ``Stopped``."""
        settle(self._spool, self._report)
        total = self._spool.count("pieces")
        if self._spool.count("pieces WHERE NOT is_here"):
            find_stories(self._spool, self._places)
            remember_open_links(self._spool, self._places)
        self._step(0, total)
        for kind, load in (("page", self._load_pages), ("post", self._load_articles)):
            for batch in self._spool.batches(kind, BATCH):
                load(batch)
                self._step(len(batch), total)
        self._count_rest()

    def _step(self, count: int, total: int) -> None:
        self._done += count
        self._watch.progress(self._done, total)
        if self._done < total and self._watch.is_stopping():
            raise Stopped(self._done, total)

    # -- Pages -------------------------------------------------------------------------------------

    def _load_pages(self, batch: list[Piece]) -> None:
        for piece in batch:
            if piece.is_here:
                self._report.note("known")
                continue
            page = self._maker.page(piece, self._spool.post(piece.item))
            self._count_addresses(page.addresses)
            if not self._dry_run:
                import_page(page)
            self._report.take("page")
            self._report.take("page_hidden", page.published_at is None)

    # -- Articles ----------------------------------------------------------------------------------

    def _load_articles(self, batch: list[Piece]) -> None:
        new = [piece for piece in batch if not piece.is_here]
        items: list[ImportedArticle] = []
        closed: set[str] = set()
        for piece in new:
            post = self._spool.post(piece.item)
            item, findings = self._maker.article(piece, post)
            add_links(self._spool, piece.uuid, findings.see_also, findings.continued_by)
            items.append(item)
            closed |= set() if post.comments_open else {piece.source}
            self._count_article(item, is_private=post.status == "private")
        self._write(items, closed)
        self._write_comments(batch, known=self._known(batch))

    def _write(self, items: list[ImportedArticle], closed: set[str]) -> None:
        """Write the pieces of a batch and the links that are complete with it, all or nothing."""
        if not items:
            return
        self._report.take("discussion_closed", len(closed))
        self._count_addresses(address for item in items for address in item.addresses)
        uuids = [str(item.uuid) for item in items]
        links = self._complete_links(uuids)
        if self._dry_run:
            return
        with transaction.atomic():
            articles = import_articles(items)
            close_imported_discussions(
                article for article in articles if article.imported_from in closed
            )
            import_related_stories(
                [link[:3] for link in links if link[2] != "see_also"],
                in_text=[link[:2] for link in links if link[2] == "see_also"],
            )

    def _complete_links(self, uuids: list[str]) -> list[tuple[UUID, UUID, str]]:
        """Take the links out of the spool whose ends are both there once ``uuids`` are."""
        self._spool.change_many(
            "UPDATE pieces SET is_here = 2 WHERE uuid = ?", ((uuid,) for uuid in uuids)
        )
        marks = ",".join("?" * len(uuids))
        touched = f"(origin IN ({marks}) OR target IN ({marks}))"
        # What is no piece of the archive was found on the site.
        there = "(SELECT coalesce(max(is_here), 1) FROM pieces WHERE uuid = links.{})"
        both = f"{touched} AND {there.format('origin')} AND {there.format('target')}"
        rows = self._spool.all(
            f"SELECT origin, target, kind FROM links WHERE {both} ORDER BY rowid",  # noqa: S608
            *uuids,
            *uuids,
        )
        self._spool.change(f"DELETE FROM links WHERE {both}", *uuids, *uuids)  # noqa: S608
        for _origin, _target, kind in rows:
            self._report.take(kind)
        return [(UUID(origin), UUID(target), kind) for origin, target, kind in rows]

    def _known(self, batch: list[Piece]) -> dict[str, Article]:
        """Return the articles of a batch as they are here now."""
        if self._dry_run:
            batch = [piece for piece in batch if piece.is_here]
        known = Article.objects.in_bulk_by_source(piece.source for piece in batch)
        for piece in batch:
            if piece.is_here:
                self._report.note("known")
                self._note_change(piece, known[piece.source])
        return known

    def _note_change(self, piece: Piece, article: Article) -> None:
        """Say when WordPress has a later text than the one that was taken."""
        taken_at, changed_at = article.discussion_age_from, self._spool.changed_at(piece.item)
        if taken_at and changed_at and changed_at > taken_at:
            self._report.note("known_changed", article.title)

    # -- Comments ----------------------------------------------------------------------------------

    def _write_comments(self, batch: list[Piece], *, known: dict[str, Article]) -> None:
        places = (
            place
            for piece in batch
            for place in self._talk.places(piece.item, known.get(piece.source) or Article())
        )
        for chunk in _chunks(places, COMMENTS_AT_ONCE):
            self._write_chunk(chunk)

    def _write_chunk(self, chunk: list[Place]) -> None:
        sources = [place.source for place in chunk]
        here = set(
            Comment.objects.filter(imported_from__in=sources).values_list(
                "imported_from", flat=True
            )
        )
        self._report.leave("comment_known", len(here))
        rows = list(self._talk.imported([each for each in chunk if each.source not in here]))
        new = [row for row in rows if tidy_text(row.text)]
        self._report.leave("comment_empty", len(rows) - len(new))
        for comment in new:
            self._report.take(f"comment_{comment.state}")
        if new and not self._dry_run:
            import_comments(new)

    # -- Counting ----------------------------------------------------------------------------------

    def _count_article(self, item: ImportedArticle, *, is_private: bool) -> None:
        self._report.take(f"article_{item.state}")
        self._report.take("article_members", item.access == "members")
        self._report.take("article_lead", item.is_lead)
        self._report.take("article_private", is_private)
        self._report.take("story", item.kind == Article.Kind.STORY)

    def _count_addresses(self, addresses: Iterable[str]) -> None:
        wanted = list(addresses)
        taken = set(OldAddress.objects.filter(address__in=wanted).values_list("address", flat=True))
        self._report.take("old_address", len(wanted) - len(taken))
        for address in taken:
            self._report.note("address_taken", address)

    def _count_rest(self) -> None:
        if self._report.is_nothing_new:
            return
        self._sorter.count_unused()
        self._sorter.count_unheard()
        for title in self._spool.unused_attachments():
            self._report.note("picture_unused", title)


def _chunks(rows: Iterator[T], size: int) -> Iterator[list[T]]:
    while chunk := list(islice(rows, size)):
        yield chunk
