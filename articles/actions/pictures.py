"""The picture library."""

from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.changes import tell_publication_changed
from articles.actions.sharing import redraw_share_images
from articles.actions.sizes import ask_for_sizes
from articles.models import Article, Picture
from articles.permissions import can_add_pictures, can_change_picture
from community.errors import Refused
from community.images import encode_picture
from community.models import User

LONGEST = 2000  # pixels


def add_picture(
    file: IO[bytes] | File[bytes],
    *,
    alt: str,
    by: User | None,
    caption: str = "",
    credit: str = "",
    focus: str = Picture.Focus.CENTRE,
    source: str = "",
    is_demo: bool = False,
) -> Picture:
    """Encode a file anew and put it into the library. ``by`` None is an importer.

    Raises ``PictureRefused`` for what is no fit picture, ``Refused`` without alternative text.
    """
    if by is not None and not can_add_pictures(by):
        raise PermissionDenied(_("Your role does not allow this."))
    if not alt.strip():
        raise Refused(_("Say in a few words what the picture shows."))
    picture = Picture(
        alt=alt.strip()[:300], caption=caption[:400], credit=credit[:120], focus=focus,
        source=source[:500], uploaded_by=by, is_demo=is_demo,
    )  # fmt: skip
    picture.file = encode_picture(file, longest=LONGEST)
    with transaction.atomic():
        picture.save()
        if by is not None:  # An archive has thousands: the clock asks for those.
            ask_for_sizes([picture.pk])
    return picture


def save_picture(
    picture: Picture, *, by: User, encoded: ContentFile[bytes] | None = None
) -> Picture:
    """Store the words of a picture, and what ``encode_picture`` made of a new file."""
    if not (can_change_picture(by, picture) if picture.pk else can_add_pictures(by)):
        raise PermissionDenied(_("Your role does not allow this."))
    if encoded is not None:
        picture.file, picture.state = encoded, Picture.State.PENDING
    picture.uploaded_by = picture.uploaded_by or by
    with transaction.atomic():
        picture.save()
        if encoded is not None:
            ask_for_sizes([picture.pk])
        redraw_share_images(Article.objects.covered_by(picture))
        tell_publication_changed()
    return picture
