"""What becomes of the pictures that people send."""

import io

import pytest
from PIL import Image

from community.images import MAX_BYTES, PictureRefused, encode_picture
from tests.factories.files import (
    moving_picture,
    picture_bytes,
    pixel_bomb,
    sideways_photograph,
    truncated_picture,
    upload,
)

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def test_photograph_becomes_a_small_jpeg_with_a_name_of_ours() -> None:
    made = encode_picture(upload(picture_bytes((2400, 1200)), "../../evil.php"), longest=800)
    picture = Image.open(made)
    assert picture.format == "JPEG"
    assert picture.size == (800, 400)
    assert made.name is not None
    assert made.name.endswith(".jpg")
    assert "evil" not in made.name


def test_small_picture_is_not_made_larger() -> None:
    assert Image.open(encode_picture(upload(picture_bytes((30, 20))))).size == (30, 20)


def test_photograph_stands_upright_and_forgets_where_it_was_taken() -> None:
    made = encode_picture(upload(sideways_photograph()))
    picture = Image.open(made)
    assert picture.size == (40, 64)
    assert not picture.getexif()
    assert b"taken at home" not in made.read()


def test_transparency_is_kept() -> None:
    picture = Image.open(encode_picture(upload(picture_bytes(mode="RGBA", kind="PNG"))))
    assert (picture.format, picture.mode) in {("WEBP", "RGBA"), ("WEBP", "RGB")}
    clear = io.BytesIO()
    Image.new("RGBA", (9, 9), (0, 0, 0, 0)).save(clear, "PNG")
    shown = Image.open(encode_picture(upload(clear.getvalue())))
    assert shown.mode == "RGBA"


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("L", "JPEG"), ("P", "GIF"), ("1", "PNG"), ("LA", "PNG"), ("I;16", "PNG")],
)
def test_every_colour_mode_is_understood(mode: str, kind: str) -> None:
    content = io.BytesIO()
    Image.new(mode, (12, 8)).save(content, kind)
    assert Image.open(encode_picture(upload(content.getvalue()))).mode in {"RGB", "RGBA"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "not a picture that we can read"),
        (SVG, "not a picture that we can read"),
        (truncated_picture(), "damaged"),
        (truncated_picture("PNG"), "damaged"),
        (picture_bytes()[:14], "damaged"),
        (moving_picture(), "moves"),
        (pixel_bomb(), "too many pixels"),
        (pixel_bomb(9_000), "too many pixels"),
    ],
    ids=["empty", "html", "svg", "half a jpeg", "half a png", "header", "moving", "bomb", "large"],
)
def test_each_unfit_file_gets_its_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(PictureRefused, match=sentence):
        encode_picture(upload(content, "holiday.png"))


def test_size_is_checked_before_a_byte_is_read() -> None:
    class Enormous(io.BytesIO):
        size = MAX_BYTES + 1

        def read(self, _size: int | None = -1) -> bytes:
            raise AssertionError("read")

    with pytest.raises(PictureRefused, match="too large"):
        encode_picture(Enormous())


def test_file_that_lies_about_its_size_is_not_read_to_its_end() -> None:
    class Liar(io.BytesIO):
        size = 10

    with pytest.raises(PictureRefused, match="too large"):
        encode_picture(Liar(bytes(MAX_BYTES + 5)))
