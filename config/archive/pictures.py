"""Pictures of the archive as they come into the media library, each once."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import PurePosixPath
from typing import BinaryIO, NamedTuple

from django.core.files.base import ContentFile

from articles.actions import add_picture
from articles.models import Picture
from community.errors import Refused
from community.images import encode_picture
from config.archive.addresses import host_of, root_of
from config.archive.finding import FoundPicture
from config.archive.report import Report
from config.archive.spool import Spool
from config.archive.uploads import Uploads, candidates

_REMEMBERED = 1000


class LibraryPicture(NamedTuple):
    """``picture`` is None when nothing is written."""

    picture: Picture | None
    found: FoundPicture


class Library:
    """Gives the picture at a path below the uploads folder; takes it in when it is first asked for.

    Encoding stands outside the batch's transaction: what was taken stays, and is found again by the
    address it came from.
    """

    def __init__(
        self, spool: Spool, uploads: Uploads, report: Report, *, base: str, dry_run: bool
    ) -> None:
        self._spool = spool
        self._uploads = uploads
        self._report = report
        self._home = f"{host_of(base)}{root_of(base)}wp-content/uploads/"
        self._take: Callable[[BinaryIO, str, str, str], LibraryPicture] = (
            _look_at if dry_run else _take_in
        )
        self.get = lru_cache(_REMEMBERED)(self._get)

    def _get(self, path: str) -> LibraryPicture | None:
        paths = list(dict.fromkeys(candidates(path)))
        sources = [f"{self._home}{each}"[:500] for each in paths]
        here = Picture.objects.filter(source__in=sources).first()
        known = next(filter(None, map(self._spool.attachment_of, paths)), None)
        if known:
            self._spool.change("UPDATE attachments SET is_used = 1 WHERE id = ?", known.id)
        if here:
            return LibraryPicture(here, _found(here))
        opened = self._uploads.open(iter(paths))
        if opened is None:
            self._report.note("picture_missing" if self._uploads.is_there else "no_uploads", path)
            return None
        at, file = opened
        alt = (known and (known.alt or known.title)) or PurePosixPath(path).stem
        with file:
            try:
                taken = self._take(
                    file, alt, known.caption if known else "", f"{self._home}{at}"[:500]
                )
            except Refused as refused:
                self._report.note("picture_refused", f"{path}: {refused}")
                return None
        self._report.take("picture")
        return taken


def _take_in(file: BinaryIO, alt: str, caption: str, source: str) -> LibraryPicture:
    picture = add_picture(file, alt=alt, caption=caption, source=source, by=None)
    return LibraryPicture(picture, _found(picture))


def _look_at(file: BinaryIO, alt: str, caption: str, source: str) -> LibraryPicture:
    """Find out whether it could be used; nothing is kept."""
    encoded: ContentFile[bytes] = encode_picture(file)
    return LibraryPicture(None, FoundPicture(f"/{encoded.name}", 1, 1, alt, caption))


def _found(picture: Picture) -> FoundPicture:
    return FoundPicture(
        picture.file.url, picture.width, picture.height, picture.alt, picture.caption
    )
