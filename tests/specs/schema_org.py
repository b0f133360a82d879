"""Structured data, field by field: what schema.org defines and what Google requires of each type.

The table holds, for each type of ours, its properties by schema.org (those that we may use), with
the form of each; ``REQUIRED`` and ``RECOMMENDED`` are those of Google's pages on Article,
BreadcrumbList, ProfilePage, Organization, WebSite, DiscussionForumPosting and paywalled content.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.specs.forms import is_address, is_language, is_rfc3339

Check = Callable[[Any], bool]
_IDENTIFIER = re.compile(r"\S+")


def words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def headline(value: object) -> bool:
    return words(value) and len(str(value)) <= 110


def truth(value: object) -> bool:
    return isinstance(value, bool)


def whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def mail(value: object) -> bool:
    return isinstance(value, str) and value.count("@") == 1


def selector(value: object) -> bool:
    return isinstance(value, str) and bool(re.fullmatch(r"\.[a-z][a-z-]*", value))


def a(*types: str) -> Check:
    """One thing of a type, or a pointer to one."""

    def check(value: object) -> bool:
        if not isinstance(value, dict):
            return False
        return set(value) == {"@id"} or bool(set(types_of(value)) & set(types))

    return check


def many(check: Check) -> Check:
    return lambda value: isinstance(value, list) and bool(value) and all(map(check, value))


THING: dict[str, Check] = {
    "name": words,
    "description": words,
    "url": is_address,
    "image": many(a("ImageObject")),
    "mainEntityOfPage": a("WebPage"),
    "sameAs": many(is_address),
}
CREATIVE_WORK = THING | {
    "headline": headline,
    "datePublished": is_rfc3339,
    "dateModified": is_rfc3339,
    "author": many(a("Person", "Organization")),
    "publisher": a("Organization"),
    "keywords": many(words),
    "inLanguage": is_language,
    "isAccessibleForFree": truth,
    "hasPart": a("WebPageElement"),
    "articleSection": words,
    "wordCount": whole,
}
TALK: dict[str, Check] = {
    "text": words,
    "about": a("NewsArticle", "Article", "ImageGallery"),
    "isPartOf": a("WebPage"),
    "comment": many(a("Comment")),
    "interactionStatistic": many(a("InteractionCounter")),
}
TYPES: dict[str, dict[str, Check]] = {
    "NewsArticle": CREATIVE_WORK,
    "Article": CREATIVE_WORK,
    "ShortStory": CREATIVE_WORK,
    "ImageGallery": CREATIVE_WORK,
    "Person": THING,
    "Organization": THING | {"logo": a("ImageObject"), "email": mail},
    "WebSite": THING
    | {
        "inLanguage": is_language,
        "publisher": a("Organization"),
        "potentialAction": a("SearchAction"),
    },
    "WebPage": THING,
    "ProfilePage": THING | {"mainEntity": a("Person", "Organization")},
    "WebPageElement": {"isAccessibleForFree": truth, "cssSelector": selector},
    "ImageObject": THING
    | {
        "contentUrl": is_address,
        "width": whole,
        "height": whole,
        "caption": words,
        "creditText": words,
    },
    "BreadcrumbList": {"itemListElement": many(a("ListItem"))},
    "ListItem": {"position": whole, "name": words, "item": is_address},
    "DiscussionForumPosting": CREATIVE_WORK | TALK | {"sharedContent": a("WebPage")},
    "Comment": CREATIVE_WORK | TALK,
    "InteractionCounter": {
        "interactionType": a("LikeAction", "CommentAction"),
        "userInteractionCount": whole,
    },
    "LikeAction": {},
    "SearchAction": {"target": a("EntryPoint"), "query-input": words},
    "EntryPoint": {"urlTemplate": words},
}
REQUIRED = {
    "DiscussionForumPosting": {"author", "datePublished", "text", "url"},
    "Comment": {"author", "datePublished", "text"},
    "InteractionCounter": {"interactionType", "userInteractionCount"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "ProfilePage": {"mainEntity"},
    "Person": {"name"},
    "Organization": {"name"},
    "ImageObject": {"url"},
    "WebSite": {"name", "url"},
    "SearchAction": {"target", "query-input"},
    "WebPageElement": {"isAccessibleForFree", "cssSelector"},
}
RECOMMENDED = {
    "NewsArticle": {"author", "dateModified", "datePublished", "headline", "image"},
    "Article": {"author", "dateModified", "datePublished", "headline", "image"},
    "ImageGallery": {"author", "dateModified", "datePublished", "headline", "image"},
    "Person": {"url"},
    "Organization": {"logo", "url", "description", "email"},
    "ProfilePage": {"url"},
}


def types_of(node: dict[str, Any]) -> list[str]:
    named = node.get("@type", [])
    return named if isinstance(named, list) else [named]


def nodes(value: object) -> Iterator[dict[str, Any]]:
    """Every typed thing in it, however deep."""
    if isinstance(value, dict):
        if "@type" in value:
            yield value
        for inner in value.values():
            yield from nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from nodes(inner)


def problems(data: dict[str, Any], *, is_complete: bool = False) -> list[str]:
    """``is_complete``: also what is only recommended is asked for."""
    found = [] if data.get("@context") == "https://schema.org" else ["no context"]
    for node in nodes(data):
        found += of_node(node, is_complete=is_complete)
    return found


def of_node(node: dict[str, Any], *, is_complete: bool) -> Iterator[str]:
    types = types_of(node)
    if not types or not set(types) <= set(TYPES):
        yield f"unknown type {types}"
        return
    known = {name: check for each in types for name, check in TYPES[each].items()}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        if name not in known:
            yield f"{types} has no {name}"
        elif not known[name](value):
            yield f"{name} of {types} has a wrong value: {value!r}"
    for kind in types:
        asked = REQUIRED.get(kind, set()) | (RECOMMENDED.get(kind, set()) if is_complete else set())
        yield from (f"{kind} lacks {name}" for name in sorted(asked - set(node)))
    yield from of_whole(node, types)


def of_whole(node: dict[str, Any], types: list[str]) -> Iterator[str]:
    """What several properties together must keep."""
    if "BreadcrumbList" in types:
        steps = [step["position"] for step in node["itemListElement"]]
        if steps != list(range(1, len(steps) + 1)):
            yield "breadcrumbs are not in order"
    is_gated = node.get("isAccessibleForFree") is False and "WebPageElement" not in types
    if is_gated and "hasPart" not in node:
        yield "a gated piece does not say which part is"
