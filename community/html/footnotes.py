"""Footnotes: one form for those that editors write and those that come from elsewhere.

A reference is ``<sup><a id="fnref-x" href="#fn-x">1</a></sup>``; the notes are the last block,
``<ol class="footnotes"><li id="fn-x">…</li></ol>``, each with a way back. Ids stay; numbers and
order follow the references.
"""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from community.html.blocks import Block, pieces_of, split_blocks

BACK = "\u21a9\ufe0e"  # an arrow, and that it is no emoji
_SIGNS = r"[\s\[\](){}.,:*†‡§¶#^]*"
_MARK = re.compile(rf"{_SIGNS}\d{{0,4}}{_SIGNS}")
_MARK_IN_SUP = re.compile(rf"{_SIGNS}(?:\d{{1,4}}|[a-z]{{0,2}}){_SIGNS}")
_WORDS = r"(?:</?(?:sup|b|strong|em|i|small)>|[^<])*"
_LINK = r"<a (?:[^<>]* )?href=\"#fn-(?P<%s>[a-z0-9-]+)\"[^<>]*>(?P<%s>" + _WORDS + ")</a>"
_REFERENCE = re.compile(
    rf"<sup(?: [^<>]*)?>\s*{_LINK % ('one', 'in_sup')}\s*</sup>|{_LINK % ('two', 'bare')}"
)
_BACK = re.compile(
    r"(?:\s|&nbsp;){0,8}(?:<sup>)?<a (?:[^<>]* )?href=\"#fnref-[a-z0-9-]+\"[^<>]*>"
    r"(?:</?(?:sup|b|strong|em|i|small)>|[^<\w]|\d)*</a>(?:</sup>)?"
)
_ID = re.compile(r" id=\"([^\"]*)\"")
_REFERENCE_AS_STORED = re.compile(
    r"<sup><a id=\"fnref-[a-z0-9-]+\" href=\"#fn-[a-z0-9-]+\">\d+</a></sup>"
)


@dataclass(slots=True)
class _Note:
    name: str  # without "fn-"; "" where it has none
    opening: str
    inner: str
    number: int = 0  # 0 while nothing points to it
    references: list[str] = field(default_factory=list)  # their ids, in order


def with_footnotes(html: str) -> str:
    """Bring the footnotes of clean HTML into their form; doing so twice changes nothing."""
    if "footnotes" not in html:
        return html
    text, lists = list[Block](), list[Block]()
    for block in split_blocks(html):
        (lists if is_notes(block) else text).append(block)
    if not lists:
        return html
    notes = [note for block in lists for note in _notes_of(block) if _has_words(note.inner)]
    running = "\n".join(block.html for block in text)
    running = _Numbering(notes, running).numbered(running)
    notes.sort(key=lambda note: note.number or len(html))
    if not notes:
        return running
    opening = re.sub(r" start=\"\d+\"", "", lists[0].html[: lists[0].html.index(">") + 1])
    return f"{running}\n{opening}{''.join(_drawn(note) for note in notes)}</ol>".strip()


def without_footnotes(html: str) -> str:
    """Return stored text without its notes and what points to them."""
    if "footnotes" not in html:
        return without_dead_references(html)
    kept = (block.html for block in split_blocks(html) if not is_notes(block))
    return _REFERENCE_AS_STORED.sub("", "\n".join(kept))


def without_dead_references(html: str) -> str:
    """Return stored text; where it has no notes at all, nothing points to any."""
    if 'id="fnref-' not in html or 'class="footnotes"' in html:
        return html
    return _REFERENCE_AS_STORED.sub("", html)


def is_notes(block: Block) -> bool:
    return block.tag == "ol" and block.attributes.get("class") == "footnotes"


def _notes_of(block: Block) -> Iterator[_Note]:
    """Yield the items of a list of notes; whatever stands between them is an item of its own."""
    depth, opening, run = -1, "<li>", list[str]()
    for piece in pieces_of(block.html):
        depth += piece.step if not piece.closes else 0
        is_item = piece.tag == "li" and depth == 1
        if is_item or (depth == 0 and piece.closes):
            yield _note(opening, "".join(run))
            opening, run = piece.html if is_item and not piece.closes else "<li>", []
        elif depth > 0 or not piece.tag:
            run.append(piece.html)
        depth += piece.step if piece.closes else 0


def _note(opening: str, inner: str) -> _Note:
    name = re.search(r" id=\"fn-([a-z0-9-]+)\"", opening)
    return _Note(name[1] if name else "", opening, _BACK.sub("", inner).strip())


def _has_words(html: str) -> bool:
    return bool(re.sub(r"<[^<>]*>|&nbsp;|\s", "", html)) or "<img " in html


def _is_ours(match: re.Match[str]) -> bool:
    return ' id="fnref-' in match[0]


def _is_reference(match: re.Match[str]) -> bool:
    """Whether a link to a note is its mark, and not words about it."""
    words = entities.unescape(re.sub(r"<[^<>]*>", "", match["in_sup"] or match["bare"] or ""))
    mark = _MARK_IN_SUP if match["one"] else _MARK
    return _is_ours(match) or mark.fullmatch(words) is not None


class _Numbering:
    """Numbers the references by their order; one whose note is gone goes with it."""

    def __init__(self, notes: list[_Note], text: str) -> None:
        self.notes = {note.name: note for note in notes if note.name}
        rest = _REFERENCE.sub(lambda found: "" if _is_reference(found) else found[0], text)
        inside = "".join(note.opening + note.inner for note in notes)
        self.ids = set(_ID.findall(rest + inside))
        self.taken = self.ids | {f"fnref-{name}" for name in self.notes}
        self.count = 0

    def numbered(self, text: str) -> str:
        return _REFERENCE.sub(self._one, text)

    def _one(self, match: re.Match[str]) -> str:
        name = match["one"] or match["two"]
        if not _is_reference(match):
            return match[0]
        if name not in self.notes:
            return "" if _is_ours(match) and f"fn-{name}" not in self.ids else match[0]
        note = self.notes[name]
        if not note.number:
            self.count += 1
            note.number = self.count
        note.references.append(self._anchor(note))
        return f'<sup><a id="{note.references[-1]}" href="#fn-{name}">{note.number}</a></sup>'

    def _anchor(self, note: _Note) -> str:
        """Return the id of a reference: the first that of its note, others a number more."""
        first = f"fnref-{note.name}"
        if not note.references and first not in self.ids:
            return first
        count = len(note.references) + 1
        while (anchor := f"fnref-{note.name[:50]}-{count}") in self.taken:
            count += 1
        self.taken.add(anchor)
        return anchor


def _drawn(note: _Note) -> str:
    ways = [
        f'<a href="#{anchor}">{BACK}{at if at > 1 else ""}</a>'
        for at, anchor in enumerate(note.references, start=1)
    ]
    back = f" {' '.join(ways)}" if ways else ""
    inside = note.inner.removesuffix("</p>")
    return f"{note.opening}{inside}{back}{note.inner[len(inside) :]}</li>"
