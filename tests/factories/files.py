"""Files of pictures, good and hostile, made as they are needed."""

import io
import struct
import zlib
from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

SIDEWAYS = 6  # EXIF: turn by 90° clockwise to see it upright


def picture_bytes(
    size: tuple[int, int] = (64, 40), *, mode: str = "RGB", kind: str = "JPEG", **options: Any
) -> bytes:
    """Return a plain picture as ``kind`` writes it."""
    written = io.BytesIO()
    Image.new(mode, size, 90 if len(mode) == 1 else (170, 60, 30, 255)[: len(mode)]).save(
        written, kind, **options
    )
    return written.getvalue()


def upload(content: bytes | None = None, name: str = "picture.jpg") -> SimpleUploadedFile:
    """Return an upload as a form receives it; a good JPEG unless told otherwise."""
    return SimpleUploadedFile(name, picture_bytes() if content is None else content, "image/jpeg")


def sideways_photograph() -> bytes:
    """A photograph of 64×40 that EXIF turns upright, with the place where it was taken."""
    exif = Image.Exif()
    exif[0x0112] = SIDEWAYS
    exif[0x010E] = "taken at home"
    exif.get_ifd(0x8825)[1] = "N"
    return picture_bytes(exif=exif)


def moving_picture() -> bytes:
    frame = Image.new("RGB", (20, 20), (0, 0, 200))
    return picture_bytes((20, 20), kind="GIF", save_all=True, append_images=[frame])


def truncated_picture(kind: str = "JPEG") -> bytes:
    written = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(written, kind)
    return written.getvalue()[: len(written.getvalue()) // 2]


def pixel_bomb(side: int = 50_000) -> bytes:
    """A PNG of a few kilobytes that says it is ``side`` × ``side``."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    pixels = zlib.compress(bytes(side // 8 + 1) * 200)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


def animated_png() -> bytes:
    frames = [Image.new("RGB", (20, 20), (0, shade, 200)) for shade in (0, 90)]
    return picture_bytes((20, 20), kind="PNG", save_all=True, append_images=frames)


def lying_picture() -> bytes:
    """A PNG whose header says 3000 × 3000 and whose pixels are those of 64 × 40."""
    content = bytearray(picture_bytes(kind="PNG"))
    content[16:24] = struct.pack(">II", 3000, 3000)
    content[29:33] = struct.pack(">I", zlib.crc32(bytes(content[12:29])))
    return bytes(content)


# By name: the file, and a part of the sentence that it gets ("" where it is taken).
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "truncated": (lambda: truncated_picture("PNG"), "damaged or incomplete"),
    "truncated photograph": (truncated_picture, "damaged or incomplete"),
    "50,000 × 50,000 in 4 KB": (pixel_bomb, "too many pixels"),
    "HTML named .png": (lambda: b"<html><script>alert(1)</script>", "not a picture"),
    "SVG with script": (lambda: b"<svg><script>alert(1)</script></svg>", "not a picture"),
    "moving GIF": (moving_picture, "moves"),
    "moving PNG": (animated_png, "moves"),
    "CMYK": (lambda: picture_bytes(mode="CMYK"), ""),
    "turned by EXIF": (sideways_photograph, ""),
    "0 bytes": (lambda: b"", "empty"),
    "lying about its size": (lying_picture, "damaged or incomplete"),
    "16 MB": (lambda: b"\xff\xd8" + bytes(16 * 1024 * 1024), "too large"),
    "as many pixels as are allowed": (
        lambda: picture_bytes((3870, 3870), mode="RGBA", kind="WEBP", quality=1, method=0), "",
    ),
    "a photograph as large as is allowed": (lambda: picture_bytes((7000, 7000), quality=1), ""),
    "a picture and a page in one": (
        lambda: picture_bytes() + b"<html><script>alert(1)</script></html>", "",
    ),
}  # fmt: skip
