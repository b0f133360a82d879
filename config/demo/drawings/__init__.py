"""Covers of the demo content, drawn with Pillow: flat shapes in the light of one hour."""

from config.demo.drawings.canvas import Canvas
from config.demo.drawings.palette import HOURS
from config.demo.drawings.scenes import SCENES

__all__ = ["HOURS", "SCENES", "draw_scene"]


def draw_scene(scene: str, hour: str, *, seed: str = "") -> bytes:
    """Return a JPEG of 1600×900 pixels; the same arguments give the same picture.

    Raises KeyError for an unknown scene or hour.
    """
    canvas = Canvas(HOURS[hour], seed=f"{scene}-{hour}-{seed}")
    SCENES[scene](canvas)
    return canvas.jpeg()
