"""The three processes of ``make run`` are looked after and end together."""

import os
import sys
import time
from collections.abc import Callable

import pytest

from config.processes import PATIENCE, GaveUp, Service, stop_all


def service(code: str, *, vital: bool = False) -> Service:
    made = Service("sleeper", [sys.executable, "-c", code], dict(os.environ), vital=vital)
    made.start()
    return made


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_process_that_ends_is_started_again() -> None:
    sleeper = service("import time; time.sleep(600)")
    try:
        first = sleeper.process
        assert first is not None
        first.kill()
        wait_for(lambda: sleeper.code is not None)

        sleeper.look_after()
        sleeper.ended = 0.0  # long ago: the pause is over
        sleeper.look_after()

        assert sleeper.process is not first
        assert sleeper.code is None
    finally:
        stop_all([sleeper])
    assert sleeper.code is not None


def test_a_vital_process_that_keeps_failing_ends_everything() -> None:
    failing = service("raise SystemExit(3)", vital=True)
    wait_for(lambda: failing.code is not None)
    failing.failures = PATIENCE - 1

    with pytest.raises(GaveUp, match=r"The sleeper ended 5 times in a row \(status 3\)"):
        failing.look_after()


def test_a_failing_process_waits_longer_each_time() -> None:
    failing = service("raise SystemExit(3)")
    wait_for(lambda: failing.code is not None)
    failing.look_after()
    first_pause = failing.pause
    ended = failing.process

    failing.look_after()
    failing.failures = 3

    assert failing.process is ended
    assert failing.pause > first_pause


def test_all_are_asked_to_stop_and_nothing_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.processes.GRACE", 0.5)
    willing = service("import time; time.sleep(600)")
    deaf = service(
        "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)"
    )
    time.sleep(0.3)

    stop_all([willing, deaf])

    wait_for(lambda: willing.code is not None and deaf.code is not None)
