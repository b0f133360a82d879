"""Lines of letters on a picture: broken where they must be, leftwards where the script is."""

from PIL import ImageDraw, ImageFont, features

from community.images.fonts import BOLD, font_for
from community.images.mark import Colour

RIGHT_TO_LEFT = range(0x590, 0x8FF)

Font = ImageFont.FreeTypeFont


def is_leftwards(text: str) -> bool:
    return any(ord(letter) in RIGHT_TO_LEFT for letter in text)


def lines_of(text: str, font: Font, width: int) -> list[str]:
    """Break at spaces; a word that is wider than the box is broken where it must be."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        lines.append("")
        for letter in word:
            if font.getlength(lines[-1] + letter) > width:
                lines.append("")
            lines[-1] += letter
    return [line for line in lines if line]


def write_line(
    draw: ImageDraw.ImageDraw,
    line: str,
    font: Font,
    colour: Colour,
    *,
    top: int,
    left: int,
    right: int,
) -> None:
    """Write one line that fits: from the left, or from the right where its script runs so."""
    direction = "rtl" if is_leftwards(line) and features.check("raqm") else None
    at = right - draw.textlength(line, font, direction=direction) if is_leftwards(line) else left
    draw.text((at, top), line, colour, font, direction=direction)


def write_cut(
    draw: ImageDraw.ImageDraw,
    text: str,
    colour: Colour,
    *,
    size: int,
    top: int,
    left: int,
    right: int,
    weight: int = BOLD,
) -> None:
    """Write one line, cut with an ellipsis; what no font can write is left out."""
    font = font_for(text, size, weight)
    if font is None or not text:
        return
    lines = lines_of(text, font, right - left)
    words = lines[0] if len(lines) == 1 else f"{lines[0]}…"
    write_line(draw, words, font, colour, top=top, left=left, right=right)
