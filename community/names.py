"""Names that people are called by: cleaned, made up where none was given, turned into handles."""

import re
import secrets
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HANDLE_LENGTH = 30
NEUTRAL_HANDLE = "reader"
ATTEMPTS = 20

# Nobody is called what a reader would take for the house itself.
RESERVED = """
admin administrator anonymous city civitas deleted desk editor editors everyone gazette guest help
me moderator moderators nobody null postmaster root security staff support system undefined
webmaster
"""
RESERVED_HANDLES = frozenset(RESERVED.split())

QUALITIES = """
Attentive Bright Calm Candid Careful Cheerful Curious Early Evening Faithful Gentle Honest Kindly
Lively Merry Morning Northern Patient Quiet Steady Thoughtful Unhurried Wandering Wise
"""
CALLINGS = """
Baker Beekeeper Bellringer Bookbinder Cartographer Clockmaker Ferryman Gardener Glazier Harbour
Lamplighter Lantern Librarian Neighbour Orchard Passenger Printer Reader Skylark Stargazer Stroller
Tramdriver Typesetter Weaver
"""

# Letters that Unicode does not take apart by itself.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ı": "i",
    }
)

_JOINERS = "\u200c\u200d"  # Persian and Indian names are spelt with them


def friendly_name() -> str:
    """Make up a name to show. Never from the e-mail address: that would give the address away."""
    return f"{secrets.choice(QUALITIES.split())} {secrets.choice(CALLINGS.split())}"


def clean_name(text: str) -> str:
    """Return ``text`` on one line in NFC, without characters that hide or turn what follows.

    Raises ``ValidationError`` when no letter or digit is left to read.
    """
    # SECURITY: line breaks would forge mail headers, direction marks would forge other names.
    shown = "".join(
        " " if unicodedata.category(letter) in ("Cc", "Zl", "Zp") else letter
        for letter in unicodedata.normalize("NFC", text)
        if letter in _JOINERS or unicodedata.category(letter) not in ("Cf", "Co", "Cs")
    )
    name = " ".join(shown.split())
    if not any(letter.isalnum() for letter in name):
        raise ValidationError(_("Use at least one letter or digit."))
    return name


def folded(text: str) -> str:
    """Return ``text`` as one looks for it: without case, accents and double spaces."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS).casefold())
    return " ".join("".join(one for one in plain if not unicodedata.combining(one)).split())


def handle_from(name: str) -> str:
    """Return the handle that ``name`` suggests, or a neutral word where it has no Latin letters."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS))
    letters = plain.encode("ascii", "ignore").decode().lower()
    handle = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[: HANDLE_LENGTH - 6].strip("-")
    return NEUTRAL_HANDLE if handle in RESERVED_HANDLES else handle or NEUTRAL_HANDLE


def handle_candidates(name: str) -> Iterator[str]:
    """Yield handles to try for ``name``: the plain one first, then with ever longer numbers."""
    handle = handle_from(name)
    if handle != NEUTRAL_HANDLE:
        yield handle
    for attempt in range(ATTEMPTS):
        yield f"{handle}-{secrets.randbelow(90 * 10 ** (attempt // 5)) + 10}"


def check_handle(handle: str) -> None:
    """Raise ``ValidationError`` for a handle that stands for the house."""
    if handle in RESERVED_HANDLES:
        raise ValidationError(_("This handle is kept for the house. Choose another one."))
