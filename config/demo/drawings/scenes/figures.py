"""Small things that several scenes share."""

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import mix


def tree(c: Canvas, x: float, base: float, size: float) -> None:
    c.shape([(x - 2 * size, base), (x, base - 8 * size), (x + 2 * size, base)], c.palette.near)


def figure(c: Canvas, x: float, base: float, size: float) -> None:
    coat = mix(c.palette.near, c.palette.middle, c.random.uniform(0, 0.6))
    c.shape(
        [
            (x - 2.6 * size, base),
            (x - 1.5 * size, base - 10 * size),
            (x + 1.5 * size, base - 10 * size),
            (x + 2.6 * size, base),
        ],
        coat,
    )
    c.disc(x, base - 12 * size, 1.5 * size, coat)
