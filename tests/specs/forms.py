"""Forms of values that several specifications share."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import format_datetime, parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, XMLParser, fromstring

# RFC 3339, as RFC 4287 narrows it: capital T and Z.
_RFC3339 = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)", re.ASCII
)
_RFC822 = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
    r" \d{4} \d\d:\d\d:\d\d (?:GMT|[+-]\d{4})",
    re.ASCII,
)
_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?", re.ASCII)
# RFC 3986: what may stand in an address as it is.
_ADDRESS = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+", re.ASCII)


def parse(content: bytes) -> Element:
    """Parse strictly, without entities of a DTD; expat refuses what is not well-formed."""
    assert b"<!DOCTYPE" not in content
    return fromstring(content, parser=XMLParser(encoding="utf-8"))  # noqa: S314  # our own


def is_address(text: object) -> bool:
    """Whether it is a whole http(s) address in ASCII."""
    if not isinstance(text, str) or not _ADDRESS.fullmatch(text):
        return False
    parts = urlsplit(text)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_rfc3339(text: object) -> bool:
    if not isinstance(text, str) or not _RFC3339.fullmatch(text):
        return False
    return bool(datetime.fromisoformat(text))


def is_rfc822(text: str | None) -> bool:
    """Whether it is a date of RFC 822 with a year of four digits, and on the weekday it says."""
    if not text or not _RFC822.fullmatch(text):
        return False
    return format_datetime(parsedate_to_datetime(text))[:3] == text[:3]


def is_language(text: object) -> bool:
    return isinstance(text, str) and bool(_LANGUAGE.fullmatch(text))


def count(element: Element) -> Counter[str]:
    return Counter(child.tag for child in element)


def unknown(element: Element, known: set[str], namespaces: set[str]) -> Iterator[str]:
    """Name the children that no specification of ours defines."""
    for child in element:
        namespace, brace, _name = child.tag.removeprefix("{").partition("}")
        if child.tag not in known and not (brace and namespace in namespaces):
            yield f"<{child.tag}> is not defined in <{element.tag}>"


def once(element: Element, *tags: str) -> Iterator[str]:
    """Each of ``tags`` stands exactly once, and says something."""
    for tag in tags:
        found = element.findall(tag)
        if len(found) != 1:
            yield f"<{element.tag}> has {len(found)} <{tag}>, not one"
        elif not (found[0].text or "").strip():
            yield f"<{tag}> in <{element.tag}> is empty"


def at_most_once(element: Element, *tags: str) -> Iterator[str]:
    counted = count(element)
    for tag in tags:
        if counted[tag] > 1:
            yield f"<{element.tag}> has {counted[tag]} <{tag}>"


def relative_places(html: str) -> Iterator[str]:
    """Name the links and pictures of some HTML that lead nowhere outside its page."""
    for tag in re.findall(r"<[a-z][^>]*>", html):
        for place in re.findall(r"(?:href|src|srcset|poster)=\"([^\"]*)\"", tag):
            if not re.match(r"(?:https?://|mailto:)", place):
                yield f"{place} is relative"
