"""QR codes (ISO/IEC 18004) as squares, for a page and for a picture."""

from functools import lru_cache

from PIL import Image
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4  # squares of white around the code, as the standard asks


@lru_cache(maxsize=64)
def qr_squares(text: str) -> tuple[tuple[bool, ...], ...]:
    """Return rows of squares, true where dark, with the quiet zone; a seventh may be lost."""
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make()
    return tuple(tuple(row) for row in code.get_matrix())


def qr_path(text: str) -> tuple[int, str]:
    """Return the side in squares, and the dark ones as the data of an SVG path, a run at a time."""
    rows = qr_squares(text)
    parts: list[str] = []
    for down, row in enumerate(rows):
        at = 0
        while at < len(row):
            run = next((end for end in range(at, len(row)) if not row[end]), len(row)) - at
            if run:
                parts.append(f"M{at} {down}h{run}v1h-{run}z")
            at += run or 1
    return len(rows), "".join(parts)


def draw_qr(text: str, most: int) -> Image.Image:
    """Return the code in black on white, its squares of whole pixels, at most ``most`` wide."""
    rows = qr_squares(text)
    code = Image.new("1", (len(rows), len(rows)), 1)
    code.putdata([not dark for row in rows for dark in row])
    side = len(rows) * max(1, most // len(rows))
    return code.resize((side, side), Image.Resampling.NEAREST).convert("RGB")
