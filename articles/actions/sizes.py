"""The sizes of pictures: asked for with the picture, made by the worker, never left behind."""

import logging
from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

from articles.actions.changes import tell_publication_changed
from articles.models import Picture
from articles.permissions import can_change_picture
from community.enqueue import enqueue
from community.models import User

logger = logging.getLogger("civitas.pictures")

AT_ONCE = 200
PATIENCE = timedelta(minutes=15)
# The file will not get better by trying again; anything else is a matter of the disk.
BROKEN = (FileNotFoundError, UnidentifiedImageError, SyntaxError, ValueError, EOFError)


def ask_for_sizes(pks: Sequence[int]) -> None:
    """Have the sizes of pictures made, if the transaction that stores them succeeds."""
    Picture.objects.filter(pk__in=pks).update(sizes_asked_at=timezone.now())
    for pk in pks:
        enqueue("articles.tasks.make_sizes", pk)


def make_sizes_of(pk: int) -> None:
    """Write every size beside the file, then let pages offer them; silent when that is done.

    About a second and a half for a picture of 2000 pixels, most of it AVIF.
    """
    picture = Picture.objects.filter(pk=pk).exclude(state=Picture.State.READY).first()
    if picture is None:
        return
    try:
        write_sizes(picture)
    except BROKEN as error:
        logger.warning("no sizes", extra={"picture": pk, "reason": type(error).__name__})
        finish(picture, Picture.State.FAILED)
    else:
        finish(picture, Picture.State.READY)


def write_sizes(picture: Picture) -> None:
    sizes = picture.file.get_picture_files_list()
    with picture.file.storage.open(picture.file.name) as file, Image.open(file) as opened:
        image = opened.convert("RGBA" if opened.has_transparency_data else "RGB")
    for size in sizes:
        size.save(image)


def finish(picture: Picture, state: str) -> None:
    """A file that was changed meanwhile has its own task."""
    with transaction.atomic():
        rows = Picture.objects.filter(pk=picture.pk, file=picture.file.name)
        if rows.update(state=state):
            tell_publication_changed()


def retry_sizes(picture: Picture, *, by: User) -> None:
    """Have another try at the sizes of a picture that has none."""
    if not can_change_picture(by, picture):
        raise PermissionDenied(_("Your role does not allow this."))
    with transaction.atomic():
        rows = Picture.objects.filter(pk=picture.pk, state=Picture.State.FAILED)
        if rows.update(state=Picture.State.PENDING):
            ask_for_sizes([picture.pk])


def ask_for_missing_sizes() -> int:
    """Ask for what came with an archive or from before there were sizes, and for what got lost.

    Return how many. Safe to repeat: what was asked for is left alone for a quarter of an hour.
    """
    with transaction.atomic():
        forgotten = Picture.objects.forgotten(timezone.now() - PATIENCE)
        waiting = list(forgotten.values_list("pk", flat=True)[:AT_ONCE])
        ask_for_sizes(waiting)
    return len(waiting)


def delete_files(picture: Picture) -> None:
    """Delete the file of a picture and its sizes, once nothing shows it any more."""
    for size in picture.file.get_picture_files_list():
        size.delete()
    picture.file.storage.delete(str(picture.file.name))
