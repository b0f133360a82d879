"""``make run`` for real: three processes come up, are looked after, and end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config.bootstrap import ROOT
from config.launch import is_served

pytestmark = [
    pytest.mark.deep,
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]

PARTS = {"granian", "db_worker", "run_due"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def launched(var: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": "only-for-this-test-" * 4,
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite:///{var}/db.sqlite3",
        "DEMO": "0",
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "config.launch"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as launcher:
        try:
            yield launcher
        finally:
            launcher.kill()


def wait_for(condition: Callable[[], object], *, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def children(parent: int) -> dict[str, int]:
    """Which of the three run, and their ids."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            started_by = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            words = (folder / "cmdline").read_text().split("\0")
        except OSError:
            continue
        if started_by == parent:
            found.update({name: int(folder.name) for name in PARTS & set(words)})
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_all_three_run_and_end_without_a_traceback(tmp_path: Path, number: signal.Signals) -> None:
    port = free_port()
    with launched(tmp_path, port) as launcher:
        wait_for(lambda: set(children(launcher.pid)) == PARTS)
        assert is_served(port)
        running = children(launcher.pid)

        launcher.send_signal(number)
        said, _ = launcher.communicate(timeout=60)

    assert launcher.returncode == 0
    assert f"http://localhost:{port}" in said
    assert "Traceback" not in said
    assert not [name for name, pid in running.items() if is_alive(pid)]


def test_a_killed_worker_is_started_again(tmp_path: Path) -> None:
    with launched(tmp_path, free_port()) as launcher:
        wait_for(lambda: set(children(launcher.pid)) == PARTS)
        killed = children(launcher.pid)["db_worker"]

        os.kill(killed, signal.SIGKILL)

        wait_for(lambda: children(launcher.pid).get("db_worker", killed) != killed)


def test_nothing_outlives_a_killed_launcher(tmp_path: Path) -> None:
    with launched(tmp_path, free_port()) as launcher:
        wait_for(lambda: set(children(launcher.pid)) == PARTS)
        running = children(launcher.pid)

        launcher.kill()

        wait_for(lambda: not [pid for pid in running.values() if is_alive(pid)])


def test_a_second_start_prepares_nothing(tmp_path: Path) -> None:
    for _ in range(2):
        port = free_port()
        with launched(tmp_path, port) as launcher:
            wait_for(lambda: is_served(port))  # noqa: B023 - used at once
            wait_for(lambda: set(children(launcher.pid)) == PARTS)
            launcher.send_signal(signal.SIGINT)
            said, _ = launcher.communicate(timeout=60)

    assert "Preparing" not in said
