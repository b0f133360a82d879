"""Pictures as pages offer them: in every format and width that stands beside the file.

Until the sizes of a picture are made, pages show the file itself: no address here leads nowhere.
"""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape, unescape
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString

from articles.models import Picture
from community.html import safe

# How wide a picture is shown, by its place on a page: what static/css gives it.
SIZES = {
    "lead": "(min-width: 78rem) 43rem, (min-width: 56rem) 56vw, 94vw",
    "portrait": "8rem",
    "teaser": "(min-width: 78rem) 38rem, (min-width: 40rem) 50vw, 94vw",
    "continues": "(min-width: 56rem) 33rem, 94vw",
    "cover": "(min-width: 62rem) 59rem, 94vw",
    "gallery": "(min-width: 62rem) 59rem, 94vw",
    "part": "(min-width: 62rem) 34rem, (min-width: 40rem) 55vw, 94vw",
    "missed": "(min-width: 56rem) 26rem, (min-width: 40rem) 30vw, 94vw",
    "text": "(min-width: 40rem) 37rem, 94vw",
}

_IMG = re.compile(r"<img((?: [a-z-]+=\"[^\"]*\")*)\s*/?>")
_SRC = re.compile(r" src=\"([^\"]*)\"")


@lru_cache(maxsize=4096)
def srcsets(name: str, width: int, height: int) -> dict[str, str]:
    """Return the ``srcset`` of each format for a file of this name and size in pixels."""
    field: Any = Picture._meta.get_field("file")
    formats = field.attr_class.get_picture_files(
        file_name=name, img_width=width, img_height=height, storage=field.storage, field=field
    )[None]
    return {
        kind: ", ".join(f"{size.url} {pixels}w" for pixels, size in sorted(widths.items()))
        for kind, widths in formats.items()
        if widths
    }


def in_sizes(picture: Picture, img: str, place: str) -> str:
    """Put ``img`` (its attributes, each after a space) into a <picture> with its sources."""
    sets = (
        srcsets(str(picture.file.name), picture.width, picture.height) if picture.is_ready else {}
    )
    if not sets:
        return f"<img{img}>"
    sizes = SIZES[place]
    sources = "".join(
        f'<source type="image/{kind.lower()}" srcset="{srcset}" sizes="{sizes}">'
        for kind, srcset in sets.items()
        if kind != "JPEG"
    )
    return f'<picture>{sources}<img srcset="{sets["JPEG"]}" sizes="{sizes}"{img}></picture>'


def picture_html(
    picture: Picture, *, place: str, is_first: bool = False, is_decoration: bool = False
) -> SafeString:
    """Return a picture of the library for its ``place``; the first of a page is loaded at once."""
    alt = "" if is_decoration else escape(picture.alt)
    loading = 'fetchpriority="high"' if is_first else 'loading="lazy"'
    img = (
        f' class="is-focus-{picture.focus}" src="{escape(picture.file.url)}"'
        f' width="{picture.width}" height="{picture.height}" alt="{alt}" decoding="async" {loading}'
    )
    return safe(in_sizes(picture, img, place))


# -- Pictures in a text ----------------------------------------------------------------------------


def names_in(html: str) -> set[str]:
    """Return the names of the library's files that a clean text shows."""
    addresses = (unescape(src[1]) for img in _IMG.finditer(html) if (src := _SRC.search(img[1])))
    return {address.removeprefix(settings.MEDIA_URL) for address in addresses}


def with_sizes(html: str, pictures: Iterable[Picture]) -> str:
    """Give the pictures of a clean text their sizes, and have them loaded when they come near."""
    by_address = {escape(picture.file.url): picture for picture in pictures}
    return _IMG.sub(lambda img: _sized(img[1], by_address), html)


def _sized(attributes: str, by_address: Mapping[str, Picture]) -> str:
    src = _SRC.search(attributes)
    picture = by_address.get(src[1]) if src else None
    img = f'{attributes} loading="lazy" decoding="async"'
    if picture is None:
        return f"<img{img}>"
    if " width=" not in attributes or " height=" not in attributes:
        img += f' width="{picture.width}" height="{picture.height}"'
    return in_sizes(picture, img, "text")
