"""A text in parts: its contents, its see-also, and where the note on paid links stands."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from articles.html.paid_links import NO_LINKS_PAID, PaidLinks, has_paid_links, mark_paid_links
from community.html import Block, plain_text, split_blocks, without_dead_references
from community.html.footnotes import is_notes

CONTENTS_FROM = 4  # headings
KEPT_AT_HAND = 128  # texts, some 30 KB each


@lru_cache(maxsize=KEPT_AT_HAND)
def _blocks_of(body: str) -> tuple[Block, ...]:
    """Cut a text once for all who read it; the text itself is the key, so nothing goes stale."""
    return tuple(split_blocks(body))


@lru_cache(maxsize=KEPT_AT_HAND)
def contents_of(body: str) -> tuple[tuple[str, str], ...]:
    """Return (id, words) of each heading of the second level; nothing where there are few."""
    headings = tuple(
        (block.id, plain_text(block.html)) for block in _blocks_of(body) if block.tag == "h2"
    )
    return headings if len(headings) >= CONTENTS_FROM else ()


def see_also_in(body: str) -> list[str]:
    """Return the uuids of the pieces that the text points to, in order, each once."""
    return list(dict.fromkeys(block.related for block in split_blocks(body) if block.related))


@dataclass(frozen=True, slots=True)
class Part:
    """A run of the text, or the uuid of a see-also that stands between two.

    ``is_first_paid``: it begins with the block that carries the first paid link.
    """

    html: str = ""
    related: str = ""
    is_first_paid: bool = False


@lru_cache(maxsize=KEPT_AT_HAND)
def cut_at_see_also(
    body: str, unplaced: tuple[str, ...] = (), paid: PaidLinks = NO_LINKS_PAID
) -> tuple[Part, ...]:
    """Cut the text at its see-also and before the first paid link; paid links are marked.

    Those of ``unplaced`` that the text does not place stand between its sections, spread evenly;
    where there are more than sections, behind the text and before its notes.
    """
    blocks = _blocks_of(without_dead_references(body))
    placed = {block.related for block in blocks}
    waiting = [uuid for uuid in unplaced if uuid not in placed]
    end = len(blocks) - (1 if blocks and is_notes(blocks[-1]) else 0)
    before = _spread(waiting, _gaps(blocks), end)
    parts = list[Part]()
    for number, block in enumerate(blocks):
        parts += [Part(related=uuid) for uuid in before.get(number, ())]
        parts.append(Part(related=block.related) if block.related else Part(block.html))
    parts += [Part(related=uuid) for uuid in before.get(len(blocks), ())]
    return tuple(_joined(parts, paid))


def _gaps(blocks: Sequence[Block]) -> list[int]:
    """Return the numbers of the headings that a see-also may stand before."""
    return [
        number
        for number, block in enumerate(blocks)
        if block.tag == "h2" and number and not blocks[number - 1].related
    ]


def _spread(uuids: list[str], gaps: list[int], end: int) -> dict[int, list[str]]:
    """Give each gap at most one, as far apart as they go; the rest stands behind the text."""
    places, fitting = dict[int, list[str]](), uuids[: len(gaps)]
    for number, uuid in enumerate(fitting):
        at = gaps[(2 * number + 1) * len(gaps) // (2 * len(fitting))]
        places.setdefault(at, []).append(uuid)
    if len(uuids) > len(fitting):
        places[end] = uuids[len(fitting) :]
    return places


def _joined(parts: Iterable[Part], paid: PaidLinks) -> Iterator[Part]:
    """Put neighbouring text together again, but begin anew at the first paid link."""
    run, is_disclosed, is_first = list[str](), False, False
    for part in parts:
        html = mark_paid_links(part.html, paid)
        begins = not is_disclosed and has_paid_links(html)
        if run and (begins or part.related):
            yield Part("\n".join(run), is_first_paid=is_first)
            run, is_first = [], False
        is_disclosed, is_first = is_disclosed or begins, is_first or begins
        if part.related:
            yield part
        else:
            run.append(html)
    if run:
        yield Part("\n".join(run), is_first_paid=is_first)
