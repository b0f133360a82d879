"""``make check``: everything that can be said about the code without running the suite."""

import os
import secrets
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
BIN = Path(PYTHON).parent
MANAGE = [PYTHON, "-W", "error::DeprecationWarning:config", "manage.py"]
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.base",
    "ALLOWED_HOSTS": "example.org",
    "SITE_URL": "https://example.org",
    "DATABASE_URL": "sqlite:////unused",
}
Command = list[str]


def main() -> int:
    failed = [name for name, command in checks().items() if not passes(name, command)]
    print(f"\nFailed: {', '.join(failed)}." if failed else "\nAll checks pass.")
    return 1 if failed else 0


def checks() -> dict[str, Command]:
    templates = map(str, sorted(ROOT.glob("templates/**/*.html")))
    return {
        "style": [str(BIN / "ruff"), "check", "."],
        "format": [str(BIN / "ruff"), "format", "--check", "."],
        "types": [PYTHON, "-m", "mypy", "."],
        "imports": [str(BIN / "lint-imports")],
        "templates": [str(BIN / "djade"), "--target-version", "5.2", "--check", *templates],
        "settings": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
        "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
        "requirements": [PYTHON, "-m", "config.lock", "--check"],
    }


def passes(name: str, command: Command) -> bool:
    """Silent on success, the tool's own words on failure."""
    started = time.monotonic()
    # A shebang inside .venv/bin breaks when the checkout is moved; the Python before it does not.
    if command[0].startswith(str(BIN)) and command[0] != PYTHON and is_script(command[0]):
        command = [PYTHON, *command]
    environ = {**os.environ, **PRODUCTION, "SECRET_KEY": secrets.token_urlsafe(60)}
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=False, capture_output=True, text=True
    )
    seconds = time.monotonic() - started
    print(f"{name:13} {'ok' if done.returncode == 0 else 'FAILED':7} {seconds:5.1f} s", flush=True)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def is_script(path: str) -> bool:
    with Path(path).open("rb") as file:
        return file.read(2) == b"#!"


if __name__ == "__main__":
    sys.exit(main())
