"""What a feed says of itself and of each of its entries, before it is written in any format."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath
from uuid import UUID

from articles.models import Author, Picture
from community.html import absolute

PICTURE_TYPES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture beside an entry; ``address`` is whole."""

    address: str
    width: int
    height: int
    alt: str
    credit: str = ""

    @classmethod
    def of(cls, picture: Picture) -> "Shown":
        address = absolute(picture.file.url)
        return cls(address, picture.width, picture.height, picture.alt, picture.credit)

    @property
    def content_type(self) -> str:
        return PICTURE_TYPES.get(PurePosixPath(self.address).suffix, "image/jpeg")


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote an entry; ``address`` is whole, or "" where there is none."""

    name: str
    address: str = ""

    @classmethod
    def of(cls, author: Author) -> "Writer":
        return cls(author.name, absolute(author.get_absolute_url()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """``html`` is clean and whole in itself, every other text is plain. Addresses are whole.

    ``uuid`` is what readers know it by, however it is renamed.
    """

    uuid: UUID
    title: str
    address: str
    html: str
    published: datetime
    updated: datetime
    summary: str = ""
    writers: list[Writer] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    language: str = ""
    picture: Shown | None = None
    discussion: str = ""

    @property
    def guid(self) -> str:
        return self.uuid.urn


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """The feed itself. ``home`` is the page that it follows, ``address`` its own; all are whole.

    ``icon`` is square and large, ``favicon`` small.
    """

    title: str
    home: str
    address: str
    description: str
    language: str
    publisher: str
    icon: str
    favicon: str
