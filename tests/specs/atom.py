"""Atom 1.0: every MUST of RFC 4287 that a feed like ours can break."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.specs.forms import (
    at_most_once,
    count,
    is_address,
    is_language,
    is_rfc3339,
    once,
    parse,
    relative_places,
    unknown,
)

A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FEED = (
    "author category contributor generator icon id link logo rights subtitle title updated entry"
)
_ENTRY = "author category content contributor id link published rights source summary title updated"
FEED = {f"{A}{name}" for name in _FEED.split()}
ENTRY = {f"{A}{name}" for name in _ENTRY.split()}


def problems(content: bytes) -> list[str]:
    root = parse(content)
    if root.tag != f"{A}feed":
        return ["not an Atom feed"]
    found = [*of_feed(root), *unknown(root, FEED, set())]
    entries = root.findall(f"{A}entry")
    for entry in entries:
        found += of_entry(entry, has_feed_author=root.find(f"{A}author") is not None)
    ids = [entry.findtext(f"{A}id") for entry in entries]
    if len(ids) != len(set(ids)):
        found.append("4.1.1: two entries have one id")
    return found


def of_feed(feed: Element) -> Iterator[str]:
    yield from of_both(feed)
    yield from at_most_once(feed, *(f"{A}{name}" for name in ("icon", "logo", "subtitle")))
    if "self" not in [link.get("rel") for link in feed.findall(f"{A}link")]:
        yield "4.1.1: a feed should link to itself"
    for name in ("icon", "logo"):
        if feed.find(f"{A}{name}") is not None and not is_address(feed.findtext(f"{A}{name}")):
            yield f"4.2: {name} is no address"


def of_entry(entry: Element, *, has_feed_author: bool) -> Iterator[str]:
    yield from of_both(entry)
    yield from unknown(entry, ENTRY, set())
    yield from at_most_once(entry, *(f"{A}{n}" for n in ("content", "published", "summary")))
    if not has_feed_author and entry.find(f"{A}author") is None:
        yield "4.1.2: neither entry nor feed has an author"
    published = entry.find(f"{A}published")
    if published is not None and not is_rfc3339(published.text):
        yield "4.2.9: published is no date"
    content = entry.find(f"{A}content")
    if content is None and "alternate" not in [li.get("rel") for li in entry.findall(f"{A}link")]:
        yield "4.1.2: an entry without content has no alternate link"
    if content is not None:
        yield from of_text(content)
        yield from relative_places(content.text or "")


def of_both(element: Element) -> Iterator[str]:
    """What feeds and entries share."""
    yield from once(element, *(f"{A}{name}" for name in ("id", "title", "updated")))
    yield from at_most_once(element, f"{A}rights")
    if not is_rfc3339(element.findtext(f"{A}updated")):
        yield "4.2.15: updated is no date"
    identity = element.findtext(f"{A}id") or ""
    if not (is_address(identity) or identity.startswith(("urn:", "tag:"))):
        yield "4.2.6: id is no IRI"
    if element.get(LANG) is not None and not is_language(element.get(LANG)):
        yield "2: xml:lang is no language"
    for name in ("title", "subtitle", "summary", "rights"):
        for text in element.findall(f"{A}{name}"):
            yield from of_text(text)
    yield from of_links(element)
    for person in [*element.findall(f"{A}author"), *element.findall(f"{A}contributor")]:
        yield from of_person(person)
    for category in element.findall(f"{A}category"):
        if not category.get("term"):
            yield "4.2.2: a category has no term"


def of_text(text: Element) -> Iterator[str]:
    """Text constructs (3.1) and inline content (4.1.3)."""
    if text.get("type", "text") not in ("text", "html", "xhtml"):
        yield f"3.1.1: {text.tag} has the type {text.get('type')}"
    if text.get("type", "text") != "xhtml" and len(text):
        yield f"3.1.1: {text.tag} holds elements"


def of_links(element: Element) -> Iterator[str]:
    alternates = set[tuple[str | None, str | None]]()
    for link in element.findall(f"{A}link"):
        if not is_address(link.get("href")):
            yield "4.2.7.1: a link has no address"
        if link.get("rel", "alternate") == "alternate":
            kind = (link.get("type"), link.get("hreflang"))
            if kind in alternates:
                yield "4.1.1: two alternate links of one type and language"
            alternates.add(kind)


def of_person(person: Element) -> Iterator[str]:
    yield from once(person, f"{A}name")
    yield from at_most_once(person, f"{A}uri", f"{A}email")
    if count(person)[f"{A}uri"] and not is_address(person.findtext(f"{A}uri")):
        yield "3.2.2: a person's uri is no address"
