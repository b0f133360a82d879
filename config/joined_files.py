"""Join the sheets to one css/site.css and the scripts to one js/site.js.

A finder yields the two as if they lay in static/, so that findstatic, collectstatic and its
hashing, runserver and the tests' server all see them. They are kept under ``VAR_DIR/joined`` and
written anew whenever a source has changed.
"""

import os
import posixpath
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.files.storage import FileSystemStorage

Found = str | list[str]  # the class below has a method called list

FIRST_SHEETS = ("tokens.css", "base.css", "layout.css")
URL = re.compile(
    r"""url\(\s*(?P<quote>['"]?)(?!data:|[a-z]+://|[/#])(?P<path>[^'")]+)(?P=quote)\s*\)"""
)


def join_sheets(static: Path) -> str:
    """Tokens, base and layout, then the components by name."""
    css = static / "css"
    first = [css / name for name in FIRST_SHEETS]
    sheets = [*first, *sorted((css / "components").glob("*.css"))]
    return "\n".join(sheet_text(sheet, css) for sheet in sheets if sheet.is_file())


def sheet_text(sheet: Path, css: Path) -> str:
    """The sheet with its relative url()s as they read from css/."""
    folder = sheet.parent.relative_to(css).as_posix()

    def moved(match: re.Match[str]) -> str:
        return f'url("{posixpath.normpath(posixpath.join(folder, match["path"].strip()))}")'

    return URL.sub(moved, sheet.read_text(encoding="utf-8"))


def join_scripts(static: Path) -> str:
    """The scripts by name, each in a function of its own so that none sees another's names."""
    scripts = sorted((static / "js").glob("*.js"))
    return "\n".join(
        f"(() => {{\n{script.read_text(encoding='utf-8')}\n}})();" for script in scripts
    )


JOINED: dict[str, Callable[[Path], str]] = {"css/site.css": join_sheets, "js/site.js": join_scripts}


class JoinedFilesFinder(BaseFinder):
    def __init__(self, app_names: object = None) -> None:
        self.static = Path(settings.BASE_DIR) / "static"
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "joined")

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Found:  # type: ignore[override]  # no overloads
        """The absolute path of ``path``, freshly joined, or nothing; a list when all are wanted."""
        found = [self.fresh(path)] if path in JOINED else []
        if find_all or kwargs.get("all"):
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        for path in JOINED:
            if not matches_patterns(path, ignore_patterns or []):
                self.fresh(path)
                yield path, self.storage

    def fresh(self, path: str) -> str:
        """Write the joined file if it is not what its sources give; returns where it is."""
        target = Path(self.storage.path(path))
        text = JOINED[path](self.static)
        if not target.is_file() or target.read_text(encoding="utf-8") != text:
            write_whole(target, text)
        return str(target)


def write_whole(target: Path, text: str) -> None:
    """Nobody ever reads half a file: it is put in place by its name."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}-")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(target)
