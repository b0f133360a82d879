"""``make test``: the whole suite on SQLite, then on PostgreSQL; says what it left out and why."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chromium import fetch_chromium, find_chromium
from tests.postgres import find_binaries, throw_away_postgres

NO_POSTGRES = "neither its server binaries nor a DATABASE_URL of it are here"
NO_CHROMIUM = "no Chromium is here and none could be fetched"


def main(arguments: list[str]) -> int:
    signal.signal(signal.SIGTERM, stop)
    # A shell starts background jobs with SIGINT ignored, and children would inherit that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    given = os.environ.get("DATABASE_URL", "")
    report = []
    if find_chromium() is None and not fetch_chromium():
        report.append(f"Browser tests: SKIPPED, {NO_CHROMIUM}.")
    try:
        codes = [run_suite("SQLite", "sqlite:////unused", arguments)]
        with postgres(given) as url:
            if url:
                # What differs here is the database; the browser and the pages have been through.
                which = "not browser and not once"
                codes.append(run_suite("PostgreSQL", url, ["-m", which, *arguments]))
            else:
                report.append(f"PostgreSQL: SKIPPED, {NO_POSTGRES}.")
    except KeyboardInterrupt:
        return 130
    print("\n".join(report))
    return max(codes)


def stop(*_: object) -> None:
    raise KeyboardInterrupt


@contextmanager
def postgres(given: str) -> Iterator[str | None]:
    """The given database, or a throw-away one, or None."""
    if given.startswith(("postgres", "psql", "pgsql")):
        yield given
    elif binaries := find_binaries():
        with throw_away_postgres(binaries) as url:
            yield url
    else:
        yield None


def run_suite(name: str, url: str, arguments: list[str]) -> int:
    print(f"\n== The suite on {name} ==", flush=True)
    workers = str(max(2, os.cpu_count() or 2))
    options = ["-q", "-n", workers, "--dist", "worksteal", *arguments]
    command = [sys.executable, "-m", "pytest", *options]
    run = str(os.getpid())
    child = subprocess.Popen(command, env={**os.environ, "DATABASE_URL": url, "TEST_RUN": run})
    try:
        return child.wait()
    except KeyboardInterrupt:
        child.send_signal(signal.SIGINT)
        child.wait()
        raise
    finally:
        for left in Path(tempfile.gettempdir()).glob(f"civitas-test-{run}.sqlite3*"):
            left.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
