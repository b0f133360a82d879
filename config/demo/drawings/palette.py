"""The light of four hours: sky from top to horizon, three distances, water and lamps."""

from typing import NamedTuple

Colour = tuple[int, int, int]


class Palette(NamedTuple):
    sky_top: Colour
    sky_low: Colour
    sun: Colour
    far: Colour
    middle: Colour
    near: Colour
    water: Colour
    lamp: Colour
    lit: float  # share of windows with a light in them


HOURS = {
    "dawn": Palette(
        (58, 74, 112), (246, 196, 160), (255, 226, 188),
        (142, 130, 150), (92, 88, 116), (44, 46, 70), (120, 122, 150), (255, 214, 140), 0.25,
    ),
    "day": Palette(
        (112, 164, 196), (232, 236, 222), (255, 250, 228),
        (148, 176, 176), (96, 130, 128), (46, 74, 78), (118, 162, 178), (252, 236, 190), 0.05,
    ),
    "dusk": Palette(
        (46, 40, 82), (228, 118, 84), (255, 190, 120),
        (124, 74, 96), (78, 48, 76), (34, 26, 48), (98, 62, 92), (255, 202, 112), 0.55,
    ),
    "night": Palette(
        (10, 16, 34), (44, 62, 92), (238, 240, 232),
        (34, 48, 74), (22, 33, 54), (9, 14, 26), (20, 32, 54), (255, 206, 120), 0.7,
    ),
}  # fmt: skip


def mix(a: Colour, b: Colour, share: float) -> Colour:
    """Return the colour ``share`` of the way (0 to 1) from ``a`` to ``b``."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue
