"""Pictures that people send: looked at, decoded, made small and encoded anew.

Nothing of the file that came in is kept but its pixels: no name, no EXIF, no place where it was
taken, no second meaning as HTML.
"""

import io
from typing import IO
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from community.errors import Refused

MAX_BYTES = 15 * 1024 * 1024
MAX_PIXELS = 15_000_000  # WebP costs 15 bytes for each while it is decoded
MAX_PHOTOGRAPH_PIXELS = 50_000_000  # a JPEG is decoded at a fraction of its size
PHOTOGRAPHS = ("JPEG", "MPO")
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF")
QUALITY = 86

_BROKEN = (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError)


class PictureRefused(Refused):
    """The file cannot be used as a picture; the text says why and what to do."""


def encode_picture(file: IO[bytes] | File[bytes], *, longest: int = 1600) -> ContentFile[bytes]:
    """Return the picture as a JPEG, or as WebP where it came as something else, with a new name.

    The longer side is at most ``longest`` pixels. Raises ``PictureRefused``. Costs at most about
    200 MB and a second: the size is checked before reading, the pixels before decoding.
    """
    try:
        return _encode(_open(_read(file)), longest)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error


def _read(file: IO[bytes] | File[bytes]) -> io.BytesIO:
    """Take the bytes in, unless there are too many; what the file says of its size may be wrong."""
    too_large = PictureRefused(_("This file is too large: at most 15 MB, please."))
    if (getattr(file, "size", 0) or 0) > MAX_BYTES:
        raise too_large
    if hasattr(file, "seek"):
        file.seek(0)
    content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise too_large
    if not content:
        raise PictureRefused(_("This file is empty. Choose the picture once more."))
    return io.BytesIO(content)


def _open(content: io.BytesIO) -> Image.Image:
    """Read the header only. SECURITY: the content says what it is, never the name or the type."""
    try:
        picture = Image.open(content, formats=FORMATS)
    except UnidentifiedImageError as error:
        sentence = _(
            "This is not a picture that we can read. JPEG, PNG, WebP, AVIF or GIF, please."
        )
        raise PictureRefused(sentence) from error
    except _BROKEN as error:
        raise _damaged() from error
    most = MAX_PHOTOGRAPH_PIXELS if picture.format in PHOTOGRAPHS else MAX_PIXELS
    if picture.width * picture.height > most:
        raise _too_many_pixels()
    if picture.format != "MPO" and getattr(picture, "is_animated", False):
        raise PictureRefused(_("This picture moves. Choose a still one, please."))
    return picture


def _encode(picture: Image.Image, longest: int) -> ContentFile[bytes]:
    is_photograph = picture.format in PHOTOGRAPHS
    try:
        small = _upright_and_small(picture, longest)
    except _BROKEN as error:
        raise _damaged() from error
    written = io.BytesIO()
    if is_photograph:
        small.convert("RGB").save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        small.save(written, "WEBP", quality=QUALITY, method=4)
    ending = "jpg" if is_photograph else "webp"
    return ContentFile(written.getvalue(), name=f"{uuid4().hex[:20]}.{ending}")


def _upright_and_small(picture: Image.Image, longest: int) -> Image.Image:
    """Decode, shrink, turn as EXIF says, and bring the colours into sRGB; nothing else is left."""
    picture.draft("RGB", (longest, longest))
    if picture.mode in ("P", "1", "PA"):
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    profile = picture.info.get("icc_profile")
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture = _in_srgb(ImageOps.exif_transpose(picture), profile)
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            output = mode if picture.mode != "CMYK" else "RGB"
            turned = ImageCms.profileToProfile(
                picture, source, ImageCms.createProfile("sRGB"), outputMode=output
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            return picture.convert(mode)
        return turned or picture.convert(mode)
    if picture.mode.startswith("I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture.convert(mode)


def _damaged() -> PictureRefused:
    return PictureRefused(_("This picture is damaged or incomplete. Try to save it again."))


def _too_many_pixels() -> PictureRefused:
    return PictureRefused(
        _("This picture has too many pixels: at most 15 million, 50 in a JPEG, please.")
    )
