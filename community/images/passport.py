"""The passport card of a citizen, of the shape of an identity card: 85.6 × 54 mm at 312 dpi."""

import io
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw, ImageOps

from community.images.engraving import Curve, rosette, waves
from community.images.fonts import BOLD, REGULAR, font_for, writable
from community.images.lettering import lines_of, write_cut, write_line
from community.images.mark import Colour, city_mark
from community.images.qr import draw_qr
from community.images.skyline import draw_skyline

WIDTH, HEIGHT, ROUNDING = 1050, 660, 38
EDGE = 54
FINER = 2
PAPER: Colour = (249, 247, 240)
INK: Colour = (21, 24, 29)
SOFT: Colour = (88, 86, 80)
LAMP: Colour = (192, 125, 0)
GLOW: Colour = (244, 194, 90)
NIGHT_INK: Colour = (243, 239, 230)
# What the lines are printed in, from the left to the right.
INKS: tuple[Colour, ...] = ((196, 154, 66), (70, 138, 126), (74, 100, 148), (178, 98, 84))
FAINT = 0.36
SIZES = ((56, 1), (48, 2), (40, 3), (34, 4), (29, 5), (24, 7))  # of a name, and its lines at most
FACE = (EDGE + 6, 168, 254, 362)  # left, top, right, bottom of the portrait
WORDS = 290  # where the words begin
CODE = 272  # at most
FACTS = 392
FOOT = 552  # where night begins


@dataclass(frozen=True, slots=True)
class Passport:
    """What stands on a card; labels and dates come in the language of who asks."""

    city: str
    title: str
    name: str
    handle: str
    number: str
    facts: tuple[tuple[str, str], ...]
    check: str = ""
    picture: Image.Image | None = None


def draw_passport(card: Passport) -> bytes:
    """Return a PNG of 1050 × 660 pixels with round corners; about a tenth of a second."""
    image = ground().copy()
    draw = ImageDraw.Draw(image)
    put_head(image, draw, card)
    put_face(image, card.picture)
    right = put_code(image, draw, card.check)
    put_words(draw, card, right)
    put_foot(draw, card)
    image.putalpha(rounded(image.size, ROUNDING))
    written = io.BytesIO()
    image.save(written, "PNG", compress_level=4)
    return written.getvalue()


@lru_cache(maxsize=1)
def ground() -> Image.Image:
    """Paper with its engraving, the city by night at the foot; the same for every card."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    lines = Image.new("L", (WIDTH * FINER, HEIGHT * FINER), 0)
    draw = ImageDraw.Draw(lines)
    for top, height, count, length in ((96, 300, 16, 420), (330, 200, 12, 260)):
        for curve in waves(WIDTH, height, lines=count, length=length, breadth=0.9):
            engrave(draw, curve, down=top)
    for inner, count in ((0.30, 14), (0.72, 10)):
        for curve in rosette(640, 292, 236, lobes=12, inner=inner, lines=count):
            engrave(draw, curve)
    mask = lines.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
    image.paste(rainbow(), (0, 0), mask.point(lambda value: round(value * FAINT)))
    draw_skyline(image, FOOT, INK, GLOW)
    return image


def engrave(draw: ImageDraw.ImageDraw, curve: Curve, *, down: float = 0) -> None:
    draw.line([(x * FINER, (y + down) * FINER) for x, y in curve], fill=255, width=FINER)


def rainbow() -> Image.Image:
    """Return the inks running into one another, as a press prints them from one fountain."""
    strip = Image.new("RGB", (len(INKS), 1))
    strip.putdata(list(INKS))
    return strip.resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC)


def put_head(image: Image.Image, draw: ImageDraw.ImageDraw, card: Passport) -> None:
    mark = city_mark(64, INK, GLOW)
    image.paste(mark, (EDGE, 46), mark)
    left, right = EDGE + 84, WIDTH - EDGE
    city = writable(card.city)
    write_cut(draw, city, INK, size=34, top=42, left=left, right=right)
    write_cut(draw, card.title, SOFT, size=22, top=84, left=left, right=right, weight=REGULAR)
    draw.line((EDGE, 126, WIDTH - EDGE, 126), fill=INK, width=3)
    put_microprint(draw, city.upper())


def put_microprint(draw: ImageDraw.ImageDraw, words: str) -> None:
    """Write the city's name below the rule again and again, as small as a printer can."""
    font = font_for(words, 8, REGULAR)
    if font is None or not words:
        return
    each = font.getlength(f"{words} · ")
    times = int((WIDTH - 2 * EDGE) / each)
    for at in range(times):
        left = EDGE + at * (WIDTH - 2 * EDGE) / max(times, 1)
        draw.text((left, 130), f"{words} ·", SOFT, font)


def put_face(image: Image.Image, picture: Image.Image | None) -> None:
    """Put the member's picture into its frame, or the city mark."""
    left, top, right, bottom = FACE
    size = (right - left, bottom - top)
    draw = ImageDraw.Draw(image)
    if picture is None:
        draw.rectangle((left, top, right, bottom), fill=(238, 233, 219))
        mark = city_mark(112, INK, GLOW)
        image.paste(mark, (left + (size[0] - 112) // 2, top + (size[1] - 112) // 2), mark)
    else:
        fitted = ImageOps.fit(picture.convert("RGB"), size, Image.Resampling.LANCZOS)
        image.paste(fitted, (left, top))
    draw.rectangle((left - 6, top - 6, right + 5, bottom + 5), outline=INK, width=2)
    draw.rectangle((left - 1, top - 1, right, bottom), outline=INK, width=1)


def put_code(image: Image.Image, draw: ImageDraw.ImageDraw, check: str) -> int:
    """Put the code at the right on its white; return where the words have to end."""
    if not check:
        return WIDTH - EDGE
    code = draw_qr(check, CODE)
    left, top = WIDTH - EDGE - code.width, FACE[1] - 6
    draw.rectangle(
        (left - 2, top, left + code.width + 1, top + code.height + 3), fill="white", outline=INK
    )
    image.paste(code, (left, top + 2))
    return left - 36


def put_words(draw: ImageDraw.ImageDraw, card: Passport, right: int) -> None:
    """Write the name as large as there is room, and below it what is known of its bearer."""
    name = writable(card.name) or f"@{card.handle}"
    size, lines = fitting(name, right - WORDS)
    top = FACE[1] - 14
    font = font_for(name, size)
    for line in lines if font else []:
        write_line(draw, line, font, INK, top=top, left=WORDS, right=right)  # type: ignore[arg-type]  # not empty
        top += round(size * 1.2)
    left = EDGE
    for label, value in card.facts:
        write_cut(draw, label, SOFT, size=18, top=FACTS, left=left, right=right, weight=REGULAR)
        write_cut(draw, value, INK, size=24, top=FACTS + 22, left=left, right=right)
        left += (right - EDGE) // 2


def fitting(name: str, width: int) -> tuple[int, list[str]]:
    """Return the largest size at which the name has room and its words stay whole, with its lines.

    Where no size keeps them whole, the smallest breaks them.
    """
    for size, most in SIZES:
        font = font_for(name, size)
        lines = lines_of(name, font, width) if font else []
        if len(lines) <= most and " ".join(lines) == name:
            break
    return size, lines[:most]


def put_foot(draw: ImageDraw.ImageDraw, card: Passport) -> None:
    """Write the number into the night, and the handle as machines read it."""
    font = font_for(card.number, 44, BOLD)
    if font:
        left = WIDTH - EDGE - draw.textlength(card.number, font)
        draw.text((left, HEIGHT - 84), card.number, GLOW, font)
    write_cut(
        draw,
        f"@{card.handle}",
        NIGHT_INK,
        size=26,
        top=HEIGHT - 70,
        left=EDGE,
        right=WIDTH - EDGE - 300,
        weight=REGULAR,
    )


def rounded(size: tuple[int, int], radius: int) -> Image.Image:
    large = (size[0] * FINER, size[1] * FINER)
    mask = Image.new("L", large, 0)
    box = (0, 0, large[0] - 1, large[1] - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * FINER, fill=255)
    return mask.resize(size, Image.Resampling.LANCZOS)
