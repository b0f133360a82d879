"""The text of a comment: made tidy, told apart from others, and what it holds."""

import re
import unicodedata
from hashlib import sha256

LONGEST = 10_000

# Control characters but tab and line feed; lone surrogates; the byte-order mark; U+202D and U+202E,
# which turn the direction of what follows by force.
# SECURITY: an override could make a link or a name read as another one.
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u202d\u202e]")
_HEAP_OF_MARKS = re.compile(
    r"([\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]{4})[\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+"
)
_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*){2,}")
_LINK = re.compile(r"<a\s[^>]*\bhref=", re.IGNORECASE)


def tidy_text(text: str) -> str:
    """Return the text without characters that nobody can read, in Unicode's composed form."""
    text = _UNWANTED.sub("", re.sub(r"\r\n?|\u2028|\u2029", "\n", text))
    # SECURITY: composing takes time with the square of a heap of marks; what is cut off here was
    # too long for a comment anyway, and what is left still is.
    text = unicodedata.normalize("NFC", text[: 2 * LONGEST])
    text = _HEAP_OF_MARKS.sub(r"\1", text)
    return _EMPTY_LINES.sub("\n\n", text).strip()


def text_hash(text: str) -> str:
    """SHA-256 of the text without regard to case and spacing: the same hash is the same comment."""
    return sha256(" ".join(text.casefold().split()).encode()).hexdigest()


def count_links(html: str) -> int:
    """Links in a comment's cleaned HTML."""
    return len(_LINK.findall(html))
