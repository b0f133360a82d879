"""The best order: how much readers think of a comment, damped by its age.

A comment has a point for everybody who liked it and two for everybody who marked it constructive;
each person counts once. One plus its points is halved with every week. As all halve alike, the
order of two comments changes only when a reaction comes or goes, so the logarithm can be stored.
"""

from datetime import UTC, datetime, timedelta
from math import log2

BEGINNING = datetime(2020, 1, 1, tzinfo=UTC)
HALVED_IN = timedelta(days=7)
CONSTRUCTIVE_WEIGHS = 2


def best_score(points: int, created_at: datetime) -> float:
    """Return the stored score; the higher comes first."""
    return log2(1 + max(points, 0)) + (created_at - BEGINNING) / HALVED_IN
