"""Make a fresh checkout ready: ``python3 -m config.bootstrap run`` (or ``dev``).

Runs under the system's Python before anything is installed, so with the standard library only, and
says in one sentence what stands in the way. (An older Python ends in ``config/__init__.py``.)
"""

import hashlib
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAST_PORT = 65535
SHORTEST_SECRET = 50  # characters; Django's own check asks for as many
ROOM_TO_INSTALL = 400 * 1024**2  # bytes
ROOM_TO_RUN = 20 * 1024**2  # bytes
REQUIREMENTS = {"run": "requirements.txt", "dev": "requirements-dev.txt"}
ENV_LINE = re.compile(r"(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=.*")


class Trouble(Exception):  # noqa: N818 - a sentence, not a fault of ours
    """Something that the person at the keyboard can mend; the text says how."""


# -- Before anything is touched --------------------------------------------------------------------


def check_venv_module() -> None:
    """Debian and Ubuntu ship Python without ``ensurepip`` until python3-venv is installed."""
    if find_spec("venv") is None or find_spec("ensurepip") is None:
        raise Trouble(
            "This Python cannot make a virtual environment: install its venv module "
            "(on Debian and Ubuntu `apt-get install python3-venv`) and try again."
        )


def check_disk(folder: Path, *, room: int) -> None:
    """``room`` is in bytes."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"civitas")
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise Trouble(
            f"Nothing can be written in {folder} ({error.strerror or error}): "
            "give yourself the right to, or move the checkout to a folder of yours."
        ) from error
    if free < room:
        raise Trouble(
            f"The disk is full: {folder} has {free // 1024**2} MB left, "
            f"and {room // 1024**2} MB are needed."
        )


def read_port(environ: Mapping[str, str]) -> int:
    text = environ.get("PORT", "").strip() or "8000"
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= LAST_PORT):
        raise Trouble(f"PORT is {text!r}: give a number from 1 to {LAST_PORT}, such as PORT=8123.")
    return int(text)


def check_port(port: int) -> None:
    """Both faces of localhost must be free, or a browser may reach the other program."""
    for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
        try:
            with socket.socket(family, socket.SOCK_STREAM) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind((address, port))
        except PermissionError as error:
            raise Trouble(
                f"Port {port} is only for the system: choose one above 1023, such as PORT=8123."
            ) from error
        except OSError as error:
            if error.errno in UNKNOWN_FAMILY:
                continue
            raise Trouble(
                f"Port {port} is used by another program: stop it, "
                f"or choose another port, such as `PORT={port % LAST_PORT + 1} make run`."
            ) from error


UNKNOWN_FAMILY = {97, 99, 47, 49}  # EAFNOSUPPORT, EADDRNOTAVAIL on Linux and macOS: no IPv6 here


# -- .env ------------------------------------------------------------------------------------------


def write_env(path: Path) -> bool:
    """Write a fresh secret that only the owner may read; leave an existing file alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    except OSError as error:
        raise Trouble(f"{path.name} cannot be written ({error.strerror}).") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write("# Settings of this checkout; .env.example and docs/settings.md explain all.\n")
        file.write(f"SECRET_KEY={secrets.token_urlsafe(60)}\n")
    return True


def read_env(path: Path) -> dict[str, str]:
    """The values of ``path``; raises Trouble at the first line that is not NAME=value."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Trouble(f"{path.name} cannot be read ({error}): mend or delete it.") from error
    values = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if not ENV_LINE.fullmatch(text):
            raise Trouble(
                f"{path.name} is broken: line {number} is not NAME=value. "
                "Mend it, or delete the file and a new one is written."
            )
        name, _, value = text.removeprefix("export ").partition("=")
        values[name.strip()] = value.strip().strip("'\"")
    return values


def check_env(path: Path, environ: Mapping[str, str]) -> None:
    """The environment wins over the file, as it does in config.settings."""
    secret = {**read_env(path), **environ}.get("SECRET_KEY", "")
    if len(secret) < SHORTEST_SECRET:
        what = "is too short" if secret else "is missing"
        raise Trouble(
            f"SECRET_KEY {what} in {path.name}: it takes {SHORTEST_SECRET} random characters. "
            "Delete the file and a new one is written."
        )


# -- .venv -----------------------------------------------------------------------------------------


def venv_python(root: Path) -> Path:
    return root / ".venv" / "bin" / "python"


def fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def installed(root: Path, kind: str) -> bool:
    """Whether the locked packages of ``kind`` are what stands in ``.venv``."""
    stamp = root / ".venv" / f"installed-{kind}"
    return (
        venv_python(root).exists()
        and stamp.is_file()
        and stamp.read_text() == fingerprint(root / REQUIREMENTS[kind])
    )


def make_venv(root: Path) -> None:
    python = venv_python(root)
    if python.exists() and run_quietly([str(python), "-m", "pip", "--version"]):
        return
    check_venv_module()
    print("Making .venv …", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(root / ".venv")]):
        raise Trouble("The virtual environment could not be made; the lines above say why.")


def run_quietly(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(root: Path, kind: str) -> None:
    """Install exactly what the lock file names, checked against its hashes."""
    if installed(root, kind):
        return
    check_disk(root, room=ROOM_TO_INSTALL)
    make_venv(root)
    print(f"Installing what {REQUIREMENTS[kind]} lists …", flush=True)
    pip = [str(venv_python(root)), "-m", "pip", "--disable-pip-version-check", "-qq"]
    wanted = ["install", "--require-hashes", "-r", str(root / REQUIREMENTS[kind])]
    if subprocess.call([*pip, *wanted]):
        raise Trouble(
            "The packages could not be installed; the lines above say why. "
            "Most often the network is away: try again when it is back."
        )
    for done in ("run", "dev") if kind == "dev" else ("run",):
        stamp = root / ".venv" / f"installed-{done}"
        stamp.write_text(fingerprint(root / REQUIREMENTS[done]))


# -- All of it -------------------------------------------------------------------------------------


def prepare(kind: str, root: Path, environ: Mapping[str, str]) -> None:
    check_disk(root, room=ROOM_TO_RUN)
    if kind == "run":
        check_port(read_port(environ))
        write_env(root / ".env")
        check_env(root / ".env", environ)
    install(root, kind)


def main(arguments: list[str]) -> int:
    kind = arguments[0] if arguments else "run"
    try:
        prepare(kind, ROOT, os.environ)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
