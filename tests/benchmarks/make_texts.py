"""Texts of made-up words, as often as words are in a language (Zipf): the same for a number."""

import itertools
import random

_COMMONEST = "the of and to a in that is was he for it with as his on be at by"
_ONSETS = "b c d f g h j k l m n p r s t v w br cr dr fr gr pl pr st str th ch sh"
_CODAS = "n r s t l m nd st ng"
COMMONEST, ONSETS, VOWELS = (
    _COMMONEST.split(),
    _ONSETS.split(),
    ["a", "e", "i", "o", "u", "ai", "ea", "ou"],
)
CODAS = ["", "", *_CODAS.split()]
SIZE = 60_000  # words of the vocabulary


def vocabulary() -> list[str]:
    """The commonest first; frequent words are short, as they are in a language."""
    chance = random.Random(1)  # noqa: S311  # the same words every time
    words = dict.fromkeys(COMMONEST)
    while len(words) < SIZE:
        parts = 1 if len(words) < 400 else chance.choice((2, 2, 3, 3, 4))
        syllables = (
            chance.choice(ONSETS) + chance.choice(VOWELS) + chance.choice(CODAS)
            for _each in range(parts)
        )  # fmt: skip
        words["".join(syllables)] = None
    return list(words)


class Texts:
    def __init__(self) -> None:
        self.vocabulary = vocabulary()
        self._weights = list(
            itertools.accumulate(1 / (rank + 2.7) ** 1.05 for rank in range(1, SIZE + 1))
        )

    def words(self, chance: random.Random, count: int) -> str:
        return " ".join(chance.choices(self.vocabulary, cum_weights=self._weights, k=count))

    def body(self, chance: random.Random) -> str:
        """About 550 words, from 80 to some thousands, in paragraphs."""
        left = max(80, int(chance.lognormvariate(6.2, 0.5)))
        paragraphs = []
        while left > 0:
            paragraphs.append(f"<p>{self.words(chance, min(left, 90))}.</p>")
            left -= 90
        return "".join(paragraphs)
