"""The icons of the site: the publication's logo, or the city mark on its accent."""

import io

from PIL import Image, ImageDraw, ImageOps

from articles.colours import Colour, ink_on
from community.images.mark import FINER, city_mark

LAMP: Colour = (244, 194, 90)
PAPER: Colour = (249, 249, 246)
ROUNDING = 0.19  # of the side
MARGIN = 0.16
SAFE_MARGIN = 0.24  # a maskable icon may lose all but a circle of 80 %


def draw_icon(
    size: int, accent: Colour, *, logo: Image.Image | None = None, is_maskable: bool = False
) -> bytes:
    """Return a PNG of ``size`` pixels square; a maskable one has a ground to its edges."""
    ground = PAPER if logo else accent
    icon = Image.new("RGBA", (size, size), (*ground, 255))
    margin = SAFE_MARGIN if is_maskable else MARGIN
    inner = size - 2 * round(size * margin)
    if logo is None:
        sign = city_mark(inner, ink_on(accent), LAMP if ink_on(accent) != LAMP else PAPER)
    else:
        sign = ImageOps.contain(logo.convert("RGBA"), (inner, inner))
    at = ((size - sign.width) // 2, (size - sign.height) // 2)
    icon.alpha_composite(sign, at)
    if not is_maskable:
        icon.putalpha(_rounded(size))
    written = io.BytesIO()
    icon.save(written, "PNG", optimize=True)
    return written.getvalue()


def _rounded(size: int) -> Image.Image:
    large = size * FINER
    mask = Image.new("L", (large, large), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, large - 1, large - 1), large * ROUNDING, fill=255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)
