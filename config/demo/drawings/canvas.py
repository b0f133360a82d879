"""A canvas in units of 160 × 90, drawn at twice the size and brought down to 1600 × 900."""

import io
import math
import random
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFilter

from config.demo.drawings.palette import Colour, Palette, mix

WIDTH, HEIGHT = 1600, 900
SCALE = 20
Point = tuple[float, float]


class Canvas:
    """Flat shapes over a sky; x runs from 0 to 160, y from 0 (top) to 90."""

    def __init__(self, palette: Palette, *, seed: str) -> None:
        self.palette = palette
        # Pictures must come out the same every time; nothing secret depends on this.
        self.random = random.Random(seed)  # noqa: S311
        self.image = self.gradient(palette.sky_top, palette.sky_low)
        self.draw = ImageDraw.Draw(self.image)

    @staticmethod
    def gradient(top: Colour, low: Colour) -> Image.Image:
        ramp = Image.new("RGB", (1, 90))
        for y in range(90):
            ramp.putpixel((0, y), mix(top, low, (y / 89) ** 1.4))
        return ramp.resize((WIDTH * 2, HEIGHT * 2), Image.Resampling.BICUBIC)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=colour)

    def box(self, x: float, y: float, width: float, height: float, colour: Colour) -> None:
        corners = [x * SCALE, y * SCALE, (x + width) * SCALE, (y + height) * SCALE]
        self.draw.rectangle(corners, fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        corners = [c * SCALE for c in (x - radius, y - radius, x + radius, y + radius)]
        self.draw.ellipse(corners, fill=colour)

    def line(self, points: Sequence[Point], colour: Colour, width: float = 0.4) -> None:
        path = [(x * SCALE, y * SCALE) for x, y in points]
        self.draw.line(path, fill=colour, width=max(1, round(width * SCALE)), joint="curve")

    def arc(self, start: Point, end: Point, sag: float, colour: Colour, width: float) -> None:
        """Draw a parabola from ``start`` to ``end`` that hangs ``sag`` below their middle."""
        steps = [i / 40 for i in range(41)]
        points = [
            (
                start[0] + (end[0] - start[0]) * t,
                start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t),
            )
            for t in steps
        ]
        self.line(points, colour, width)

    def sun(self, x: float, y: float, radius: float = 6) -> None:
        """Draw the sun or the moon with its glow."""
        glow = Image.new("L", (WIDTH // 5, HEIGHT // 5), 0)
        spot = ImageDraw.Draw(glow)
        unit = SCALE / 10
        reach = radius * 2.6
        spot.ellipse([c * unit for c in (x - reach, y - reach, x + reach, y + reach)], fill=120)
        glow = glow.filter(ImageFilter.GaussianBlur(radius * unit)).resize(self.image.size)
        self.image.paste(Image.new("RGB", self.image.size, self.palette.sun), (0, 0), glow)
        self.disc(x, y, radius, self.palette.sun)

    def stars(self, count: int, below: float = 45) -> None:
        for _ in range(count):
            x, y = self.random.uniform(0, 160), self.random.uniform(0, below)
            share = self.random.uniform(0.3, 0.9) * (1 - y / (below * 1.3))
            self.disc(
                x,
                y,
                self.random.uniform(0.06, 0.18),
                mix(self.palette.sky_top, (255, 255, 255), share),
            )

    def ridge(self, base: float, height: float, colour: Colour, *, rough: float = 1.0) -> None:
        """Draw a line of hills whose tops lie around ``base - height``, down to the bottom."""
        phase = [self.random.uniform(0, math.tau) for _ in range(4)]
        points: list[Point] = [(0, 90)]
        for i in range(161):
            wave = math.sin(i / 31 + phase[0]) + 0.5 * math.sin(i / 13 + phase[1])
            wave += rough * (
                0.22 * math.sin(i / 4.7 + phase[2]) + 0.12 * math.sin(i / 1.9 + phase[3])
            )
            points.append((i, base - height * (0.5 + wave / 3.4)))
        self.shape([*points, (160, 90)], colour)

    def water(self, top: float) -> None:
        """Fill from ``top`` down with water, and lay the light on it in broken lines."""
        band = self.gradient(
            mix(self.palette.water, self.palette.sky_low, 0.45), self.palette.water
        )
        self.image.paste(
            band.crop((0, 0, WIDTH * 2, round((90 - top) * SCALE))), (0, round(top * SCALE))
        )
        for _ in range(90):
            y = top + (90 - top) * self.random.random() ** 1.5
            reach = 1 + (y - top) * 0.35
            x = self.random.uniform(-5, 160)
            shade = mix(self.palette.water, self.palette.sky_low, self.random.uniform(0.1, 0.5))
            self.box(x, y, self.random.uniform(1, 3) * reach, 0.12 + (y - top) * 0.008, shade)

    def glitter(self, x: float, top: float, width: float) -> None:
        """Lay the reflection of a light at ``x`` on the water below ``top``."""
        y = top
        while y < 90:
            spread = width * (0.4 + (y - top) / 40)
            middle = x + self.random.uniform(-spread, spread) * 0.4
            length = spread * self.random.uniform(0.4, 1)
            self.box(
                middle - length / 2,
                y,
                length,
                0.25,
                mix(self.palette.water, self.palette.sun, 0.75),
            )
            y += self.random.uniform(0.6, 1.5)

    def house(self, x: float, base: float, width: float, height: float, colour: Colour) -> None:
        """Draw a block with lamps in some of its windows."""
        self.box(x, base - height, width, height, colour)
        step_x, step_y = 1.7, 2.2
        for row in range(int((height - 2) / step_y)):
            for column in range(int((width - 1) / step_x)):
                is_lit = self.random.random() < self.palette.lit
                light = self.palette.lamp if is_lit else mix(colour, self.palette.sky_low, 0.12)
                self.box(
                    x + 0.9 + column * step_x, base - height + 1.6 + row * step_y, 0.7, 1.0, light
                )

    def town(
        self,
        base: float,
        heights: tuple[float, float],
        colour: Colour,
        left: float = -2,
        right: float = 162,
    ) -> None:
        """Draw houses side by side from ``left`` to ``right``."""
        x = left
        while x < right:
            width = self.random.uniform(5, 12)
            height = self.random.uniform(*heights)
            self.house(x, base, width, height, colour)
            if self.random.random() < 0.35:
                roof = [
                    (x, base - height),
                    (x + width / 2, base - height - width * 0.35),
                    (x + width, base - height),
                ]
                self.shape(roof, colour)
            x += width + self.random.choice([0, 0, 0.8])

    def jpeg(self) -> bytes:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
        out = io.BytesIO()
        small.save(out, "JPEG", quality=82, optimize=True, progressive=True)
        return out.getvalue()
