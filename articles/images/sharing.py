"""What stands for a piece where it is shared: its title, section and cover, and whose it is."""

import io
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageOps

from articles.colours import Colour, ink_on
from community.images.fonts import font_for
from community.images.lettering import lines_of, write_cut, write_line
from community.images.mark import city_mark

WIDTH, HEIGHT = 1200, 630
WORDS = 640  # where the cover begins
EDGE = 56
PAPER: Colour = (249, 249, 246)
INK: Colour = (21, 24, 29)
SOFT: Colour = (85, 89, 96)
LAMP: Colour = (192, 125, 0)
LARGEST, SMALLEST, STEP = 92, 36, 4
LEADING = 1.16
TITLE_BOX = (118, 470)  # from, to
CENTRES = {"left": 0.0, "right": 1.0, "top": 0.0, "bottom": 1.0}


@dataclass(frozen=True, slots=True)
class Shared:
    """What is public of a piece. ``focus`` is a ``Picture.Focus`` of the cover."""

    title: str
    section: str
    publication: str
    accent: Colour
    cover: Image.Image | None = None
    focus: str = "centre"


def draw_share_image(piece: Shared) -> bytes:
    """Return a JPEG of 1200 × 630 pixels. What no font can write is left out."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    draw = ImageDraw.Draw(image)
    right = WIDTH - EDGE
    if piece.cover is not None:
        right = WORDS - EDGE
        _put_cover(image, piece.cover, piece.focus)
    write_cut(draw, piece.section, piece.accent, size=28, top=EDGE, left=EDGE, right=right)
    _write_title(draw, piece.title, right)
    draw.rectangle((EDGE, 512, EDGE + 96, 517), fill=piece.accent)
    image.paste(mark := city_mark(44, INK, LAMP), (EDGE, 540), mark)
    write_cut(draw, piece.publication, SOFT, size=32, top=544, left=EDGE + 60, right=right)
    if piece.cover is None:
        draw.rectangle((0, 0, WIDTH, 14), fill=piece.accent)
        _put_skyline(image, piece.accent)
    written = io.BytesIO()
    image.save(written, "JPEG", quality=86, optimize=True, progressive=True)
    return written.getvalue()


def _put_cover(image: Image.Image, cover: Image.Image, focus: str) -> None:
    across = next((CENTRES[side] for side in ("left", "right") if side in focus), 0.5)
    down = next((CENTRES[side] for side in ("top", "bottom") if side in focus), 0.5)
    size = (WIDTH - WORDS, HEIGHT)
    fitted = ImageOps.fit(
        cover.convert("RGB"), size, Image.Resampling.LANCZOS, centering=(across, down)
    )
    image.paste(fitted, (WORDS, 0))


def _put_skyline(image: Image.Image, accent: Colour) -> None:
    """Three houses of the city, large and quiet, where a cover would be."""
    quiet: Colour = (226, 228, 221)
    mark = city_mark(300, quiet, PAPER if ink_on(accent) == INK else (240, 222, 180))
    image.paste(mark, (WIDTH - EDGE - 300, HEIGHT - 300), mark)


def _write_title(draw: ImageDraw.ImageDraw, title: str, right: int) -> None:
    """Write the title as large as its box allows; what is still too long ends in an ellipsis."""
    top, bottom = TITLE_BOX
    size = LARGEST
    while (font := font_for(title, size)) is not None:
        lines, room = lines_of(title, font, right - EDGE), int((bottom - top) / (size * LEADING))
        if len(lines) <= room or size <= SMALLEST:
            break
        size -= STEP
    if font is None:
        return
    if len(lines) > room:
        lines = [*lines[: room - 1], f"{lines[room - 1].rstrip(' ,.;:')}…"]
    for number, line in enumerate(lines):
        write_line(
            draw,
            line,
            font,
            INK,
            top=top + round(number * size * LEADING),
            left=EDGE,
            right=right,
        )
