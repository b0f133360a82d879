"""The city across the water, by night: one street of houses, some of them still up."""

from PIL import Image, ImageDraw

from community.images.mark import Colour

FINER = 2
LOW = 0.72
WINDOW = (7, 9)  # pixels
# Each house: how wide, how high above the foot, and its roof.
HOUSES = (
    (44, 20, "flat"), (54, 34, "gable"), (36, 12, "flat"), (60, 46, "step"), (48, 28, "gable"),
    (34, 60, "flat"), (52, 38, "tank"), (40, 22, "gable"), (58, 66, "step"), (30, 44, "flat"),
    (46, 84, "spire"), (38, 52, "flat"), (56, 70, "step"), (42, 48, "gable"), (64, 62, "flat"),
    (36, 90, "spire"), (50, 56, "tank"), (44, 40, "gable"), (60, 50, "step"), (34, 30, "flat"),
    (52, 42, "gable"), (40, 18, "flat"), (48, 36, "tank"), (44, 24, "gable"), (60, 14, "flat"),
)  # fmt: skip
ROOFS = {
    "flat": (),
    "gable": ((0, 0), (0.5, 18), (1, 0)),
    "step": ((0.2, 0), (0.2, 9), (0.38, 9), (0.38, 16), (0.62, 16), (0.62, 9), (0.8, 9), (0.8, 0)),
    "tank": ((0.55, 0), (0.55, 10), (0.85, 10), (0.85, 0)),
    "spire": ((0.32, 0), (0.32, 10), (0.5, 34), (0.68, 10), (0.68, 0)),
}


def draw_skyline(image: Image.Image, foot: int, walls: Colour, lights: Colour) -> None:
    """Draw the houses on the line ``foot`` and fill what is below them, from edge to edge."""
    size = (image.width * FINER, image.height * FINER)
    night, lit = Image.new("L", size, 0), Image.new("L", size, 0)
    for_walls, for_lights = ImageDraw.Draw(night), ImageDraw.Draw(lit)
    for_walls.rectangle((0, foot * FINER, *size), fill=255)
    left = 0.0
    stretch = image.width / sum(width for width, _height, _roof in HOUSES)
    for number, (width, height, roof) in enumerate(HOUSES):
        wide, top = width * stretch, foot - height * LOW
        shape = [(left, foot), (left, top)]
        shape += [(left + x * wide, top - y * LOW) for x, y in ROOFS[roof]]
        shape += [(left + wide, top), (left + wide, foot)]
        for_walls.polygon([(x * FINER, y * FINER) for x, y in shape], fill=255)
        light_windows(for_lights, number, (left, top, left + wide, foot + 8))
        left += wide
    for mask, colour in ((night, walls), (lit, lights)):
        image.paste(colour, (0, 0), mask.resize(image.size, Image.Resampling.LANCZOS))


def light_windows(
    draw: ImageDraw.ImageDraw, house: int, walls: tuple[float, float, float, float]
) -> None:
    """Light about a third of the windows of a house; always the same ones."""
    left, top, right, bottom = map(round, walls)
    across, down = WINDOW
    for row, y in enumerate(range(top + 9, bottom - down, 19)):
        for column, x in enumerate(range(left + 9, right - across - 5, 16)):
            if (house * 7 + row * 5 + column * 11) % 3 == 0:
                box = (x * FINER, y * FINER, (x + across) * FINER, (y + down) * FINER)
                draw.rectangle(box, fill=255)
