"""The picture that stands beside a shared link."""

from dataclasses import dataclass

from articles.models import Article, Picture
from community.html import absolute

SIZE = (1200, 630)  # of the drawn ones


@dataclass(frozen=True, slots=True)
class SharedPicture:
    """``address`` is whole; the size is in pixels."""

    address: str
    width: int
    height: int
    alt: str

    @classmethod
    def of(cls, picture: Picture) -> "SharedPicture":
        return cls(absolute(picture.file.url), picture.width, picture.height, picture.alt)


def drawn_picture(article: Article) -> SharedPicture | None:
    """The one that was drawn for sharing, where there is one."""
    drawn = article.share_image
    return SharedPicture(absolute(drawn.url), *SIZE, article.title) if drawn else None


def shared_picture(article: Article) -> SharedPicture | None:
    """The drawn one, else the cover, else none."""
    drawn = drawn_picture(article)
    return drawn or (SharedPicture.of(article.cover) if article.cover else None)
