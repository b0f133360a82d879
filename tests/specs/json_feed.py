"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.specs.forms import is_address, is_language, is_rfc3339, relative_places

Check = Callable[[Any], bool]


def is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def are_words(value: object) -> bool:
    return isinstance(value, list) and all(map(is_words, value))


def are_people(value: object) -> bool:
    """Each has at least one of its three properties."""
    return isinstance(value, list) and all(
        isinstance(person, dict)
        and person
        and all(key in ("name", "url", "avatar") for key in person)
        and (("name" not in person) or is_words(person["name"]))
        and all(is_address(person[key]) for key in ("url", "avatar") if key in person)
        for person in value
    )


FEED: dict[str, Check] = {
    "version": lambda value: value == "https://jsonfeed.org/version/1.1",
    "title": is_words,
    "home_page_url": is_address,
    "feed_url": is_address,
    "description": is_words,
    "user_comment": is_words,
    "next_url": is_address,
    "icon": is_address,
    "favicon": is_address,
    "authors": are_people,
    "language": is_language,
    "expired": lambda value: isinstance(value, bool),
    "items": lambda value: isinstance(value, list),
}
ITEM: dict[str, Check] = {
    "id": is_words,
    "url": is_address,
    "external_url": is_address,
    "title": is_words,
    "content_html": is_words,
    "content_text": is_words,
    "summary": is_words,
    "image": is_address,
    "banner_image": is_address,
    "date_published": is_rfc3339,
    "date_modified": is_rfc3339,
    "authors": are_people,
    "tags": are_words,
    "language": is_language,
    "attachments": lambda value: isinstance(value, list),
}


def problems(content: bytes) -> list[str]:
    feed = json.loads(content.decode("utf-8"))
    found = [*of_object(feed, FEED, ("version", "title", "items"))]
    for item in feed.get("items", []):
        found += of_object(item, ITEM, ("id",))
        if not {"content_html", "content_text"} & set(item):
            found.append("an item has neither content_html nor content_text")
        found += relative_places(item.get("content_html", ""))
    ids = [item.get("id") for item in feed.get("items", [])]
    if len(ids) != len(set(ids)):
        found.append("two items have one id")
    return found


def of_object(
    value: dict[str, Any], known: dict[str, Check], required: tuple[str, ...]
) -> Iterator[str]:
    for name in required:
        if name not in value:
            yield f"{name} is missing"
    for name, said in value.items():
        if name.startswith("_"):
            continue  # an extension
        if name not in known:
            yield f"{name} is not defined"
        elif not known[name](said):
            yield f"{name} has a wrong value: {said!r}"
