"""What certificates are drawn of: ``{% load engraving %}``. Curves as data of SVG paths."""

from functools import lru_cache
from typing import Any

from django import template

from community.images.engraving import arc, as_path, petals, tile
from community.images.qr import qr_path

register = template.Library()

TILE = 36  # pixels of CSS that the pattern of the frame is wide
BAND = 18
AROUND = 68  # letters that a ring has room for
RING = 56


@register.inclusion_tag("components/qr_code.html")
def qr_code(address: str) -> dict[str, Any]:
    """``{% qr_code address %}``: black on white by day and by night, or no machine reads it."""
    side, path = qr_path(address)
    return {"side": side, "path": path}


@register.inclusion_tag("community/_certificate_frame.html")
def engraved_frame() -> dict[str, Any]:
    """``{% engraved_frame %}``: waves along the four sides, a rosette in each corner."""
    return {"length": TILE, "band": BAND, **frame_lines()}


@lru_cache(maxsize=1)
def frame_lines() -> dict[str, Any]:
    return {
        "tile": tile(TILE, BAND - 2, lines=6),
        "corner": as_path(petals(21, lobes=8, inner=0.28, points=28)),
        "corner_turns": turns(8, 5),
        "ground": as_path(petals(190, lobes=18, inner=0.38, points=36)),
        "ground_turns": turns(18, 9),
    }


@register.inclusion_tag("community/_crest.html")
def crest(standing: str, city: str) -> dict[str, Any]:
    """``{% crest "citizen" our_city.name %}``: the city mark in a ring of its name."""
    words = city.upper()
    times = max(1, round(AROUND / (len(words) + 3)))
    return {
        "standing": standing,
        "words": f"{words} · " * times,
        "ring": RING,
        "around": round(6.2832 * RING),
        "arc": arc(RING),
        **crest_lines(),
    }


@lru_cache(maxsize=1)
def crest_lines() -> dict[str, Any]:
    return {
        "petals": as_path(petals(78, lobes=24, inner=0.84, points=14)),
        "petal_turns": turns(24, 4),
    }


def turns(lobes: int, lines: int) -> list[str]:
    """Return the degrees by which each line of a rosette is turned."""
    return [f"{360 * line / lines / lobes:.2f}" for line in range(lines)]
