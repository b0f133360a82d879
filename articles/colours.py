"""The accent colour made readable: WCAG 2.2 contrast, by day and by night."""

import colorsys
import re
from functools import lru_cache
from hashlib import blake2s

LEAST = 4.5  # to 1
BY_LAMPLIGHT = 7.5  # to 1: what glows on a dark page is softer, but lighter, than ink on paper
SOFTEST = 0.45  # saturation
LINEAR_BELOW = 0.04045  # sRGB
MIDDLE = 0.18  # the luminance that white and black differ from alike
PAPER_BY_DAY, SURFACE_BY_DAY = "#f9f9f6", "#eff0eb"
PAPER_BY_NIGHT, SURFACE_BY_NIGHT = "#121419", "#1c1f26"
WHITE, BLACK = (255, 255, 255), (0, 0, 0)

Colour = tuple[int, int, int]


def parse(colour: str) -> Colour:
    """Read ``#rrggbb``; anything else is black, so that no page fails for a colour."""
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return BLACK
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def written(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative luminance as WCAG defines it, 0–1."""

    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= LINEAR_BELOW else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = map(linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(colour, other, strict=True))
    return red, green, blue


def readable(colour: Colour, *grounds: Colour) -> Colour:
    """Return ``colour``, moved no further towards black or white than text on ``grounds`` needs."""
    goal = BLACK if luminance(grounds[0]) > MIDDLE else WHITE
    steps = (mixed(colour, goal, step / 50) for step in range(51))
    return next(step for step in steps if min(contrast(step, on) for on in grounds) >= LEAST)


def by_lamplight(colour: Colour, *grounds: Colour) -> Colour:
    """Return the hue of ``colour`` as soft light that reads on dark ``grounds``."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in colour))
    for step in range(round(lightness * 100), 100):
        light = colorsys.hls_to_rgb(hue, step / 100, min(saturation, SOFTEST))
        red, green, blue = (round(channel * 255) for channel in light)
        if min(contrast((red, green, blue), on) for on in grounds) >= BY_LAMPLIGHT:
            return red, green, blue
    return WHITE


def ink_on(colour: Colour) -> Colour:
    """Return white or near-black, whichever reads better on ``colour``."""
    night = parse(PAPER_BY_NIGHT)
    return WHITE if contrast(WHITE, colour) >= contrast(night, colour) else night


def theme_sheet(accent: str) -> str:
    """Return the sheet that sets the accent of every page, by day and by night."""
    day = readable(parse(accent), parse(PAPER_BY_DAY), parse(SURFACE_BY_DAY))
    night = by_lamplight(parse(accent), parse(PAPER_BY_NIGHT), parse(SURFACE_BY_NIGHT))
    pairs = {"--accent": (day, night), "--accent-ink": (ink_on(day), ink_on(night))}
    by_day = "".join(f"{name}:{written(light)};" for name, (light, _) in pairs.items())
    both = "".join(
        f"{name}:light-dark({written(light)},{written(dark)});"
        for name, (light, dark) in pairs.items()
    )
    return f":root{{{by_day}}}@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n"


@lru_cache(maxsize=8)
def theme_hash(accent: str) -> str:
    """Return what the address of the sheet bears: it changes with every word of the sheet."""
    return blake2s(theme_sheet(accent).encode(), digest_size=6).hexdigest()
