"""Files that commands write: whole or not there, and for their owner alone."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write beside ``path`` first, so that a file of this name is always whole.

    SECURITY: nobody else on the machine may read it; it is full of what people did. Raises OSError.
    """
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb", opener=for_owner) as file:  # a Path takes no opener
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)
