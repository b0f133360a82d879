"""The words of a piece, folded so that their forms meet, in whatever language it is."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

STEM = 6  # letters: what most forms of a word share, in any script; measured, not believed
LONGEST_TEXT = 200_000  # characters looked at
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|[’'](?=[^\W\d_]))*")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")


def fold(word: str) -> str:
    """Return the beginning of a word without case, accents or what follows an apostrophe."""
    bare = unicodedata.normalize("NFKD", word.casefold())
    plain = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return re.split(r"[’']", plain, maxsplit=1)[0][:STEM]


def words_in(text: str) -> Iterator[str]:
    """Yield the words; where none are parted by spaces, each pair of neighbouring characters."""
    for match in _WORD.finditer(text[:LONGEST_TEXT]):
        word = match[0]
        if _CJK.match(word):
            yield from (word[at : at + 2] for at in range(max(1, len(word) - 1)))
        elif len(word) > 1:
            yield word


@dataclass(slots=True)
class Words:
    """How often each stem stands in a piece, and the form in which it stands there first."""

    counts: dict[str, float] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)

    @property
    def length(self) -> float:
        return sum(self.counts.values())

    def add(self, text: str, times: float = 1) -> None:
        """Count the words of ``text``; each as often as ``times`` says."""
        for word in words_in(text):
            stem = fold(word)
            if stem:
                self.counts[stem] = self.counts.get(stem, 0) + times
                self.forms.setdefault(stem, word)
