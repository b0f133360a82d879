"""The archive: one JSON file for each room, a page that reads well without them, and the picture.

Rows go through one at a time, so that memory does not grow with what somebody wrote.
"""

import json
import tempfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.files.storage import default_storage
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html

from articles.actions import own_data as publication
from comments.actions import own_data as discussion
from community.actions import own_data as city
from community.models import User
from community.own_data import Room, Row
from config.own_data.html import row_html
from config.own_data.labels import shown

ROOMS: tuple[Room, ...] = (*city.ROOMS, *discussion.ROOMS, *publication.ROOMS)
PIECE = 1 << 16
# In the page itself, which is opened from a folder and has nothing beside it. No sign to escape.
STYLE = """
body { max-width: 44rem; margin: 2rem auto; padding: 0 1rem; font: 1.05rem/1.55 Charter, serif; }
h2 { margin-top: 2.5rem; }
dl { border-top: 1px solid color-mix(in srgb, currentColor 25%, transparent); padding-top: .5rem; }
dt { font: .8rem/1.4 system-ui, sans-serif; opacity: .75; }
dd { margin: 0 0 .4rem; overflow-wrap: anywhere; }
dd dl { margin-inline-start: 1rem; }
"""


def write_archive(user: User, target: IO[bytes]) -> None:
    """Write the ZIP file with all that is known of ``user``."""
    with ZipFile(target, "w", ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as page:
        counted = [(room, write_room(archive, page, room, user)) for room in ROOMS]
        add_page(archive, page, [(room, number) for room, number in counted if number])
        add_picture(archive, user)


def write_room(archive: ZipFile, page: IO[bytes], room: Room, user: User) -> int:
    """Write the file of ``room``, and its part of the page; return how many rows it has.

    An empty one has a file all the same, so that nobody wonders whether it was forgotten.
    """
    number = 0
    with archive.open(f"{room.name}.json", "w", force_zip64=True) as file:
        file.write(b"[")
        for number, row in enumerate(room.rows(user), start=1):
            file.write(b"\n" if number == 1 else b",\n")
            file.write(as_json(row))
            if number == 1:
                page.write(render_to_string("own_data/heading.html", {"room": room}).encode())
            page.write(row_html(shown(row)).encode())
        file.write(b"\n]\n")
    return number


def as_json(row: Row) -> bytes:
    return json.dumps(row, ensure_ascii=False, default=plain).encode()


def plain(value: object) -> str:
    """Times as ISO 8601 with their offset; what is left are words that wait for a language."""
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def add_page(archive: ZipFile, page: IO[bytes], rooms: list[tuple[Room, int]]) -> None:
    """The beginning tells how much there is, so it is written last."""
    style = format_html("<style>{}</style>", STYLE)
    context = {"rooms": rooms, "at": timezone.now(), "site": settings.SITE_URL, "style": style}
    with archive.open("index.html", "w", force_zip64=True) as file:
        file.write(render_to_string("own_data/index.html", context).encode())
        page.seek(0)
        copy(pieces_of(page), file)
        file.write(b"</main>\n</body>\n</html>\n")


def add_picture(archive: ZipFile, user: User) -> None:
    name = user.picture.name
    if name and default_storage.exists(name):
        with default_storage.open(name) as picture, archive.open("picture.webp", "w") as file:
            copy(picture.chunks(), file)


def pieces_of(page: IO[bytes]) -> Iterator[bytes]:
    while piece := page.read(PIECE):
        yield piece


def copy(pieces: Iterable[bytes], to: IO[bytes]) -> None:
    for piece in pieces:
        to.write(piece)
