"""The chain of checks that every new text and every edit runs through.

A check is a module with a ``NAME`` and a function ``check(writing)``. It returns nothing when it
has nothing to say, a ``Finding`` to point the text out to moderators, or to let it wait for one; a
text that cannot stay at all it refuses by raising ``Refused``, with a sentence for the writer. All
of them run, so that moderators see what each found; the first that holds decides. For the staff
only ``sanction``, ``rate`` and ``repeated`` have anything to say.
"""

from comments.checks import (
    links,
    newcomer,
    rate,
    repeated,
    sanction,
    slow,
    spam,
    words,
)
from comments.checks.writing import Finding, Objection, Outcome, Writing

CHAIN = (sanction, rate, slow, repeated, links, words, spam, newcomer)
NAMES = [module.NAME for module in CHAIN]

__all__ = ["CHAIN", "NAMES", "Finding", "Objection", "Outcome", "Writing", "run_checks"]


def run_checks(writing: Writing) -> Outcome:
    """Return what they found. Raises ``Refused`` (``TooOften``) with a sentence."""
    outcome = Outcome(spam_score=None)
    for module in CHAIN:
        finding = module.check(writing)
        if finding is None:
            finding = Finding("passed", "")
        outcome.findings.append((module.NAME, finding))
    outcome.spam_score = spam.score_of(writing)
    return outcome
