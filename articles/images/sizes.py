"""The sizes of a picture, each in several formats."""

from pictures.models import PillowPicture
from PIL import Image

PAPER = (255, 255, 255)


class Size(PillowPicture):  # type: ignore[misc]  # untyped
    """One width of a picture in one format. JPEG knows no transparency: it gets white paper."""

    def resize(self, image: Image.Image) -> Image.Image:
        if self.file_type == "JPEG":
            image = on_paper(image)
        return super().resize(image)  # type: ignore[no-any-return]  # untyped


def on_paper(image: Image.Image) -> Image.Image:
    """Return the picture without transparency, on white."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper
