"""The words of a text as the index keeps them and as readers look for them.

Both databases get ready words, parted by spaces, and so find the same: their own tokenisers fold
differently (SQLite's leaves ß and the marks of Arabic, PostgreSQL's unaccent knows Latin above all,
and neither parts Chinese or Japanese). Words are kept as they are written, without stemming: a
publication may mix languages in one piece, and the beginnings of words find most of their forms.
"""

import re
import unicodedata
from functools import lru_cache

LONGEST = 60  # characters of a word that count

# Scripts that write without spaces: a run of them is kept as its overlapping pairs of characters.
DENSE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
)
_PART = re.compile(rf"[{DENSE}]+|[^{DENSE}]+")
_DENSE = re.compile(rf"[{DENSE}]")

# Letters that people type in another way, and that no decomposition of Unicode leads to.
_LIKE = {
    "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i",
    "ŧ": "t", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ـ": "", "ʼ": " ",
}  # fmt: skip
_SPACE_WITHOUT_WIDTH = "\u200b"
_POINTS = range(10, 37)  # combining classes of the vowel points of Hebrew, Arabic and Syriac
_ACCENTS = 200  # combining classes from here on: above, below, through a letter


class _Folded(dict[int, str]):
    """What each character becomes: letters and digits in one plain form, all else a space."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


def _fold(character: str) -> str:
    if character == _SPACE_WITHOUT_WIDTH:
        return " "
    parted = unicodedata.normalize("NFKD", character.casefold()).casefold()
    kept = unicodedata.normalize("NFC", "".join(one for one in parted if not _is_dropped(one)))
    return "".join(_LIKE.get(one, one if _is_of_words(one) else " ") for one in kept)


def _is_dropped(character: str) -> bool:
    """Accents, points, and what only tells how to draw the letters beside it."""
    category = unicodedata.category(character)
    if category != "Mn":
        return category in ("Cf", "Me")
    place = unicodedata.combining(character)
    is_selector = "\ufe00" <= character <= "\ufe0f" or character >= "\U000e0100"
    return place == 1 or place in _POINTS or place >= _ACCENTS or is_selector


def _is_of_words(character: str) -> bool:
    return unicodedata.category(character)[0] in "LNM"


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return ``text`` in plain letters and digits: no case, no accents, spaces between words."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDED)


def words_of(text: str) -> list[str]:
    """Return the words in their order: ``Straße, 東京都`` gives strasse, 東京, 京都 and 都."""
    folded = fold(text)
    if not _DENSE.search(folded):
        return [run[:LONGEST] for run in folded.split()]
    return [word for run in folded.split() for word in _words_in(run)]


def _words_in(run: str) -> list[str]:
    return [
        word
        for part in _PART.findall(run)
        for word in (pairs_of(part) if is_dense(part) else [part[:LONGEST]])
    ]


def is_dense(run: str) -> bool:
    return bool(run) and _DENSE.match(run) is not None


def pairs_of(run: str) -> list[str]:
    """Return a word for each character: it and the next, and at the end the last alone."""
    return [run[at : at + 2] for at in range(len(run))]


@lru_cache(maxsize=50_000)
def words_of_run(run: str) -> tuple[str, ...]:
    """``words_of`` for one run of letters; the same ones come again and again."""
    return tuple(words_of(run))
