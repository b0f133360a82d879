"""What a reader typed, as words to find and words to leave out.

``ferry "last boat" -toll`` finds pieces with a word that begins with ferry and the phrase *last
boat*, and without a word that begins with toll. Nothing a reader types is an operator of the
database's own language: what is left of it here is plain words, and both dialects quote each.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.search.words import fold, is_dense, words_of

LONGEST_QUERY = 200  # characters
MOST_WANTED, MOST_UNWANTED = 8, 4  # phrases; each costs a walk through all that holds it
BEGINNING = 3  # letters; a shorter word stands for itself: "to" does not find "tomorrow"

_QUOTES = dict.fromkeys(map(ord, "“”„‟«»″＂「」『』"), '"')
_CHUNK = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:"(?P<quoted>[^"]*)"?|(?P<plain>[^\s"]+))')
_HANGUL = re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another; ``is_open``: the last may go on."""

    words: tuple[str, ...]
    is_open: bool

    @property
    def length(self) -> int:
        """In characters."""
        return sum(map(len, self.words))

    def stands_at(self, place: int, words: Sequence[str]) -> bool:
        """Whether the phrase begins at ``place`` in ``words``."""
        end = place + len(self.words)
        there = words[place:end]
        if len(there) < len(self.words) or tuple(there[:-1]) != self.words[:-1]:
            return False
        last = self.words[-1]
        return there[-1].startswith(last) if self.is_open else there[-1] == last

    def stands_in(self, words: Sequence[str]) -> bool:
        return any(self.stands_at(place, words) for place in range(len(words)))


@dataclass(frozen=True, slots=True)
class Query:
    """``is_shortened``: more was typed than is looked for."""

    wanted: tuple[Phrase, ...] = ()
    unwanted: tuple[Phrase, ...] = ()
    is_shortened: bool = False

    def fits(self, *fields: Sequence[str]) -> bool:
        """Whether a piece with these fields of words is found: the rule that both dialects keep."""

        def stands(phrase: Phrase) -> bool:
            return any(phrase.stands_in(words) for words in fields)

        return all(map(stands, self.wanted)) and not any(map(stands, self.unwanted))


def parse_query(text: str) -> Query:
    """Of very many words the longest are kept: they tell most of what is meant."""
    wanted, unwanted = list[Phrase](), list[Phrase]()
    for chunk in _CHUNK.finditer(text.translate(_QUOTES)):
        is_quoted = chunk["quoted"] is not None
        phrase = phrase_of(chunk["quoted"] or chunk["plain"] or "", is_quoted=is_quoted)
        if phrase is not None:
            (unwanted if chunk["minus"] else wanted).append(phrase)
    kept, kept_out = longest(wanted, MOST_WANTED), longest(unwanted, MOST_UNWANTED)
    is_shortened = len({*kept, *kept_out}) < len({*wanted, *unwanted})
    return Query(kept, kept_out, is_shortened)


def longest(phrases: Iterable[Phrase], most: int) -> tuple[Phrase, ...]:
    """Return the longest, each once, in the order in which they were typed."""
    each = list(dict.fromkeys(phrases))
    kept = set(sorted(each, key=lambda phrase: -phrase.length)[:most])
    return tuple(phrase for phrase in each if phrase in kept)


def phrase_of(text: str, *, is_quoted: bool) -> Phrase | None:
    """Return the words of one chunk as a phrase; None when it holds none.

    A run of Chinese, Japanese or Thai at its end may go on, and so lacks its last character alone.
    """
    words = words_of(text)
    if not words:
        return None
    last = fold(text).split()[-1]
    if is_dense(last[-1]):
        has_pair = len(words) > 1 and is_dense(last[-2:-1])
        return Phrase(tuple(words[:-1] if has_pair else words), is_open=not has_pair)
    is_open = len(words[-1]) >= BEGINNING or _HANGUL.match(words[-1]) is not None
    return Phrase(tuple(words), is_open=is_open and not is_quoted)
