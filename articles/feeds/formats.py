"""Feeds in three formats, on Django's generators.

RSS 2.0 with Content, Dublin Core, Atom and Media RSS (rssboard.org/rss-specification,
rssboard.org/rss-profile); Atom 1.0 (RFC 4287); JSON Feed 1.1 (jsonfeed.org/version/1.1).
"""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from html import escape
from typing import IO, Any

from django.utils.feedgenerator import (
    Atom1Feed,
    Rss201rev2Feed,
    SyndicationFeed,
    rfc3339_date,
)
from django.utils.xmlutils import SimplerXMLGenerator

from articles.feeds.answers import legal
from articles.feeds.entries import Channel, Entry, Shown, Writer

Item = dict[str, Any]
Handler = SimplerXMLGenerator
NOTHING_YET = datetime(1970, 1, 1, tzinfo=UTC)  # the time of a feed without entries, to be stable


class WholeTextFeed(SyndicationFeed):
    """Made of a ``Channel`` and entries; the writers of formats find an ``Entry`` in each item."""

    content_type: str

    def __init__(self, channel: Channel, entries: Iterable[Entry]) -> None:
        super().__init__(
            title=legal(channel.title),
            link=channel.home,
            description=legal(channel.description),
            subtitle=legal(channel.description),
            language=channel.language,
            feed_url=channel.address,
            feed_guid=channel.address,
            author_name=legal(channel.publisher),
        )
        self.icon, self.favicon = channel.icon, channel.favicon
        for entry in entries:
            self.add_entry(entry)

    def add_entry(self, entry: Entry) -> None:
        self.add_item(
            title=legal(entry.title),
            link=entry.address,
            description="",
            unique_id=entry.guid,
            unique_id_is_permalink=False,
            pubdate=entry.published,
            updateddate=max(entry.published, entry.updated),
            comments=entry.discussion or None,
            categories=[legal(category) for category in entry.categories],
            summary=legal(entry.summary),
            html=legal(entry.html),
            writers=[Writer(legal(each.name), each.address) for each in entry.writers],
            language=entry.language,
            picture=entry.picture,
        )

    def latest_post_date(self) -> datetime:
        """Django's own answers with the present moment where there is no entry."""
        return super().latest_post_date() if self.items else NOTHING_YET

    def text(self) -> str:
        return str(self.writeString("utf-8"))


class RssFeed(WholeTextFeed, Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: Handler) -> None:
        super().add_root_elements(handler)
        begin(handler, "image")
        handler.addQuickElement("url", self.icon)
        handler.addQuickElement("title", self.feed["title"])
        handler.addQuickElement("link", self.feed["link"])
        handler.endElement("image")

    def add_item_elements(self, handler: Handler, item: Item) -> None:
        """Readers take the description for HTML, so the plain summary is escaped for it."""
        summary = escape(item["summary"], quote=False)
        super().add_item_elements(handler, {**item, "description": summary or None})
        for writer in item["writers"]:
            handler.addQuickElement("dc:creator", writer.name)
        if item["language"]:
            handler.addQuickElement("dc:language", item["language"])
        if item["updateddate"] > item["pubdate"]:
            handler.addQuickElement("atom:updated", rfc3339_date(item["updateddate"]))
        if item["picture"]:
            add_media(handler, item["picture"])
        handler.addQuickElement("content:encoded", item["html"])


def begin(handler: Handler, name: str, attributes: dict[str, str] | None = None) -> None:
    handler.startElement(name, attributes or {})  # type: ignore[arg-type]  # it takes any mapping


def add_media(handler: Handler, picture: Shown) -> None:
    """Media RSS names the picture without its bytes, which an enclosure must count."""
    attributes = {
        "url": picture.address,
        "type": picture.content_type,
        "medium": "image",
        "width": str(picture.width),
        "height": str(picture.height),
    }
    begin(handler, "media:content", attributes)
    handler.addQuickElement("media:description", legal(picture.alt), {"type": "plain"})
    if picture.credit:
        handler.addQuickElement("media:credit", legal(picture.credit))
    handler.endElement("media:content")


class AtomFeed(WholeTextFeed, Atom1Feed):
    def add_root_elements(self, handler: Handler) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.icon)

    def item_attributes(self, item: Item) -> dict[str, str]:
        return {"xml:lang": item["language"]} if item["language"] else {}

    def add_item_elements(self, handler: Handler, item: Item) -> None:
        """Without a writer of its own an entry is the publication's, which the feed names."""
        super().add_item_elements(handler, {**item, "description": None})
        for writer in item["writers"]:
            begin(handler, "author")
            handler.addQuickElement("name", writer.name)
            if writer.address:
                handler.addQuickElement("uri", writer.address)
            handler.endElement("author")
        if item["picture"]:
            link = {"href": item["picture"].address, "type": item["picture"].content_type}
            handler.addQuickElement("link", "", {"rel": "enclosure", **link})
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["html"], {"type": "html"})


class JsonFeed(WholeTextFeed):
    content_type = "application/feed+json; charset=utf-8"

    def write(self, outfile: IO[str], encoding: str) -> None:
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": self.feed["title"],
            "home_page_url": self.feed["link"],
            "feed_url": self.feed["feed_url"],
            "description": self.feed["description"],
            "icon": self.icon,
            "favicon": self.favicon,
            "authors": [{"name": self.feed["author_name"], "url": self.feed["link"]}],
            "language": self.feed["language"],
            "items": [self.item(item) for item in self.items],
        }
        json.dump(said(feed) | {"items": feed["items"]}, outfile, ensure_ascii=False)

    def item(self, item: Item) -> Item:
        picture: Shown | None = item["picture"]
        return said(
            {
                "id": item["unique_id"],
                "url": item["link"],
                "title": item["title"],
                "content_html": item["html"],
                "summary": item["summary"],
                "image": picture.address if picture else "",
                "date_published": rfc3339_date(item["pubdate"]),
                "date_modified": rfc3339_date(item["updateddate"]),
                "authors": [
                    said({"name": writer.name, "url": writer.address}) for writer in item["writers"]
                ],
                "tags": list(item["categories"]),
                "language": item["language"],
            }
        )


def said(properties: Item) -> Item:
    """Leave out what says nothing."""
    return {name: value for name, value in properties.items() if value not in ("", [], None)}
