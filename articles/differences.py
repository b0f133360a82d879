"""What is different between two versions of a piece, in words an editor can read."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import ndiff

from community.html import plain_text

MARKS = {"- ": "theirs", "+ ": "mine"}


@dataclass(frozen=True)
class Difference:
    """A field that stands otherwise; lines are (mark, words), "theirs" or "mine"."""

    label: str
    lines: list[tuple[str, str]]


def differences(
    theirs: Mapping[str, object], mine: Mapping[str, object], labels: Mapping[str, object]
) -> list[Difference]:
    """Compare the fields that ``labels`` names; markup alone makes no difference."""
    found = []
    for name, label in labels.items():
        lines = compared(words(theirs.get(name)), words(mine.get(name)))
        if lines:
            found.append(Difference(str(label), lines))
    return found


def words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return plain_text(value) if isinstance(value, str) else str(value or "")


def compared(theirs: str, mine: str) -> list[tuple[str, str]]:
    """Return the lines that only one of the two has."""
    lines = ndiff(theirs.splitlines(), mine.splitlines()) if theirs != mine else ()
    return [(MARKS[line[:2]], line[2:]) for line in lines if line[:2] in MARKS]
