"""The labelled texts, and the two ways of ranking that ours is held against."""

import math
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from articles.likeness.words import words_in

FIRST = 5


class Text(NamedTuple):
    topic: str
    title: str
    body: str


def labelled_texts() -> list[Text]:
    """Return the texts of ``labelled.toml``, the topics dealt out in turn."""
    topics = tomllib.loads((Path(__file__).parent / "labelled.toml").read_text(encoding="utf-8"))
    texts = [[Text(name, *pair) for pair in pieces.items()] for name, pieces in topics.items()]
    return [text for round_ in zip(*texts, strict=True) for text in round_]


Ranking = Callable[[int], list[int]]


def share_of_same_topic(topics: Sequence[str], ranking: Ranking, first: int = FIRST) -> float:
    """Return the mean share of the ``first`` ranked texts that are of the same topic, 0–1."""
    shares = [
        sum(topics[other] == topic for other in ranking(at)[:first]) / first
        for at, topic in enumerate(topics)
    ]
    return sum(shares) / len(shares)


def cosine_ranking(texts: Sequence[str]) -> Ranking:
    """Plain TF-IDF: (1 + log of the count) times log of how rare, ranked by cosine."""
    counts = [Counter(word.casefold() for word in words_in(text)) for text in texts]
    pieces = Counter(word for each in counts for word in each)
    vectors = [
        {word: (1 + math.log(n)) * math.log(len(texts) / pieces[word]) for word, n in each.items()}
        for each in counts
    ]
    norms = [math.sqrt(sum(weight**2 for weight in vector.values())) or 1 for vector in vectors]
    inverted: dict[str, list[tuple[int, float]]] = {}
    for at, vector in enumerate(vectors):
        for word, weight in vector.items():
            inverted.setdefault(word, []).append((at, weight / norms[at]))

    def ranking(at: int) -> list[int]:
        likeness = Counter[int]()
        for word, weight in vectors[at].items():
            for other, theirs in inverted[word]:
                likeness[other] += weight * theirs  # type: ignore[assignment]  # a Counter of floats
        del likeness[at]
        return sorted(likeness, key=lambda other: (-likeness[other], other))

    return ranking
