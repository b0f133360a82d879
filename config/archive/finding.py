"""What cleaning asks of those who know the archive and the site, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol


class Target(NamedTuple):
    """A piece that a link leads to: in the archive or on the site already."""

    uuid: str
    url: str
    is_article: bool


class FoundPicture(NamedTuple):
    """A picture in the media library. ``url`` is a media address of this site."""

    url: str
    width: int
    height: int
    alt: str
    caption: str = ""


class Finder(Protocol):
    """Knows where things are, from the point of view of one piece."""

    def is_itself(self, target: Target) -> bool: ...

    def at(self, address: str) -> Target | None:
        """Return the piece at an address of the old site or of this one."""

    def called(self, title: str) -> Target | None:
        """Return the piece with this title."""

    def is_old(self, address: str) -> bool:
        """Tell whether the address belongs to the old site."""

    def picture(self, address: str, attachment: int) -> FoundPicture | None:
        """Return the picture of an attachment (0: unknown) or at an address of the old site."""

    def attached(self) -> list[int]:
        """Return the ids of the pictures that hang on this piece."""


@dataclass(slots=True)
class Findings:
    """What came out of a text besides the text."""

    see_also: list[str] = field(default_factory=list)
    continued_by: list[str] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)

    def note(self, reason: str, what: str) -> None:
        self.notes.append((reason, what))


Note = Callable[[str, str], None]
