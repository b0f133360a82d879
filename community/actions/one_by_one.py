"""What the clock does to many rows: each by itself, so that one that fails keeps nobody waiting."""

import logging
from collections.abc import Callable, Iterable
from typing import TypeVar

from django.db import connection

logger = logging.getLogger("civitas.due")
Row = TypeVar("Row")


def one_by_one(step: Callable[[Row], bool], rows: Iterable[Row]) -> int:
    """Do ``step`` for every row; return for how many it did something.

    Raises the last failure of a row when all have had their turn, and at once when the database
    is away, which is no row's fault.
    """
    done, failure = 0, None
    for row in rows:
        try:
            done += step(row)
        except Exception as error:
            if not connection.is_usable():
                raise
            logger.exception("failed for one: %r", getattr(row, "pk", row))
            failure = error
    if failure is not None:
        raise failure
    return done
