"""The chain of checks that every new text and every edit runs through.

A check is a module with a ``NAME`` and a function ``check(writing)``. It returns "" when it has
nothing to say, else the reason (one sentence for moderators) why the text waits for one; a text
that cannot stay at all it refuses by raising ``Refused``, with a sentence for the writer. The
first that objects decides.
"""

from comments.checks import links, newcomer, rate, repeated, sanction
from comments.checks.writing import Objection, Writing

CHAIN = (sanction, rate, repeated, links, newcomer)

__all__ = ["CHAIN", "Objection", "Writing", "run_checks"]


def run_checks(writing: Writing) -> Objection | None:
    """Return the first objection, or None. Raises ``Refused`` (``TooOften``) with a sentence."""
    for module in CHAIN:
        reason = module.check(writing)
        if reason:
            return Objection(module.NAME, reason)
    return None
