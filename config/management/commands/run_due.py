"""The clock: do what the time has come for."""

import signal
import threading
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand

from config.due import run_due

LONGEST_PAUSE = 3600  # seconds


def seconds(text: str) -> float:
    value = float(text)
    if not 1 <= value <= LONGEST_PAUSE:
        raise ArgumentTypeError(f"Give from 1 to {LONGEST_PAUSE} seconds.")
    return value


class Command(BaseCommand):
    help = "Publish scheduled pieces, end what has run out, try failed tasks again, tidy up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--every", type=seconds, metavar="SECONDS", help="Go on, with this pause; else once."
        )

    def handle(self, *, every: float | None, **options: Any) -> None:
        if every is None:
            run_due()
            return
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            run_due()
            stopped.wait(every)
