"""A PostgreSQL for one run: made in a second, on a socket of its own, removed afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here has to outlive a crash.
CAREFREE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"


def find_binaries() -> Path | None:
    """The folder of the newest initdb and pg_ctl; Debian keeps them off the PATH."""

    def version(folder: Path) -> int:
        return int(folder.parent.name) if folder.parent.name.isdigit() else 0

    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=version, reverse=True)
    on_path = shutil.which("initdb")
    folders = [*installed, *([Path(on_path).parent] if on_path else [])]
    return next((folder for folder in folders if has_server(folder)), None)


def has_server(folder: Path) -> bool:
    return all((folder / name).is_file() for name in ("initdb", "pg_ctl", "postgres"))


def as_owner() -> list[str]:
    """PostgreSQL refuses to run as root."""
    return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


@contextmanager
def throw_away_postgres(binaries: Path) -> Iterator[str]:
    """Give the DATABASE_URL of a fresh cluster."""
    folder = Path(tempfile.mkdtemp(prefix="civitas-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    data = folder / "data"
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} {CAREFREE}"
    try:
        run(binaries / "initdb", "-D", data, *initdb_options())
        log = folder / "log"
        run(binaries / "pg_ctl", "-D", data, "-w", "-l", log, "-o", options, "start")
        try:
            yield f"postgres://postgres@/postgres?host={folder}"
        finally:
            run(binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def initdb_options() -> list[str]:
    return ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]


def run(*command: str | Path) -> None:
    # A session of its own, so that Ctrl-C does not end the server before the tests.
    subprocess.run(
        [*as_owner(), *map(str, command)],
        check=True,
        cwd="/",
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
