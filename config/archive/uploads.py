"""The uploads folder of the old site, and nothing outside it."""

import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from config.archive.figures import without_size


class Uploads:
    """Finds files below one folder.

    SECURITY: paths come from the archive. A path is followed to its end, links included, and what
    lies outside the folder is as good as absent; so is what is no plain file.
    """

    def __init__(self, folder: Path | None) -> None:
        self._root = folder.resolve() if folder else None

    @property
    def is_there(self) -> bool:
        return self._root is not None

    def find(self, path: str) -> Path | None:
        """Return the file at a path relative to the folder, else None."""
        if self._root is None or not path or "\0" in path:
            return None
        try:
            found = (self._root / path.lstrip("/")).resolve(strict=True)
            is_file = stat.S_ISREG(found.stat().st_mode)
        except (OSError, RuntimeError, ValueError):
            return None
        return found if is_file and found.is_relative_to(self._root) else None

    def open(self, paths: Iterator[str]) -> tuple[str, BinaryIO] | None:
        """Open the first of ``paths`` that is there, and say which it was."""
        for path in paths:
            found = self.find(path)
            if found:
                return path, found.open("rb")
        return None


def uploads_path(address: str) -> str:
    """Return the decoded path below ``…/uploads/`` that an address names, else ""."""
    try:
        path = unquote(urlsplit(address).path)
    except ValueError:
        return ""
    _before, uploads, below = path.partition("/uploads/")
    return str(PurePosixPath(below)) if uploads and below else ""


def candidates(path: str) -> Iterator[str]:
    """Yield where the picture may lie, the largest first.

    WordPress keeps ``a.jpg``, sizes ``a-300x200.jpg``, and for huge ones ``a-scaled.jpg``.
    """
    whole = re.sub(r"-scaled(?=\.\w+$)", "", without_size(path))
    yield from dict.fromkeys(
        (whole, re.sub(r"(?=\.\w+$)", "-scaled", whole), without_size(path), path)
    )
