"""Cut clean HTML, as nh3 serialises it, into tags and into the blocks of its top level."""

import html as entities
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

VOID = frozenset({"br", "hr", "img", "col"})
_BLOCKS = (
    "p h2 h3 h4 ul ol li dl dt dd blockquote figure figcaption table caption thead"
    " tbody tfoot tr th td pre aside hr"
)
BLOCKS = frozenset(_BLOCKS.split())

_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>|[^<]+"
)
_ANY_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s+[a-z-]+=\"[^\"]*\")*\s*/?>")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")


@dataclass(frozen=True, slots=True)
class Block:
    """A block at the top level of clean HTML; ``tag`` is "" for loose text."""

    tag: str
    attributes: dict[str, str]
    html: str

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def related(self) -> str:
        """The uuid of a see-also's target, else ""."""
        return self.attributes.get("data-related", "") if self.tag == "aside" else ""

    @property
    def is_empty(self) -> bool:
        return not (
            self.related or self.tag == "hr" or "<img " in self.html or _has_words(self.html)
        )


def _has_words(html: str) -> bool:
    """Whether ``plain_text`` would return anything, for much less."""
    return bool(_ANY_TAG.sub("", html).replace("&nbsp;", " ").strip())


class Piece(NamedTuple):
    """A tag or a run of text of serialised HTML, and how deep it stands."""

    html: str
    tag: str = ""
    closes: bool = False
    attributes: str = ""

    @property
    def step(self) -> int:
        """What it adds to the depth."""
        if not self.tag or self.tag in VOID:
            return 0
        return -1 if self.closes else 1

    def attribute(self, name: str) -> str:
        pairs: list[tuple[str, str]] = _ATTRIBUTE.findall(self.attributes)
        return dict(pairs).get(name, "")


def pieces_of(html: str) -> Iterator[Piece]:
    """Cut serialised HTML, as nh3 writes it, into tags and text."""
    for match in _TAG.finditer(html):
        close, tag, attributes = match.groups()
        if tag is None:
            yield Piece(match[0])
        else:
            yield Piece(match[0], tag, bool(close), attributes.strip())


def blocks_of(pieces: Iterable[Piece]) -> Iterator[Block]:
    """Gather pieces into the blocks of the top level; loose text and inline tags stay together."""
    depth, run, first = 0, list[Piece](), Piece("")
    for piece in pieces:
        if not depth and (piece.tag in BLOCKS or first.tag in BLOCKS):
            yield from _block(run, first)
            run, first = [], piece
        run.append(piece)
        if piece.tag:
            depth = max(0, depth + piece.step)
    yield from _block(run, first)


def _block(run: list[Piece], first: Piece) -> Iterator[Block]:
    html = "".join(piece.html for piece in run).strip()
    if first.tag in BLOCKS:
        attributes = {
            name: entities.unescape(v) for name, v in _ATTRIBUTE.findall(first.attributes)
        }
        yield Block(first.tag, attributes, html)
    elif html:
        yield Block("", {}, html)


def split_blocks(html: str) -> list[Block]:
    """Cut clean HTML into the blocks of its top level."""
    return list(blocks_of(pieces_of(html)))
