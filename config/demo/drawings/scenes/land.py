"""Scenes in open country, and above it."""

import math

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import mix
from config.demo.drawings.scenes.figures import tree


def night_train(c: Canvas) -> None:
    c.stars(120)
    c.sun(128, 20, 4)
    c.ridge(58, 20, c.palette.far)
    c.ridge(70, 14, c.palette.middle)
    c.box(0, 68, 160, 22, c.palette.near)
    for i in range(5):
        carriage(c, 8 + i * 29, 66)
    c.line([(0, 67.4), (160, 67.4)], mix(c.palette.near, c.palette.sky_low, 0.5), 0.3)
    for i in range(-4, 44):
        c.line(
            [(80 + (i - 20) * 4, 68), (80 + (i - 20) * 9, 90)],
            mix(c.palette.near, c.palette.middle, 0.5),
            0.25,
        )


def carriage(c: Canvas, x: float, base: float) -> None:
    body = mix(c.palette.near, c.palette.middle, 0.35)
    c.box(x, base - 9, 28, 8, body)
    c.box(x + 0.8, base - 9.8, 26.4, 1, body)
    for i in range(7):
        is_lit = c.random.random() < max(0.5, c.palette.lit)
        c.box(x + 1.6 + i * 3.7, base - 7.4, 2.6, 2.8, c.palette.lamp if is_lit else c.palette.near)
    for wheel in (4, 8, 20, 24):
        c.disc(x + wheel, base, 1.1, c.palette.near)


def mountains(c: Canvas) -> None:
    c.stars(40)
    c.sun(112, 26, 6)
    for left, peak, right, top in ((-20, 30, 86, 22), (40, 88, 140, 14), (96, 134, 190, 26)):
        c.shape([(left, 74), (peak, top), (right, 74)], c.palette.far)
        snow = mix(c.palette.sky_low, (255, 255, 255), 0.5)
        drop = (74 - top) * 0.26
        west, east = (peak - left) * drop / (74 - top), (right - peak) * drop / (74 - top)
        c.shape(
            [
                (peak, top),
                (peak - west, top + drop),
                (peak - west * 0.3, top + drop * 0.7),
                (peak + east * 0.2, top + drop * 1.2),
                (peak + east, top + drop),
            ],
            snow,
        )
    c.ridge(72, 14, c.palette.middle)
    c.ridge(84, 10, c.palette.near)
    for _ in range(26):
        tree(c, c.random.uniform(0, 160), 84 + c.random.uniform(0, 8), c.random.uniform(0.6, 1.5))


def fields(c: Canvas) -> None:
    c.sun(120, 36, 7)
    c.ridge(52, 8, c.palette.far)
    for i in range(-6, 18):
        tint = mix(
            c.palette.middle,
            c.palette.lamp if i % 3 == 0 else c.palette.sky_low,
            0.12 + 0.12 * (i % 3),
        )
        c.shape(
            [
                (72 + i * 3, 50),
                (75 + i * 3, 50),
                (60 + (i + 1) * 17 - 60, 90),
                (60 + i * 17 - 60, 90),
            ],
            tint,
        )
    for x in (18, 52, 96, 146):
        pylon(c, x, 72 - abs(x - 80) * 0.06, 0.8 + abs(x - 70) / 130)
    for y in (38, 41):
        c.arc((18, y - 14), (52, y - 6), 4, c.palette.near, 0.15)
        c.arc((52, y - 6), (96, y - 6), 5, c.palette.near, 0.15)
        c.arc((96, y - 6), (146, y - 14), 5, c.palette.near, 0.15)


def pylon(c: Canvas, x: float, base: float, size: float) -> None:
    for side in (-1, 1):
        c.line([(x + side * 5 * size, base), (x, base - 40 * size)], c.palette.near, 0.4)
    for level in (10, 18, 26):
        half = 5 * (1 - level / 40) * size
        c.line(
            [(x - half, base - level * size), (x + half, base - (level + 7) * size)],
            c.palette.near,
            0.2,
        )
        c.line(
            [(x + half, base - level * size), (x - half, base - (level + 7) * size)],
            c.palette.near,
            0.2,
        )
    for level, reach in ((28, 7), (34, 5)):
        c.line(
            [(x - reach * size, base - level * size), (x + reach * size, base - level * size)],
            c.palette.near,
            0.35,
        )


def radio_tower(c: Canvas) -> None:
    c.stars(80)
    c.sun(40, 46, 7)
    c.ridge(66, 18, c.palette.far)
    c.ridge(78, 14, c.palette.middle)
    c.ridge(90, 14, c.palette.near)
    for side in (-1, 1):
        c.line([(104 + side * 8, 80), (104, 8)], c.palette.near, 0.7)
    for level in range(9):
        low, high = 80 - level * 7.4, 80 - (level + 1) * 7.4
        a, b = 8 * (low - 8) / 72, 8 * (high - 8) / 72
        c.line([(104 - a, low), (104 + b, high)], c.palette.near, 0.3)
        c.line([(104 + a, low), (104 - b, high)], c.palette.near, 0.3)
        c.line([(104 - b, high), (104 + b, high)], c.palette.near, 0.3)
    for ring in (6, 10, 14, 18):
        for span in (range(-38, 39, 4), range(142, 219, 4)):
            c.line(
                [
                    (104 + ring * math.cos(math.radians(a)), 8 + ring * math.sin(math.radians(a)))
                    for a in span
                ],
                mix(c.palette.sky_top, c.palette.lamp, 0.75 - ring / 36),
                0.35,
            )
    c.disc(104, 8, 1, c.palette.lamp)
    c.house(112, 82, 16, 7, mix(c.palette.near, c.palette.middle, 0.4))


def satellite(c: Canvas) -> None:
    c.stars(240, below=90)
    c.disc(80, 168, 108, mix(c.palette.sky_low, c.palette.water, 0.4))
    c.disc(80, 170, 108, c.palette.water)
    for _ in range(40):
        angle = math.radians(c.random.uniform(232, 308))
        reach = c.random.uniform(86, 105)
        c.disc(
            80 + reach * math.cos(angle),
            170 + reach * math.sin(angle),
            c.random.uniform(0.15, 0.5),
            c.palette.lamp,
        )
    c.line([(44, 40), (116, 22)], c.palette.far, 0.6)
    c.shape([(73, 27), (85, 24), (88, 35), (76, 38)], c.palette.lamp)
    for side in (-1, 1):
        for panel in range(3):
            x, y = 80.5 + side * (13 + panel * 9.5), 31 - side * (3.3 + panel * 2.4)
            c.shape(
                [(x - 4.2, y - 6.2), (x + 4, y - 8.2), (x + 6, y + 4), (x - 2.2, y + 6)],
                mix(c.palette.far, c.palette.sky_low, 0.4),
            )
            c.line([(x - 3.2, y), (x + 5, y - 2.1)], c.palette.near, 0.2)
            c.line([(x - 0.1, y - 7.2), (x + 1.9, y + 5)], c.palette.near, 0.2)
    c.disc(82, 41, 3.2, c.palette.far)
