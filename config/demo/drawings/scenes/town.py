"""Scenes in town."""

import math

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import mix
from config.demo.drawings.scenes.figures import figure


def skyline(c: Canvas) -> None:
    c.stars(60)
    c.sun(44, 34, 7)
    c.town(66, (16, 34), c.palette.far)
    c.town(76, (12, 34), c.palette.middle)
    c.box(104, 18, 9, 60, c.palette.middle)
    c.shape([(104, 18), (108.5, 6), (113, 18)], c.palette.middle)
    c.box(0, 75, 160, 15, c.palette.middle)
    c.town(92, (8, 20), c.palette.near)


def market(c: Canvas) -> None:
    c.sun(30, 20, 5)
    c.town(60, (22, 38), c.palette.far)
    c.box(0, 60, 160, 30, mix(c.palette.middle, c.palette.sky_low, 0.25))
    awnings = [c.palette.lamp, c.palette.sky_top, c.palette.sky_low]
    for i, left in enumerate((-8, 34, 76, 118)):
        cloth, pale = awnings[i % 3], mix(c.palette.sky_low, (255, 255, 255), 0.5)
        for stripe in range(8):
            x = left + stripe * 5
            c.shape(
                [(x + 2, 44), (x + 7 - 0.6, 44), (x + 5, 54), (x, 54)],
                cloth if stripe % 2 else pale,
            )
            c.disc(x + 2.5, 54, 2.5, cloth if stripe % 2 else pale)
        c.box(left + 1, 50, 0.9, 34, c.palette.near)
        c.box(left + 38, 50, 0.9, 34, c.palette.near)
        c.box(left + 3, 68, 34, 14, c.palette.near)
        for fruit in range(34):
            c.disc(
                left + 4.5 + fruit % 17 * 1.95,
                67.2 - fruit // 17 * 1.6,
                0.95,
                c.random.choice([c.palette.lamp, c.palette.far, c.palette.sky_low]),
            )
    for x in (28, 70, 111, 146):
        figure(c, x, 86, c.random.uniform(0.9, 1.1))


def station(c: Canvas) -> None:
    c.box(0, 0, 160, 90, mix(c.palette.sky_low, c.palette.sky_top, 0.25))
    c.disc(80, 74, 60, mix(c.palette.sky_low, c.palette.sun, 0.35))
    c.sun(58, 42, 6)
    c.ridge(76, 8, c.palette.far)
    c.town(75, (4, 14), c.palette.middle, left=20, right=136)
    walls = mix(c.palette.sky_low, c.palette.sky_top, 0.4)
    for ring in range(61, 104, 2):
        points = [
            (80 + ring * math.cos(math.radians(a)), 74 + ring * math.sin(math.radians(a)))
            for a in range(180, 361, 4)
        ]
        c.line(points, walls, 2.4)
    for ring in (60, 74, 90):
        points = [
            (80 + ring * math.cos(math.radians(a)), 74 + ring * math.sin(math.radians(a)))
            for a in range(180, 361, 4)
        ]
        c.line(points, c.palette.near, 1.2)
    for spoke in range(186, 360, 12):
        a = math.radians(spoke)
        c.line(
            [
                (80 + 60 * math.cos(a), 74 + 60 * math.sin(a)),
                (80 + 120 * math.cos(a), 74 + 120 * math.sin(a)),
            ],
            c.palette.near,
            0.5,
        )
    c.box(0, 74, 160, 16, c.palette.near)
    for x in (58, 96):
        c.shape(
            [(80, 66), (82, 66), (x + 16, 90), (x, 90)], mix(c.palette.near, c.palette.middle, 0.5)
        )
    c.disc(80, 28, 6, c.palette.near)
    c.disc(80, 28, 5.2, mix(c.palette.sky_low, (255, 255, 255), 0.6))
    c.line([(80, 28), (80, 24.2)], c.palette.near, 0.5)
    c.line([(80, 28), (82.6, 29.6)], c.palette.near, 0.5)
    for x in (24, 36, 122, 133, 140):
        figure(c, x, 84, c.random.uniform(0.9, 1.2))


def window(c: Canvas) -> None:
    c.stars(50)
    c.sun(92, 30, 5)
    c.town(78, (8, 24), c.palette.middle)
    wall = mix(c.palette.near, c.palette.middle, 0.15)
    for part in ((0, 0, 42, 90), (118, 0, 42, 90), (42, 0, 76, 9), (42, 72, 76, 18)):
        c.box(*part, wall)
    frame = mix(c.palette.far, c.palette.sky_low, 0.4)
    for x, y, width, height in (
        (42, 9, 76, 1.6),
        (42, 70.4, 76, 1.6),
        (42, 9, 1.6, 63),
        (116.4, 9, 1.6, 63),
        (79, 9, 1.6, 63),
        (42, 38, 76, 1.2),
    ):
        c.box(x, y, width, height, frame)
    c.box(36, 72, 88, 3, frame)
    c.shape([(100, 72), (108, 72), (107, 63), (101, 63)], c.palette.lamp)
    for lean in (-5, -1.5, 2, 5.5):
        top = 53 - abs(lean) * 0.5
        c.line([(104, 63), (104 + lean * 0.8, top)], c.palette.near, 0.5)
        c.disc(104 + lean * 0.8, top, 1.7, mix(c.palette.far, c.palette.lamp, 0.5))


def stadium(c: Canvas) -> None:
    c.stars(40)
    c.town(52, (4, 12), c.palette.far)
    c.shape([(-4, 62), (16, 46), (144, 46), (164, 62)], c.palette.middle)
    for row in range(6):
        for i in range(72):
            x = 10 + row * -2.4 + i * (140 + row * 4.8) / 72
            c.disc(
                x,
                49 + row * 2.1,
                0.55,
                c.random.choice([c.palette.lamp, c.palette.far, c.palette.sky_low, c.palette.near]),
            )
    grass = (74, 116, 82)
    for i in range(8):
        tint = mix(mix(grass, c.palette.near, 0.25), (120, 160, 110), 0.16 * (i % 2))
        c.shape(
            [
                (20 + i * 15, 62),
                (35 + i * 15, 62),
                (-10 + (i + 1) * 22.5, 90),
                (-10 + i * 22.5, 90),
            ],
            tint,
        )
    chalk = mix(c.palette.sky_low, (255, 255, 255), 0.6)
    c.line([(80, 62), (80, 90)], chalk, 0.35)
    c.line([(0, 63), (160, 63)], chalk, 0.3)
    for x in (10, 150):
        c.line([(x, 60), (x, 14)], c.palette.near, 0.9)
        c.box(x - 7, 8, 14, 7, c.palette.near)
        for i in range(12):
            c.disc(x - 5.4 + i % 4 * 3.6, 9.6 + i // 4 * 2, 0.8, c.palette.lamp)
