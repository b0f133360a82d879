"""Marked excerpts: where the words that were looked for stand in a text.

What is returned is plain text in parts, some of them marked: the template escapes each like any
other text and puts the marks around. No HTML is built here, so no text can pass for a mark.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from articles.search.query import Phrase, Query
from articles.search.words import LONGEST, fold, is_dense, words_of_run

LONGEST_TEXT = 60_000  # characters that are looked through
AROUND = 240  # characters of an excerpt
BEFORE = 60  # of them before the first mark

_RUN = re.compile(r"x+|d+")
_WORD = re.compile(r"[^ ]+")


Span = tuple[int, int]


class Mark(NamedTuple):
    start: int
    end: int
    phrase: int  # which of those that were looked for


@dataclass(frozen=True, slots=True)
class Part:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """``score`` is how many of the phrases that were looked for it shows."""

    parts: list[Part]
    score: int


class _Shape(dict[int, str]):
    """One letter for each character: part of a word, of a run without spaces, or neither."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        self[code] = shape = " " if folded.isspace() else "d" if is_dense(folded) else "x"
        return shape


class _Plain(dict[int, str]):
    """What each character is folded to, where that is one character or nothing but spaces."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        is_plain = len(folded) == 1 and not is_dense(folded)
        self[code] = plain = " " if folded.isspace() else folded if is_plain else _NOT_PLAIN
        return plain


_NOT_PLAIN = "\0"
_SHAPE, _PLAIN = _Shape(), _Plain()


def words_in(text: str) -> tuple[list[str], list[Span]]:
    """Return the words, and where each stands in the text.

    Most texts fold character by character, which is several times quicker.
    """
    plain = text.translate(_PLAIN)
    if _NOT_PLAIN in plain or not unicodedata.is_normalized("NFC", text):
        placed = list(words_by_run(text))
        return [word for word, _span in placed], [span for _word, span in placed]
    words = [word[:LONGEST] for word in plain.split(" ") if word]
    return words, [run.span() for run in _WORD.finditer(plain)]


def words_by_run(text: str) -> Iterator[tuple[str, Span]]:
    for run in _RUN.finditer(text.translate(_SHAPE)):
        start, end = run.span()
        words = words_of_run(text[start:end])
        if run[0][0] == "d" and len(words) == end - start:
            for at, word in enumerate(words, start):
                yield word, (at, at + len(word))
        else:
            for word in words:
                yield word, (start, end)


def marks_in(text: str, query: Query) -> list[Mark]:
    """Return where each phrase stands, in order."""
    if not query.wanted:
        return []
    words, spans = words_in(text)
    firsts = tuple(phrase.words[0] for phrase in query.wanted)
    return [
        Mark(spans[at][0], end_of(phrase, spans[at + len(phrase.words) - 1]), number)
        for at, word in enumerate(words)
        if word.startswith(firsts)
        for number, phrase in enumerate(query.wanted)
        if phrase.stands_at(at, words)
    ]


def end_of(phrase: Phrase, last: Span) -> int:
    """A mark covers whole words, but of a run without spaces only what was looked for."""
    word = phrase.words[-1]
    return min(last[1], last[0] + len(word)) if is_dense(word) else last[1]


def marked(text: str, query: Query) -> Excerpt:
    """Return the whole of a short text, with its marks."""
    marks = marks_in(text, query)
    return Excerpt(parts_of(text, 0, len(text), marks), len({mark.phrase for mark in marks}))


def excerpt_of(text: str, query: Query) -> Excerpt:
    """Return the lines around the place that shows most of what was looked for.

    ``text`` has a line for each block, as ``plain_text`` returns it.
    """
    text = text[:LONGEST_TEXT]
    marks = marks_in(text, query)
    first, last, score = best_place(marks, len(query.wanted))
    start, end = bounds(text, first, last)
    parts = parts_of(text, start, end, marks)
    if start:
        parts.insert(0, Part("… "))
    if end < len(text):
        parts.append(Part(" …"))
    return Excerpt([Part(one.text.replace("\n", " · "), one.is_marked) for one in parts], score)


def best_place(marks: Sequence[Mark], wanted: int) -> tuple[int, int, int]:
    """Return where the first run of marks with the most phrases begins and ends, and how many."""
    first, last, most, begin = 0, 0, 0, 0
    for at, mark in enumerate(marks):
        while mark.end - marks[begin].start > AROUND - BEFORE and begin < at:
            begin += 1
        shown = len({one.phrase for one in marks[begin : at + 1]})
        if shown > most:
            first, last, most = marks[begin].start, mark.end, shown
        if most == wanted:
            break
    return first, last, most


def bounds(text: str, first: int, last: int) -> tuple[int, int]:
    """Return where an excerpt that shows ``text[first:last]`` begins and ends.

    It begins and ends with whole words, and in the block of the marks if that is long enough.
    """
    start = max(first - BEFORE, text.rfind("\n", 0, first) + 1, 0)
    if start and text[start - 1] != "\n":
        space = text.find(" ", start, first)
        start = space + 1 if space >= 0 else start
    end = min(len(text), start + AROUND)
    block = text.find("\n", max(last, start + AROUND // 2), end)
    if block >= 0:
        end = block
    elif end < len(text):
        space = text.rfind(" ", last, end)
        end = space if space >= 0 else end
    return start, end


def parts_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> list[Part]:
    """Cut ``text[start:end]`` at the marks; those that overlap are one."""
    parts, at = list[Part](), start
    for first, last, _phrase in marks:
        begin, until = max(first, at), min(last, end)
        if begin >= until:
            continue
        if at == begin and parts and parts[-1].is_marked:
            parts[-1] = Part(parts[-1].text + text[begin:until], is_marked=True)
        else:
            parts += [Part(text[at:begin])] if at < begin else []
            parts.append(Part(text[begin:until], is_marked=True))
        at = until
    if at < end:
        parts.append(Part(text[at:end]))
    return parts
