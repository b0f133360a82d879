"""Scenes by the water."""

import math

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import mix
from config.demo.drawings.scenes.figures import tree


def harbour(c: Canvas) -> None:
    c.sun(118, 40, 5)
    c.ridge(54, 10, c.palette.far)
    c.town(58, (4, 11), c.palette.middle, right=96)
    c.water(58)
    c.glitter(118, 59, 7)
    for x in (104, 120, 139):
        crane(c, x, 64)
    c.box(94, 64, 70, 4, c.palette.near)
    boat(c, 30, 74, 1.4)
    boat(c, 66, 67, 0.8)


def crane(c: Canvas, x: float, base: float) -> None:
    c.line([(x, base), (x + 2, base - 24), (x + 4, base)], c.palette.near, 0.7)
    c.line([(x - 11, base - 23), (x + 10, base - 25)], c.palette.near, 0.9)
    c.line([(x - 9, base - 23), (x + 2, base - 30), (x + 9, base - 25)], c.palette.near, 0.35)
    c.line([(x - 8, base - 23), (x - 8, base - 12)], c.palette.near, 0.25)


def boat(c: Canvas, x: float, y: float, size: float) -> None:
    hull = [(-10, -2), (10, -2), (7.5, 2), (-8, 2)]
    c.shape([(x + a * size, y + b * size) for a, b in hull], c.palette.near)
    c.box(
        x - 4 * size, y - 5 * size, 7 * size, 3 * size, mix(c.palette.near, c.palette.sky_low, 0.35)
    )
    c.box(x - 1 * size, y - 9 * size, 0.5 * size, 5 * size, c.palette.near)
    for i in range(3):
        c.box(x + (-3.2 + i * 2.1) * size, y - 4.2 * size, 1.1 * size, 1.1 * size, c.palette.lamp)


def ferry(c: Canvas) -> None:
    c.stars(40)
    c.sun(36, 38, 6)
    c.ridge(52, 10, c.palette.far)
    c.town(54, (3, 8), c.palette.middle, left=90)
    c.water(54)
    c.glitter(36, 55, 9)
    pale = mix(c.palette.sky_low, (255, 255, 255), 0.4)
    c.shape([(52, 62), (136, 62), (128, 74), (60, 74)], c.palette.near)
    c.box(60, 54, 66, 8, pale)
    c.box(68, 47, 48, 7, pale)
    c.box(88, 41, 12, 6, pale)
    c.shape([(104, 47), (112, 47), (111, 34), (105, 34)], c.palette.middle)
    for row, (left, count) in enumerate(((63, 15), (71, 11))):
        for i in range(count):
            is_lit = c.random.random() < max(0.3, c.palette.lit)
            c.box(
                left + i * 4.1,
                57 - row * 7.4,
                2.4,
                2.4,
                c.palette.lamp if is_lit else c.palette.middle,
            )
    c.line([(52, 75), (30, 78)], mix(c.palette.water, (255, 255, 255), 0.4), 0.4)
    c.line([(60, 76), (128, 76)], mix(c.palette.water, (255, 255, 255), 0.3), 0.3)


def lighthouse(c: Canvas) -> None:
    c.stars(70)
    c.water(60)
    beam = mix(c.palette.sky_low, c.palette.lamp, 0.45)
    c.shape([(112, 21), (-5, 2), (-5, 26)], mix(c.palette.sky_top, beam, 0.5))
    c.shape([(112, 21), (-5, 8), (-5, 20)], mix(c.palette.sky_top, beam, 0.8))
    c.shape(
        [(84, 90), (96, 68), (108, 62), (124, 60), (146, 66), (160, 64), (160, 90)], c.palette.near
    )
    pale = mix(c.palette.sky_low, (255, 255, 255), 0.45)
    c.shape([(108, 62), (110, 25), (116, 25), (118, 62)], pale)
    for top in (31, 43, 55):
        widen = (top - 25) * 0.054
        c.shape(
            [
                (110 - widen, top),
                (116 + widen, top),
                (116.3 + widen, top + 6),
                (109.7 - widen, top + 6),
            ],
            c.palette.middle,
        )
    c.box(109, 23.6, 8, 1.4, c.palette.near)
    c.box(110.6, 18.6, 4.8, 5, c.palette.lamp)
    c.shape([(109.8, 18.6), (113, 15), (116.2, 18.6)], c.palette.near)
    c.house(122, 63, 11, 6, c.palette.middle)
    c.shape([(121, 57), (127.5, 52.5), (134, 57)], c.palette.near)


def bridge(c: Canvas) -> None:
    c.sun(80, 44, 9)
    c.ridge(58, 12, c.palette.far)
    c.town(60, (3, 9), c.palette.middle)
    c.water(60)
    c.glitter(80, 61, 10)
    for x in (44, 116):
        c.box(x - 1.4, 16, 2.8, 56, c.palette.near)
        c.box(x - 2.2, 68, 4.4, 6, c.palette.near)
    for start, end, sag in (
        ((44, 17), (116, 17), 33),
        ((44, 17), (-28, 17), 33),
        ((116, 17), (188, 17), 33),
    ):
        c.arc(start, end, sag, c.palette.near, 0.55)
    for i in range(-7, 48):
        hanger = i * 4.0
        from_tower = min(abs(hanger - 44), abs(hanger - 116)) / 36
        t = max(0.0, 1 - min(from_tower, 1.0))
        c.line([(hanger, 50 - 33 * t * t), (hanger, 52)], c.palette.near, 0.18)
    c.box(0, 51.5, 160, 2.2, c.palette.near)
    for x in range(6, 160, 12):
        c.disc(x, 49.8, 0.5, c.palette.lamp)


def river(c: Canvas) -> None:
    c.sun(52, 30, 6)
    c.ridge(52, 16, c.palette.far)
    c.ridge(60, 10, c.palette.middle)
    c.box(0, 58, 160, 32, mix(c.palette.middle, c.palette.near, 0.35))
    band: list[tuple[float, float]] = []
    back: list[tuple[float, float]] = []
    for i in range(33):
        t = i / 32
        y, middle = 57 + 34 * t, 84 + 26 * math.sin(t * 4.2) * (0.3 + t)
        band.append((middle - (1 + 26 * t * t), y))
        back.append((middle + (1 + 26 * t * t), y))
    c.shape([*band, *reversed(back)], mix(c.palette.water, c.palette.sky_low, 0.5))
    for _ in range(22):
        tree(
            c,
            c.random.choice([c.random.uniform(0, 52), c.random.uniform(124, 160)]),
            c.random.uniform(62, 88),
            c.random.uniform(0.5, 1.2),
        )
