"""Between the passes: what is here already, where each new piece will be, and which are stories."""

from collections.abc import Iterator
from uuid import NAMESPACE_URL, uuid5

from articles.models import Article, Page
from config.archive.cleaning import NOT_OVER, SEE_ALSO, clean_text
from config.archive.places import BlindFinder, Places
from config.archive.report import Report
from config.archive.spool import Piece, Spool

AT_ONCE = 500


def settle(spool: Spool, report: Report) -> None:
    """Give every piece of the spool its uuid and its slug, those of the site where it is here."""
    for kind, model in (("post", Article), ("page", Page)):
        for batch in spool.batches(kind, AT_ONCE):
            _settle_known(spool, batch, model)
        for batch in spool.batches(kind, AT_ONCE):
            _settle_new(spool, [piece for piece in batch if not piece.is_here], model, report)


def _settle_known(spool: Spool, batch: list[Piece], model: type[Article] | type[Page]) -> None:
    sources = [piece.source for piece in batch]
    here = {
        row.imported_from: row
        for row in model._default_manager.filter(imported_from__in=sources).defer("body")
    }
    for piece in batch:
        row = here.get(piece.source)
        if row is not None:
            uuid = str(getattr(row, "uuid", ""))
            spool.change(
                "UPDATE pieces SET is_here = 1, uuid = ?, slug = ? WHERE item = ?",
                *(uuid, row.slug, piece.item),
            )


def _settle_new(
    spool: Spool, batch: list[Piece], model: type[Article] | type[Page], report: Report
) -> None:
    wanted = dict(
        spool.all(
            f"SELECT item, wanted_slug FROM pieces WHERE item IN ({','.join('?' * len(batch))})",  # noqa: S608
            *(piece.item for piece in batch),
        )
    )
    taken = set(
        model._default_manager.filter(slug__in=wanted.values()).values_list("slug", flat=True)
    )
    for piece in batch:
        slug = next(
            each
            for each in _slugs(wanted[piece.item])
            if each not in taken
            and not spool.count("pieces WHERE type = ? AND slug = ?", piece.type, each)
            and (
                each == wanted[piece.item] or not model._default_manager.filter(slug=each).exists()
            )
        )
        if slug != wanted[piece.item]:
            report.note("slug_taken", slug)
        spool.change(
            "UPDATE pieces SET uuid = ?, slug = ? WHERE item = ?",
            *(str(uuid5(NAMESPACE_URL, piece.source)), slug, piece.item),
        )


def _slugs(wanted: str) -> Iterator[str]:
    yield wanted
    number = 2
    while True:
        yield f"{wanted}-{number}"
        number += 1


def find_stories(spool: Spool, places: Places) -> None:
    """Mark what continues another piece as a story, before anything is written."""
    for piece in _referring(spool, NOT_OVER):
        for uuid in leads_to(spool, places, piece)[1]:
            spool.change("UPDATE pieces SET is_story = 1 WHERE uuid = ?", uuid)


def remember_open_links(spool: Spool, places: Places) -> None:
    """Note what pieces that are here already point to and what comes only now.

    After an import that was interrupted, or in a later export, such a link is still to be made.
    """
    for piece in _referring(spool, SEE_ALSO | NOT_OVER):
        if piece.is_here:
            see_also, stories = leads_to(spool, places, piece)
            body = Article.objects.values_list("body", flat=True).get(uuid=piece.uuid)
            in_text = [each for each in see_also if each in body]
            add_links(spool, piece.uuid, in_text, stories, only_new=True)


def _referring(spool: Spool, what: int) -> Iterator[Piece]:
    """Yield the posts whose text may hold lines of this kind."""
    for batch in spool.batches("post", AT_ONCE):
        items = spool.all(
            "SELECT item FROM pieces WHERE type = 'post' AND refers & ? AND item BETWEEN ? AND ?",
            *(what, batch[0].item, batch[-1].item),
        )
        chosen = {item for (item,) in items}
        yield from (piece for piece in batch if piece.item in chosen)


def leads_to(spool: Spool, places: Places, piece: Piece) -> tuple[list[str], list[str]]:
    """Return the uuids of a piece's see-also and of the stories that continue it."""
    finder = BlindFinder(places, piece)
    _html, findings = clean_text(spool.post(piece.item).content, finder=finder, own="/")
    return findings.see_also, findings.continued_by


def add_links(
    spool: Spool, uuid: str, see_also: list[str], stories: list[str], *, only_new: bool = False
) -> None:
    """Put links into the spool, to be written when both ends are there."""
    rows = [(uuid, target, "see_also", at) for at, target in enumerate(dict.fromkeys(see_also))]
    rows += [(story, uuid, "continues", 0) for story in stories]
    if only_new:
        rows = [row for row in rows if _is_new(spool, row[0]) or _is_new(spool, row[1])]
    spool.change_many("INSERT INTO links VALUES (?, ?, ?, ?)", rows)


def _is_new(spool: Spool, uuid: str) -> bool:
    return bool(spool.count("pieces WHERE uuid = ? AND NOT is_here", uuid))
