"""Keep a few child processes running, and end them together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

PR_SET_PDEATHSIG = 1  # linux/prctl.h
SOON = 20.0  # seconds; a process that ends sooner than this after its start "failed at once"
PATIENCE = 5  # how often in a row a vital process may fail at once
LONGEST_PAUSE = 30.0  # seconds between two starts
GRACE = 8.0  # seconds that a process gets to finish what it is doing


class GaveUp(Exception):  # noqa: N818 - a sentence, not a fault of ours
    """A vital process cannot be kept running; the text says which."""


@dataclass
class Service:
    """One child process. A vital one that fails again and again ends everything."""

    name: str
    command: Sequence[str]
    env: dict[str, str]
    vital: bool = False
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    started: float = field(default=0.0, init=False)
    ended: float | None = field(default=None, init=False)
    failures: int = field(default=0, init=False)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the launcher alone, which then ends all in order.
        self.process = subprocess.Popen(
            self.command,
            env=self.env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=die_with_parent(),  # noqa: PLW1509 - the launcher has one thread
        )
        self.started, self.ended = time.monotonic(), None

    @property
    def code(self) -> int | None:
        """The exit status, or None while it runs."""
        return None if self.process is None else self.process.poll()

    def look_after(self) -> None:
        """Start it again when it has ended, each time after a longer pause."""
        if self.process is None or self.code is None:
            return
        if self.ended is None:
            self.take_note(time.monotonic())
        elif time.monotonic() >= self.ended + self.pause:
            self.start()

    def take_note(self, now: float) -> None:
        self.ended = now
        self.failures = self.failures + 1 if now - self.started < SOON else 0
        if self.vital and self.failures >= PATIENCE:
            raise GaveUp(f"The {self.name} ended {PATIENCE} times in a row (status {self.code}).")
        say(f"The {self.name} ended (status {self.code}) and is started again.")

    @property
    def pause(self) -> float:
        """Seconds from its end to the next start."""
        return min(2.0 ** (self.failures - 1), LONGEST_PAUSE) if self.failures else 0.0

    def signal(self, number: int) -> None:
        """Signal the process and whatever it started."""
        if self.process is not None and self.code is None:
            os.killpg(self.process.pid, number)

    def ask_to_stop(self) -> None:
        if self.process is not None and self.code is None:
            self.process.send_signal(signal.SIGTERM)


def die_with_parent() -> Callable[[], Any] | None:
    """Make the kernel end the child when the launcher is killed; Linux only."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def stop_all(services: Sequence[Service]) -> None:
    """Ask all at once, wait a little, then insist."""
    for service in services:
        service.ask_to_stop()
    deadline = time.monotonic() + GRACE
    while any(service.process and service.code is None for service in services):
        if time.monotonic() > deadline:
            for service in services:
                service.signal(signal.SIGKILL)
            return
        time.sleep(0.05)


def say(sentence: str) -> None:
    print(sentence, flush=True)
