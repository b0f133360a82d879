"""Labelled comments, and how well the spam model tells them apart."""

import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from comments.spam import judge, tokens_of
from community.html import comment_html

Labelled = tuple[bool, list[str]]  # whether it is spam, and its marks
Scored = tuple[float, bool]


def written_set() -> list[tuple[bool, str]]:
    """Return the texts of ``spam_and_other.toml``, the two kinds dealt out in turn."""
    file = Path(__file__).parent / "spam_and_other.toml"
    kinds = tomllib.loads(file.read_text(encoding="utf-8"))
    pairs = zip(kinds["spam"], kinds["other"], strict=True)
    return [row for spam, other in pairs for row in ((True, spam), (False, other))]


def marked(texts: Sequence[tuple[bool, str]]) -> list[Labelled]:
    return [(is_spam, tokens_of(comment_html(text))) for is_spam, text in texts]


class Learner:
    """The counts of the database, in memory."""

    def __init__(self) -> None:
        self.counts: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
        self.lessons = [0, 0]

    def learn(self, rows: Sequence[Labelled]) -> None:
        for is_spam, tokens in rows:
            self.counts[is_spam].update(tokens)
            self.lessons[is_spam] += 1

    def score(self, tokens: list[str]) -> float:
        other, spam = self.counts
        known = {
            token: (spam[token], other[token]) for token in tokens if spam[token] + other[token]
        }
        return judge(tokens, known, self.lessons[True], self.lessons[False]).score


def in_folds(rows: Sequence[Labelled], folds: int = 5) -> Iterator[Scored]:
    """Score each part of the rows, which stay in their order, by what the others taught."""
    bounds = [len(rows) * at // folds for at in range(folds + 1)]
    for start, end in pairwise(bounds):
        learner = Learner()
        learner.learn([*rows[:start], *rows[end:]])
        yield from ((learner.score(tokens), is_spam) for is_spam, tokens in rows[start:end])


def in_time(rows: Sequence[Labelled], after: int) -> Iterator[Scored]:
    """Score each row by what those before it taught, from the ``after``th on."""
    learner = Learner()
    for at, (is_spam, tokens) in enumerate(rows):
        if at >= after:
            yield learner.score(tokens), is_spam
        learner.learn([(is_spam, tokens)])


def precision_and_recall(scored: Sequence[Scored], threshold: float) -> tuple[float, float, int]:
    """Return both shares, and how many that are no spam were taken for it."""
    taken = [is_spam for score, is_spam in scored if score >= threshold]
    spam, right = sum(is_spam for _score, is_spam in scored), sum(taken)
    return (right / len(taken) if taken else 1.0), right / spam, len(taken) - right
