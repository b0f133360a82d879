"""A member's own page: the name shown, the handle, a few words, a picture."""

import io
from datetime import timedelta
from typing import IO

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from community.errors import Refused
from community.images import encode_picture
from community.models import FormerHandle, User
from community.models.people import HANDLE_TAKEN
from community.names import check_handle, clean_name
from community.permissions import is_mute

PICTURE_PIXELS = 256
HANDLES_A_YEAR, HANDLE_YEAR = 5, timedelta(days=365)


class HandleTaken(Refused):
    """Somebody else has this handle."""


def change_profile(user: User, *, by: User, display_name: str, handle: str, bio: str) -> None:
    """Change what everybody reads of ``user``; the same words twice change nothing.

    Raises ``PermissionDenied`` and ``HandleTaken``, and ``ValidationError`` for unfit words.
    """
    new = {"display_name": clean_name(display_name), "handle": handle, "bio": clean_bio(bio)}
    with transaction.atomic():
        member = lock_own(user, by)
        if handle != member.handle:
            check_handle(handle)
            refuse_if_taken(handle, member)
            keep_handle(member, handle)
        changed = [name for name, value in new.items() if getattr(member, name) != value]
        for name in changed:
            setattr(member, name, new[name])
            setattr(user, name, new[name])
        if changed:
            member.clean_fields(exclude={"email"})
            save_fields(member, changed)


def set_picture(user: User, *, by: User, file: IO[bytes] | File[bytes] | None) -> None:
    """Keep ``file`` as the square picture of ``user``, or none. Raises ``PictureRefused``."""
    square = square_picture(file) if file else None
    with transaction.atomic():
        member = lock_own(user, by)
        old = member.picture.name
        if square is None:
            member.picture = None
        else:
            member.picture.save(square.name or "picture", square, save=False)
        member.save(update_fields=["picture"])
        user.picture = member.picture
        if old:
            storage = member.picture.storage
            transaction.on_commit(lambda: storage.delete(old))


def square_picture(file: IO[bytes] | File[bytes]) -> ContentFile[bytes]:
    """Return the middle of the picture as a square WebP, re-encoded, under a new name."""
    clean = encode_picture(file, longest=4 * PICTURE_PIXELS)
    with Image.open(clean) as picture:
        square = ImageOps.fit(picture, (PICTURE_PIXELS, PICTURE_PIXELS))
    written = io.BytesIO()
    square.save(written, "WEBP", quality=84)
    stem = (clean.name or "picture").rpartition(".")[0]
    return ContentFile(written.getvalue(), name=f"{stem}.webp")


def clean_bio(text: str) -> str:
    """One paragraph of plain words; an empty one is fine."""
    return clean_name(text) if text.strip() else ""


def lock_own(user: User, by: User) -> User:
    """Load ``user`` for a change. Only one's own page, and not while a sanction mutes one."""
    if by.pk != user.pk:
        raise PermissionDenied(_("Everybody writes their own page."))
    if is_mute(by):
        raise PermissionDenied(_("While a sanction keeps you silent your page stays as it is."))
    return User.objects.select_for_update().get(pk=user.pk, is_active=True)


def refuse_if_taken(handle: str, member: User) -> None:
    former = FormerHandle.objects.filter(handle=handle).exclude(user=member)
    if User.objects.filter(handle=handle.lower()).exists() or former.exists():
        raise HandleTaken(HANDLE_TAKEN)


def keep_handle(member: User, new: str) -> None:
    """Let the present handle lead to ``member`` after the change, and free ``new`` if it was one.

    SECURITY: whoever could take a handle that somebody else was known by would speak as them.
    """
    former = member.former_handles
    since = timezone.now() - HANDLE_YEAR
    if former.filter(left_at__gt=since).count() >= HANDLES_A_YEAR:
        raise HandleTaken(_("You have changed your handle often this year. Keep this one for now."))
    former.filter(handle=new).delete()
    former.create(handle=member.handle)


def save_fields(member: User, changed: list[str]) -> None:
    """Save; where another member took the handle in the same moment, the constraint says so."""
    try:
        with transaction.atomic():
            member.save(update_fields=changed)
    except IntegrityError as error:
        raise HandleTaken(HANDLE_TAKEN) from error
