"""Pure functions on the clean text of articles: preview, contents, pieces, paid links."""

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from community.html import Block, count_words, plain_text, split_blocks

PREVIEW_WORDS = 150
PREVIEW_SHARE = 3  # at most a third of the text
CONTENTS_FROM = 4  # headings

_LINK = re.compile(r"<a (?:[^<>]*? )?href=\"(https?://[^\"]+)\"", re.IGNORECASE)


def preview_of(body: str) -> str:
    """Return the opening blocks: at least one, about 150 words, at most a third of the text."""
    most = min(PREVIEW_WORDS, count_words(body) // PREVIEW_SHARE)
    taken, words = list[str](), 0
    for block in split_blocks(body):
        if block.related:
            continue
        words += count_words(block.html)
        if taken and words > most:
            break
        taken.append(block.html)
    return "\n".join(taken)


def contents_of(body: str) -> list[tuple[str, str]]:
    """Return (id, words) of each heading of the second level; nothing where there are few."""
    headings = [
        (block.id, plain_text(block.html)) for block in split_blocks(body) if block.tag == "h2"
    ]
    return headings if len(headings) >= CONTENTS_FROM else []


def see_also_in(body: str) -> list[str]:
    """Return the uuids of the pieces that the text points to, in order, each once."""
    return list(dict.fromkeys(block.related for block in split_blocks(body) if block.related))


def cut_at_see_also(body: str, unplaced: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Cut the text at its see-also; return pairs (HTML, "") and ("", uuid) in reading order.

    Those of ``unplaced`` that the text does not place stand between its sections, spread evenly;
    where there are no sections, behind the text.
    """
    blocks = split_blocks(body)
    placed = {block.related for block in blocks}
    waiting = [uuid for uuid in unplaced if uuid not in placed]
    before = _spread(waiting, _gaps(blocks), len(blocks))
    cut = list[tuple[str, str]]()
    for number, block in enumerate(blocks):
        cut += [("", uuid) for uuid in before.get(number, ())]
        cut.append(("", block.related) if block.related else (block.html, ""))
    cut += [("", uuid) for uuid in before.get(len(blocks), ())]
    return _joined(cut)


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


def _joined(cut: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put neighbouring HTML together again."""
    joined = list[tuple[str, str]]()
    for html, uuid in cut:
        if html and joined and joined[-1][0]:
            joined[-1] = (f"{joined[-1][0]}\n{html}", "")
        else:
            joined.append((html, uuid))
    return joined


# -- Links that are paid for -----------------------------------------------------------------------


def is_paid(address: str, hosts: frozenset[str]) -> bool:
    """Whether the link leads to one of ``hosts`` or to a name under one."""
    host = (urlsplit(address).hostname or "").rstrip(".")
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
