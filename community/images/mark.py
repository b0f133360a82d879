"""The city mark as pixels: the three houses of templates/components/city_mark.html."""

from PIL import Image, ImageDraw

Colour = tuple[int, int, int]

UNITS = 16
FINER = 4  # drawn larger, then made small: that is what smooths its edges
HOUSES = (
    ((5.5, 16), (5.5, 3.5), (8, 0.6), (10.5, 3.5), (10.5, 16)),
    ((0.5, 16), (0.5, 7.5), (5.5, 7.5), (5.5, 16)),
    ((10.5, 16), (10.5, 10.5), (15.5, 10.5), (15.5, 16)),
)
WINDOWS = ((7, 4), (7, 8), (7, 12), (2, 9), (2, 12), (12, 12))


def city_mark(size: int, walls: Colour, windows: Colour) -> Image.Image:
    """Return the mark of a citizen, all windows lit, on nothing; ``size`` pixels square."""
    scale = size * FINER / UNITS
    mark = Image.new("RGBA", (size * FINER, size * FINER), (*walls, 0))
    draw = ImageDraw.Draw(mark)
    for house in HOUSES:
        draw.polygon([(x * scale, y * scale) for x, y in house], fill=(*walls, 255))
    for x, y in WINDOWS:
        corners = (x * scale, y * scale, (x + 2) * scale - 1, (y + 2) * scale - 1)
        draw.rectangle(corners, fill=(*windows, 255))
    return mark.resize((size, size), Image.Resampling.LANCZOS)
