"""What a comment is marked by. Each mark is a short string that begins with its kind.

``w:casino`` a word · ``p:online casino`` two words side by side · ``h:x.example`` the host of a
link · ``s:…`` the shape of the text · ``a:…`` how its author stands here. Each counts once.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlsplit

from comments.html.folding import fold_text
from community.html import plain_text

LONGEST = 80  # of a mark
MOST = 300  # words, and as many pairs: the beginning of a text tells
_LINK = re.compile(r'<a\s[^>]*?\bhref="([^"]*)"', re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_CAPITALS = re.compile(r"\b[A-Z]{4,}\b")
_PRICE = re.compile(r"[$€£¥%]\s?\d|\d\s?[$€£¥%]")
_CALL = re.compile(r"!{2,}")
_LONG_NUMBER = re.compile(r"\d[\d ().-]{6,}\d")


@dataclass(frozen=True)
class Author:
    """How the author stood when the comment was written; ``published`` comments, up to 10."""

    standing: str
    days: int
    published: int


def hosts_of(html: str) -> list[str]:
    """Hosts of the links of cleaned HTML, without ``www.``, each once."""
    hosts = (urlsplit(address.replace("&amp;", "&")).netloc for address in _LINK.findall(html))
    return list(dict.fromkeys(host.lower().removeprefix("www.") for host in hosts if host))


def tokens_of(html: str, author: Author | None = None) -> list[str]:
    """Return the marks of a comment by its cleaned HTML; without ``author`` those of a guest."""
    text = plain_text(html)
    words = fold_text(_ADDRESS.sub(" ", text)).split()  # where they lead is said by the hosts
    hosts = hosts_of(html)
    marks = [f"w:{word}" for word in dict.fromkeys(words) if len(word) > 1 or not word.isascii()]
    pairs = [f"p:{one} {two}" for one, two in dict.fromkeys(pairwise(words))]
    every = [
        *marks[:MOST],
        *pairs[:MOST],
        *(f"h:{host}" for host in hosts[:20]),
        *shape_of(text, words, len(_LINK.findall(html))),
        *(standing_of(author) if author else ()),
    ]
    return [mark for mark in every if len(mark) <= LONGEST]


def shape_of(text: str, words: list[str], links: int) -> list[str]:
    letters = [sign for sign in text if sign.isalpha()]
    capitals = sum(sign.isupper() for sign in letters)
    found = {
        "capitals": len(letters) > 20 and capitals > 0.3 * len(letters),  # noqa: PLR2004
        "shouted": bool(_CAPITALS.search(text)),
        "prices": bool(_PRICE.search(text)),
        "calls": bool(_CALL.search(text)),
        "number": bool(_LONG_NUMBER.search(text)),
        "digits": sum(sign.isdigit() for sign in text) > 0.1 * len(text),
        "linked": bool(links),
        "links": links > 1,
        "mostly links": bool(links) and len(words) < 12 * links,
        "short": len(words) < 6,  # noqa: PLR2004
        "long": len(words) > 120,  # noqa: PLR2004
    }
    return [f"s:{name}" for name, is_there in found.items() if is_there]


def standing_of(author: Author) -> list[str]:
    age = next(name for limit, name in AGES if author.days < limit)
    published = next(name for limit, name in PUBLISHED if author.published < limit)
    return [f"a:{author.standing}", f"a:{age}", f"a:{published}"]


FOREVER = 10**9
AGES = [(1, "first day"), (7, "first week"), (30, "first month"), (FOREVER, "older account")]
PUBLISHED = [(1, "none published"), (3, "few published"), (10, "some published"), (FOREVER, "many")]
