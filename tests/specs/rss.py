"""RSS 2.0 (rssboard.org/rss-specification) with the advice of the RSS profile."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.specs.forms import (
    at_most_once,
    is_address,
    is_language,
    is_rfc822,
    is_rfc3339,
    once,
    parse,
    relative_places,
    unknown,
)

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
DC = "{http://purl.org/dc/elements/1.1/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
NAMESPACES = {name.strip("{}") for name in (ATOM, DC, MEDIA, CONTENT.removesuffix("encoded"))}

_CHANNEL = (
    "title link description language copyright managingEditor webMaster pubDate lastBuildDate"
    " category generator docs cloud ttl image rating textInput skipHours skipDays item"
)
_ITEM = "title link description author category comments enclosure guid pubDate source"
CHANNEL, ITEM = set(_CHANNEL.split()), set(_ITEM.split())


def problems(content: bytes) -> list[str]:
    root = parse(content)
    if root.tag != "rss" or root.get("version") != "2.0" or len(root) != 1:
        return ["not one channel in <rss version='2.0'>"]
    channel = root[0]
    found = [*of_channel(channel)]
    items = channel.findall("item")
    for item in items:
        found += of_item(item)
    guids = [item.findtext("guid") for item in items]
    if len(guids) != len(set(guids)):
        found.append("a guid stands twice")
    return found


def of_channel(channel: Element) -> Iterator[str]:
    yield from once(channel, "title", "link", "description")
    yield from at_most_once(channel, *(CHANNEL - {"item", "category"}))
    yield from unknown(channel, CHANNEL, NAMESPACES)
    if not is_address(channel.findtext("link")):
        yield "the channel's link is no address"
    if not is_language(channel.findtext("language")):
        yield "the channel's language is none"
    for tag in ("pubDate", "lastBuildDate"):
        if channel.find(tag) is not None and not is_rfc822(channel.findtext(tag)):
            yield f"{tag} is no date of RFC 822"
    own = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1 or not is_address(own[0]):
        yield "the feed does not say its own address once"
    image = channel.find("image")
    if image is not None:
        yield from of_image(image, channel)


def of_image(image: Element, channel: Element) -> Iterator[str]:
    yield from once(image, "url", "title", "link")
    if not (image.findtext("url") or "").endswith((".gif", ".jpg", ".jpeg", ".png")):
        yield "the image is no GIF, JPEG or PNG"
    for tag in ("title", "link"):
        if image.findtext(tag) != channel.findtext(tag):
            yield f"the image's {tag} is not the channel's"


def of_item(item: Element) -> Iterator[str]:
    yield from unknown(item, ITEM, NAMESPACES)
    yield from at_most_once(item, *(ITEM - {"category"}), CONTENT, f"{ATOM}updated")
    yield from once(item, "title", "guid", "link", "pubDate", CONTENT)
    if not is_address(item.findtext("link")):
        yield "an item's link is no address"
    if not is_rfc822(item.findtext("pubDate")):
        yield "pubDate is no date of RFC 822"
    guid = item.find("guid")
    if (
        guid is not None
        and guid.get("isPermaLink", "true") != "false"
        and not is_address(guid.text)
    ):
        yield "a guid says that it is an address, and is none"
    if item.find("comments") is not None and not is_address(item.findtext("comments")):
        yield "comments is no address"
    yield from of_enclosure(item.find("enclosure"))
    yield from of_modules(item)
    for html in (item.findtext("description"), item.findtext(CONTENT)):
        yield from relative_places(html or "")


def of_enclosure(enclosure: Element | None) -> Iterator[str]:
    if enclosure is not None:
        if not is_address(enclosure.get("url")):
            yield "an enclosure has no address"
        if not (enclosure.get("length") or "").isdecimal() or "/" not in enclosure.get("type", ""):
            yield "an enclosure lacks its length or type"


def of_modules(item: Element) -> Iterator[str]:
    """Dublin Core, Atom and Media RSS inside an item."""
    for creator in item.findall(f"{DC}creator"):
        if not (creator.text or "").strip():
            yield "a creator has no name"
    if item.find(f"{DC}language") is not None and not is_language(item.findtext(f"{DC}language")):
        yield "an item's language is none"
    if item.find(f"{ATOM}updated") is not None and not is_rfc3339(item.findtext(f"{ATOM}updated")):
        yield "updated is no date of RFC 3339"
    for media in item.findall(f"{MEDIA}content"):
        if not is_address(media.get("url")) or media.get("medium") != "image":
            yield "media:content is no picture with an address"
        if not all((media.get(side) or "").isdecimal() for side in ("width", "height")):
            yield "media:content has no size"
