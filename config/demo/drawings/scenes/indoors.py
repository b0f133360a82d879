"""Scenes among books and papers."""

import math
from itertools import pairwise

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import mix


def library(c: Canvas) -> None:
    wall = mix(c.palette.near, c.palette.middle, 0.3)
    c.box(0, 0, 160, 90, wall)
    for bay, left in enumerate((6, 46, 86, 126)):
        for shelf in range(5):
            top = 8 + shelf * 15.5
            c.box(left, top, 30, 13, c.palette.near)
            x = left + 0.6
            while x < left + 28:
                width, height = c.random.uniform(0.9, 2.4), c.random.uniform(8, 12)
                spine = c.random.choice(
                    [
                        c.palette.far,
                        c.palette.sky_low,
                        c.palette.middle,
                        c.palette.lamp,
                        c.palette.water,
                        c.palette.sky_top,
                    ]
                )
                if c.random.random() > 0.06:
                    c.box(x, top + 12.6 - height, width, height, mix(spine, c.palette.near, 0.25))
                x += width + 0.15
        if bay < 3:
            c.box(left + 33.6, 0, 2.6, 90, c.palette.near)
    c.box(0, 86, 160, 4, c.palette.near)
    ladder = mix(c.palette.lamp, c.palette.near, 0.35)
    c.line([(66, 88), (78, 6)], ladder, 0.8)
    c.line([(74, 88), (84, 6)], ladder, 0.8)
    for i in range(12):
        t = i / 12
        c.line([(66 + 12 * t, 88 - 82 * t), (74 + 10 * t, 88 - 82 * t)], ladder, 0.5)


def map_(c: Canvas) -> None:
    paper = mix(c.palette.sky_low, (255, 252, 240), 0.55)
    c.box(0, 0, 160, 90, paper)
    ink = mix(c.palette.middle, paper, 0.2)
    centre = (c.random.uniform(60, 100), c.random.uniform(36, 54))
    wobble = [c.random.uniform(0, math.tau) for _ in range(3)]
    for ring in range(9, 0, -1):
        points = []
        for degree in range(0, 360, 4):
            a = math.radians(degree)
            reach = (
                ring
                * 6.4
                * (
                    1
                    + 0.16 * math.sin(2 * a + wobble[0])
                    + 0.1 * math.sin(3 * a + wobble[1])
                    + 0.05 * math.sin(7 * a + wobble[2])
                )
            )
            points.append(
                (centre[0] + reach * 1.35 * math.cos(a), centre[1] + reach * 0.8 * math.sin(a))
            )
        c.shape(
            points,
            mix(c.palette.water, paper, 0.1 + 0.085 * (9 - ring))
            if ring > 5
            else mix(c.palette.far, paper, 0.75 - 0.1 * (5 - ring)),
        )
        c.line([*points, points[0]], ink, 0.15)
    for x in range(20, 160, 20):
        c.line([(x, 0), (x, 90)], mix(ink, paper, 0.6), 0.1)
    for y in range(15, 90, 15):
        c.line([(0, y), (160, y)], mix(ink, paper, 0.6), 0.1)
    route = [(18, 78), (46, 62), (64, 60), (82, 46), (98, 44), (124, 24), (146, 14)]
    for start, end in pairwise(route):
        c.line([start, end], c.palette.sky_top, 0.7)
    for x, y in route:
        c.disc(x, y, 1.4, c.palette.sky_top)
        c.disc(x, y, 0.7, paper)
