"""How much each word of a piece tells about it.

BM25 (Robertson and Zaragoza, 2009) without a query: how often a word stands in the piece,
saturated and measured by the length of the piece, times how rare it is among all pieces.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from articles.likeness.words import Words

SATURATION = 2.0  # BM25's k1
LENGTH = 0.75  # BM25's b
TEMPER = 0.85  # of rarity: a word that stands nowhere else is not everything
FEWEST = 1  # pieces that a word stands in at least
MOST = 0.5  # of all pieces; what is more common tells nothing
KEPT = 64  # words of a piece


@dataclass(frozen=True, slots=True)
class Rarity:
    """In how many of ``pieces`` each stem stands; ``length`` is their mean number of words."""

    pieces: int
    length: float
    counts: Mapping[str, int]

    @classmethod
    def among(cls, every: Iterable[Words]) -> "Rarity":
        pieces, length, counts = 0, 0.0, Counter[str]()
        for words in every:
            pieces, length = pieces + 1, length + words.length
            counts.update(words.counts.keys())
        common = {stem: number for stem, number in counts.items() if number > FEWEST}
        return cls(pieces, length / pieces if pieces else 1.0, common)

    def of(self, stem: str) -> float:
        """Return how rare the stem is, 0 for what stands in half of all pieces or more."""
        number = max(FEWEST, self.counts.get(stem, 0))
        if number > max(2, self.pieces * MOST):
            return 0.0
        pieces = max(self.pieces, number)
        return float(math.log(1 + (pieces - number + 0.5) / (number + 0.5)) ** TEMPER)


def weigh(words: Words, rarity: Rarity) -> dict[str, float]:
    """Return the telling stems with their weights, heaviest first; their squares add up to 1."""
    length = words.length / (rarity.length or 1)
    damping = SATURATION * (1 - LENGTH + LENGTH * length)
    weights = {
        stem: number * (SATURATION + 1) / (number + damping) * rarity.of(stem)
        for stem, number in words.counts.items()
    }
    heaviest = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
    return normalised({stem: weight for stem, weight in heaviest if weight > 0})


def normalised(weights: Mapping[str, float]) -> dict[str, float]:
    norm = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {stem: weight / norm for stem, weight in weights.items()}
