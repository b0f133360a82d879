"""Pure functions on the clean text of articles: preview, contents, pieces, paid links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlsplit

from community.html import Block, count_words, plain_text, split_blocks
from community.html.blocks import blocks_of, pieces_of

PREVIEW_WORDS = 150
FEWEST_WORDS = 20  # shorter texts have nothing to keep back
PREVIEW_SHARE = 3  # at most a third of the text
CONTENTS_FROM = 4  # headings
HEADINGS = ("h2", "h3", "h4")

_LINK = re.compile(r"<a (?:[^<>]*? )?href=\"(https?://[^\"]+)\"", re.IGNORECASE)


def preview_of(body: str) -> str:
    """Return the opening blocks: at least one, about 150 words, at most a third of the text.

    An opening block that is longer is cut: a text of one paragraph is not given away with it.
    """
    most = max(FEWEST_WORDS, min(PREVIEW_WORDS, count_words(body) // PREVIEW_SHARE))
    taken, words, has_text = list[str](), 0, False
    for block in blocks_of(pieces_of(body)):
        if block.related:
            continue
        count = count_words(block.html)
        words += count
        if words > most:
            cut = [] if has_text else [_beginning(block, most - words + count, count)]
            return "\n".join([*taken, *cut])
        taken.append(block.html)
        has_text = has_text or block.tag not in HEADINGS
    return "\n".join(taken)


def _beginning(block: Block, most: int, count: int) -> str:
    """Return the first words of a block, in proportion: not every script parts its words."""
    text = " ".join(plain_text(block.html).split())
    cut = text[: len(text) * most // count]
    return f"<p>{escape(cut.rpartition(' ')[0] or cut, quote=False)}…</p>"


def contents_of(body: str) -> list[tuple[str, str]]:
    """Return (id, words) of each heading of the second level; nothing where there are few."""
    headings = [
        (block.id, plain_text(block.html)) for block in split_blocks(body) if block.tag == "h2"
    ]
    return headings if len(headings) >= CONTENTS_FROM else []


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


def cut_at_see_also(body: str, unplaced: Sequence[str] = ()) -> list[Part]:
    """Cut the text at its see-also and before the first paid link.

    Those of ``unplaced`` that the text does not place stand between its sections, spread evenly;
    where there are more than sections, behind the text.
    """
    blocks = split_blocks(body)
    placed = {block.related for block in blocks}
    waiting = [uuid for uuid in unplaced if uuid not in placed]
    before = _spread(waiting, _gaps(blocks), len(blocks))
    parts = list[Part]()
    for number, block in enumerate(blocks):
        parts += [Part(related=uuid) for uuid in before.get(number, ())]
        parts.append(Part(related=block.related) if block.related else Part(block.html))
    parts += [Part(related=uuid) for uuid in before.get(len(blocks), ())]
    return list(_joined(parts))


def _gaps(blocks: list[Block]) -> list[int]:
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


def _joined(parts: Iterable[Part]) -> Iterator[Part]:
    """Put neighbouring text together again, but begin anew at the first paid link."""
    run, is_disclosed, is_first = list[str](), False, False
    for part in parts:
        begins = not is_disclosed and has_paid_links(part.html)
        if run and (begins or part.related):
            yield Part("\n".join(run), is_first_paid=is_first)
            run, is_first = [], False
        is_disclosed, is_first = is_disclosed or begins, is_first or begins
        if part.related:
            yield part
        else:
            run.append(part.html)
    if run:
        yield Part("\n".join(run), is_first_paid=is_first)


# -- Links that are paid for -----------------------------------------------------------------------


def is_paid(address: str, hosts: frozenset[str]) -> bool:
    """Whether the link leads to one of ``hosts`` or to a name under one."""
    try:
        host = (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:  # No address at all, such as http://[@example.org/
        return False
    parts = host.split(".")
    return any(".".join(parts[at:]) in hosts for at in range(len(parts)))


def mark_paid_links(html: str, hosts: frozenset[str]) -> str:
    """Give every paid link ``rel="sponsored noopener"``, wherever it stands."""
    if not hosts:
        return html

    def marked(match: re.Match[str]) -> str:
        return f'{match[0]} rel="sponsored noopener"' if is_paid(match[1], hosts) else match[0]

    return _LINK.sub(marked, html)


def has_paid_links(html: str) -> bool:
    """Whether ``mark_paid_links`` found any."""
    return 'rel="sponsored noopener"' in html
