"""Ctrl-C during long work: the first asks it to stop at the next good place, the second does."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Yield a question: has somebody asked to stop? Only the main thread hears signals."""
    asked: list[int] = []

    def hear(number: int, _frame: FrameType | None) -> None:
        if asked:
            raise KeyboardInterrupt
        asked.append(number)

    try:
        before = {each: signal.signal(each, hear) for each in SIGNALS}
    except ValueError:  # another thread: nothing to hear there
        before = {}
    try:
        yield lambda: bool(asked)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
