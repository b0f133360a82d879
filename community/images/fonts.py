"""Fonts to draw letters with: two from packages, and what the system has for other scripts."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import fontpkg_amiri
import fontpkg_noto_serif
from PIL import ImageFont

REGULAR, BOLD = 400, 700
SYSTEM = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts"))
_COMMON = r"\u0000-\u007f\u00a0-\u00ff\u2000-\u206f\ufe0f"
_LATIN = rf"{_COMMON}\u0100-\u052f\u1ab0-\u1fff\u2070-\u22ff"
_ARABIC = rf"{_COMMON}\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff"
_HEBREW = rf"{_COMMON}\u0590-\u05ff\ufb1d-\ufb4f"
_CJK = rf"{_COMMON}\u3000-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"

# Which characters a font is trusted with, and where it lies; the first that fits is taken.
_PACKAGED = (
    (_LATIN, fontpkg_noto_serif.ROOT / "files" / "NotoSerif[wdth,wght].ttf"),
    (_ARABIC, fontpkg_amiri.ROOT / "files" / "Amiri-Bold.ttf"),
)
_ON_THE_SYSTEM = (
    (_HEBREW, "Noto*Hebrew-Bold.ttf"),
    (_CJK, "Noto*CJK-Bold.tt[cf]"),
    (_CJK, "Noto*CJK-Regular.tt[cf]"),
)


@lru_cache(maxsize=1)
def _fonts() -> list[tuple[str, Path]]:
    return list(_all())


def _all() -> Iterator[tuple[str, Path]]:
    yield from _PACKAGED
    for characters, name in _ON_THE_SYSTEM:
        found = sorted(path for folder in SYSTEM for path in folder.glob(f"**/{name}"))
        yield from ((characters, path) for path in found[:1])


def _value(axis: Any, weight: int) -> float:  # noqa: ANN401  # Pillow's own dictionary
    """Return the weight where the axis is that of weight, else what the font is drawn for."""
    return weight if b"eight" in (axis["name"] or b"") else float(axis["default"])


@lru_cache(maxsize=64)
def _loaded(path: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(path, size)
    if "[" in path.name:
        font.set_variation_by_axes([_value(axis, weight) for axis in font.get_variation_axes()])
    return font


def font_for(text: str, size: int, weight: int = BOLD) -> ImageFont.FreeTypeFont | None:
    """Return a font of ``size`` pixels that has every character of ``text``, or nothing.

    Latin letters come in every weight, other scripts in bold alone.
    """
    for characters, path in _fonts():
        if re.fullmatch(f"[{characters}]*", text):
            return _loaded(path, size, weight)
    return None


def writable(text: str) -> str:
    """Return as much of ``text`` as one font can write; "" where that holds no letter or digit."""
    parts = ("".join(re.findall(f"[{characters}]+", text)) for characters, _path in _fonts())
    best = max(parts, key=lambda part: sum(map(str.isalnum, part)), default="")
    return " ".join(best.split()) if any(map(str.isalnum, best)) else ""
