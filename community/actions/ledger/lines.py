"""An entry as one line of text, the same for ever, and the chain of digests over such lines.

Canonical: JSON in UTF-8 with sorted keys and no spaces, times in UTC with six digits of a second.
"""

import hashlib
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

FORMAT = 1
Row = dict[str, Any]


def canonical(row: Row) -> str:
    return json.dumps(
        row, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def plain(value: object) -> object:
    """Return what stands in a line for a value of the database."""
    if isinstance(value, datetime):
        return moment(value)
    return str(value) if isinstance(value, UUID) else value


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class Chain:
    """SHA-256 over each line and the digest before it; the same entries give the same digest."""

    def __init__(self, name: str) -> None:
        self.count = 0
        self.digest = hashed(f"civitas {name} {FORMAT}")

    def add(self, line: str) -> None:
        self.count += 1
        self.digest = hashed(f"{self.digest}\n{line}")


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def seal_over(header: str, chain: Chain) -> Row:
    """Return the last line of a file: ``seal`` holds the first line too, ``digest`` the entries."""
    return {
        "count": chain.count,
        "digest": chain.digest,
        "seal": hashed(f"{header}\n{chain.digest}\n{chain.count}"),
    }
