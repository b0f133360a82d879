"""The lines of an engraver's machine: waves that cross, and rosettes of one curve turned often."""

from collections.abc import Iterator
from math import cos, sin, tau

Point = tuple[float, float]
Curve = list[Point]


def waves(
    width: float, height: float, *, lines: int, length: float, breadth: float = 1.0, step: float = 4
) -> Iterator[Curve]:
    """Yield ``lines`` waves across a band, each a little later; ``breadth`` of it ebbs."""
    for line in range(lines):
        phase = tau * line / lines
        count = round(width / step)
        yield [
            (at * step, swell(at * step, width, height, breadth, tau * at * step / length + phase))
            for at in range(count + 1)
        ]


def swell(at: float, width: float, height: float, breadth: float, turn: float) -> float:
    ebb = 1 - breadth * (0.5 + 0.5 * cos(tau * 3 * at / width)) / 2
    return height / 2 + height / 2 * ebb * sin(turn)


def petals(radius: float, *, lobes: int, inner: float, points: int = 24) -> Curve:
    """Return one closed curve around 0, 0 that goes ``lobes`` times between the two radii.

    ``inner`` is a share of ``radius``; ``points`` is for each lobe.
    """
    total = lobes * points
    middle, reach = radius * (1 + inner) / 2, radius * (1 - inner) / 2
    turns = (tau * at / total for at in range(total + 1))
    distances = ((turn, middle + reach * cos(lobes * turn)) for turn in turns)
    return [(distance * cos(turn), distance * sin(turn)) for turn, distance in distances]


def rosette(
    x: float, y: float, radius: float, *, lobes: int, inner: float, lines: int
) -> Iterator[Curve]:
    """Yield the curve of ``petals`` ``lines`` times, each turned a little further."""
    curve = petals(radius, lobes=lobes, inner=inner)
    for line in range(lines):
        turn = tau * line / lines / lobes
        c, s = cos(turn), sin(turn)
        yield [(x + a * c - b * s, y + a * s + b * c) for a, b in curve]


def as_path(curve: Curve) -> str:
    """Return the data of an SVG path, to a tenth."""
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in curve)


def tile(length: float, height: float, *, lines: int) -> list[str]:
    """Return the waves of one tile that meets itself on both sides, as data of SVG paths."""
    whole = waves(length, height, lines=lines, length=length, breadth=0, step=length / 18)
    return [as_path(curve) for curve in whole]


def arc(radius: float) -> str:
    """Return a circle around 0, 0 as one path from its left, for letters to stand on."""
    return f"M-{radius} 0A{radius} {radius} 0 1 1 {radius} 0A{radius} {radius} 0 1 1 -{radius} 0"
