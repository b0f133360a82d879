"""What stands in the way of a start is said in one sentence."""

import os
import runpy
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from config import bootstrap
from config.bootstrap import Trouble

SECRET = "s" * bootstrap.SHORTEST_SECRET


@contextmanager
def occupied(address: str, family: socket.AddressFamily) -> Iterator[int]:
    with socket.socket(family, socket.SOCK_STREAM) as server:
        server.bind((address, 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_used_port_is_said() -> None:
    with (
        occupied("127.0.0.1", socket.AF_INET) as port,
        pytest.raises(Trouble, match=rf"^Port {port} is used by another program"),
    ):
        bootstrap.check_port(port)
    bootstrap.check_port(port)


def test_a_port_used_on_the_other_face_of_localhost_is_said() -> None:
    with (
        occupied("::1", socket.AF_INET6) as port,
        pytest.raises(Trouble, match="is used by another program"),
    ):
        bootstrap.check_port(port)


@pytest.mark.parametrize("text", ["eight", "0", "65536", "-1", "80 80", "٨٠٠٠", "8000.0"])
def test_a_port_that_is_no_number_is_said(text: str) -> None:
    with pytest.raises(Trouble, match=r"^PORT is "):
        bootstrap.read_port({"PORT": text})


@pytest.mark.parametrize(
    ("environ", "port"), [({}, 8000), ({"PORT": ""}, 8000), ({"PORT": "81"}, 81)]
)
def test_a_port_is_read(environ: dict[str, str], port: int) -> None:
    assert bootstrap.read_port(environ) == port


def test_an_old_python_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    first_lines = bootstrap.ROOT / "config" / "__init__.py"
    runpy.run_path(str(first_lines))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))

    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer, and this is 3\.9\.2"):
        runpy.run_path(str(first_lines))


def test_a_python_without_venv_is_said(tmp_path: Path) -> None:
    """As on Debian, where ensurepip is in a package of its own."""
    blocker = tmp_path / "blocked.py"
    blocker.write_text(
        "import importlib.util as u, sys\n"
        "find = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'ensurepip' else find(name, *rest)\n"
        "from config import bootstrap\n"
        "bootstrap.ROOT = __import__('pathlib').Path(sys.argv[1])\n"
        "sys.exit(bootstrap.main(['dev']))\n"
    )
    (tmp_path / "requirements-dev.txt").write_text("")

    done = subprocess.run(
        [sys.executable, str(blocker), str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(bootstrap.ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "python3-venv" in done.stderr


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Nothing can be written"):
        bootstrap.check_disk(tmp_path / "missing", room=1)


def test_a_read_only_folder_is_said(tmp_path: Path) -> None:
    """Root may write in every folder, but not in the kernel's."""
    tmp_path.chmod(0o500)
    with pytest.raises(Trouble, match="Nothing can be written"):
        bootstrap.check_disk(tmp_path if os.geteuid() else Path("/proc"), room=1)


def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="The disk is full"):
        bootstrap.check_disk(tmp_path, room=2**60)


def test_a_fresh_env_has_a_secret_of_its_own_for_its_owner_alone(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"

    assert bootstrap.write_env(first)
    assert bootstrap.write_env(second)

    bootstrap.check_env(first, {})
    assert bootstrap.read_env(first)["SECRET_KEY"] != bootstrap.read_env(second)["SECRET_KEY"]
    assert stat.S_IMODE(first.stat().st_mode) == 0o600


def test_an_env_that_is_there_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SECRET_KEY=mine\n")

    assert not bootstrap.write_env(tmp_path / ".env")

    assert (tmp_path / ".env").read_text() == "SECRET_KEY=mine\n"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (f"SECRET_KEY={SECRET}\nthis is no setting\n", "line 2 is not NAME=value"),
        ("SECRET_KEY=short\n", "SECRET_KEY is too short"),
        ("DEBUG=0\n", "SECRET_KEY is missing"),
        ("", "SECRET_KEY is missing"),
    ],
)
def test_a_broken_env_is_said(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / ".env").write_text(content)

    with pytest.raises(Trouble, match=sentence):
        bootstrap.check_env(tmp_path / ".env", {})


def test_an_env_that_is_no_text_is_said(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(Trouble, match="cannot be read"):
        bootstrap.check_env(tmp_path / ".env", {})


def test_comments_quotes_and_export_are_understood(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"# why\n\nexport SECRET_KEY='{SECRET}'\nEMPTY=\n")

    assert bootstrap.read_env(tmp_path / ".env") == {"SECRET_KEY": SECRET, "EMPTY": ""}


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DEBUG=0\n")

    bootstrap.check_env(tmp_path / ".env", {"SECRET_KEY": SECRET})


def test_packages_are_installed_anew_only_when_the_lock_changes(tmp_path: Path) -> None:
    for name in bootstrap.REQUIREMENTS.values():
        (tmp_path / name).write_text("")
    python = bootstrap.venv_python(tmp_path)
    python.parent.mkdir(parents=True)
    python.symlink_to(sys.executable)
    assert not bootstrap.installed(tmp_path, "run")
    (tmp_path / ".venv" / "installed-run").write_text(
        bootstrap.fingerprint(tmp_path / "requirements.txt")
    )
    assert bootstrap.installed(tmp_path, "run")

    (tmp_path / "requirements.txt").write_text("django==6\n")

    assert not bootstrap.installed(tmp_path, "run")
