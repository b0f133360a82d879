"""Know without loading Django whether database and static files are as the code wants them.

``var/ready.json`` keeps fingerprints of what the last preparation saw. A second start that finds
the same skips Django's own checks, which take longer than the server needs to come up.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

State = dict[str, str]


def digest(parts: Iterable[object]) -> str:
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


def look(files: Iterable[Path]) -> str:
    """Name, size and time of change of every file."""
    seen = ((path, path.stat()) for path in sorted(files) if path.is_file())
    return digest((path, stat.st_size, stat.st_mtime_ns) for path, stat in seen)


def database_state(values: Mapping[str, str], var: Path) -> str | None:
    """Which database it is and how far it has been migrated; None when only Django can tell."""
    url = values.get("DATABASE_URL", "")
    path = Path(url.removeprefix("sqlite:///")) if url else var / "db.sqlite3"
    if (url and not url.startswith("sqlite:///")) or not path.is_file():
        return None
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT count(*), max(id) FROM django_migrations").fetchone()
    except (sqlite3.Error, ValueError):
        return None
    return digest([path, *row])


def current_state(root: Path, var: Path, values: Mapping[str, str]) -> State | None:
    """What stands on the disk now; None when it must be prepared in any case."""
    database = database_state(values, var)
    if database is None or not (var / "static" / "staticfiles.json").is_file():
        return None
    requirements = (root / "requirements.txt").read_text()
    return {
        "database": database,
        "demo": values.get("DEMO", ""),
        "migrations": digest([requirements, look(root.glob("*/migrations/*.py"))]),
        "static": static_state(root),
    }


def static_state(root: Path) -> str:
    """Changes when one of our sheets, scripts or pictures does, or a package that brings some."""
    requirements = (root / "requirements.txt").read_text()
    joined = root / "config" / "joined_files.py"
    return digest([requirements, look([*root.glob("static/**/*"), joined])])


def is_ready(state: State | None, var: Path) -> bool:
    return state is not None and state == last_state(var)


def last_state(var: Path) -> State | None:
    try:
        saved: State = json.loads((var / "ready.json").read_text())
    except (OSError, ValueError):
        return None
    return saved


def keep_state(state: State | None, var: Path) -> None:
    if state is not None:
        (var / "ready.json").write_text(json.dumps(state, indent=1))
