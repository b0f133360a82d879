"""How likely a comment is spam, by its marks: Robinson's combination of Bayesian evidence.

For each mark, how much more often spam has it than other comments; what was seen rarely is drawn
to the middle. The strongest marks are combined by Fisher's method for spam and against it; the
score is 0.5 where both say nothing, or contradict one another. (G. Robinson, "A Statistical
Approach to the Spam Problem", Linux Journal 107, 2003.)
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

STRENGTH = 0.45  # how many sightings the doubt before the first one is worth
WEAKEST = 0.1  # distance from the middle below which a mark says nothing
STRONGEST = 60  # marks that are combined

# Measured by tests/benchmarks/measure_spam.py: from CERTAIN on at least 98 of 100 are spam.
REMARK, HOLD, CERTAIN = 0.7, 0.9, 0.995
A_LITTLE = 10  # lessons of each kind, before the model says anything
MUCH, OF_EACH = 200, 50  # lessons in all, and of each kind, before it is certain of anything

Counts = Mapping[str, tuple[int, int]]  # by mark: in how many spam, in how many other comments


@dataclass(frozen=True)
class Verdict:
    """``score`` 0–1; the marks that say most ``like`` spam and ``unlike`` it, strongest first."""

    score: float
    like: tuple[str, ...] = ()
    unlike: tuple[str, ...] = ()


def judge(tokens: Iterable[str], counts: Counts, spam: int, other: int) -> Verdict:
    """Score a comment; ``spam`` and ``other`` are the comments learnt from."""
    if not spam or not other:
        return Verdict(0.5)
    weighed = {
        token: probability(*counts[token], spam, other) for token in tokens if token in counts
    }
    telling = [token for token in weighed if abs(weighed[token] - 0.5) >= WEAKEST]
    telling.sort(key=lambda token: (-abs(weighed[token] - 0.5), token))
    telling = telling[:STRONGEST]
    against = chi2_tail(-2 * sum(log(1 - weighed[token]) for token in telling), len(telling))
    for_it = chi2_tail(-2 * sum(log(weighed[token]) for token in telling), len(telling))
    return Verdict(
        score=(1 + for_it - against) / 2 if telling else 0.5,
        like=tuple(token for token in telling if weighed[token] > 0.5),  # noqa: PLR2004
        unlike=tuple(token for token in telling if weighed[token] < 0.5),  # noqa: PLR2004
    )


def probability(in_spam: int, in_other: int, spam: int, other: int) -> float:
    """How likely a comment with this mark is spam, were both kinds as frequent; never 0 or 1."""
    spam_share, other_share = min(1, in_spam / spam), min(1, in_other / other)
    seen = in_spam + in_other
    plain = spam_share / (spam_share + other_share) if seen else 0.5
    return (STRENGTH * 0.5 + seen * plain) / (STRENGTH + seen)


def chi2_tail(value: float, pairs: int) -> float:
    """Probability of at least ``value`` by chance, for chi-squared with 2 × ``pairs`` degrees."""
    half = value / 2
    term = total = exp(-half)
    for step in range(1, pairs):
        term *= half / step
        total += term
    return min(total, 1.0)
