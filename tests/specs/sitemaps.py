"""Sitemaps (sitemaps.org/protocol.html) and Google's rules for sitemaps of news."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from xml.etree.ElementTree import Element

from tests.specs.forms import at_most_once, is_address, is_rfc3339, once, parse, unknown

S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
N = "{http://www.google.com/schemas/sitemap-news/0.9}"
MOST, MOST_BYTES, LONGEST, MOST_NEWS = 50_000, 52_428_800, 2048, 1000
OFTEN = {"always", "hourly", "daily", "weekly", "monthly", "yearly", "never"}


def problems(content: bytes, site: str) -> list[str]:
    """Check a map or an index; every address must be under ``site``, "https://example.org"."""
    root = parse(content)
    inside = {f"{S}urlset": f"{S}url", f"{S}sitemapindex": f"{S}sitemap"}.get(root.tag)
    if inside is None:
        return ["neither a map nor an index"]
    found = ["too large"] if len(content) > MOST_BYTES or len(root) > MOST else []
    if not content.startswith(b'<?xml version="1.0" encoding="UTF-8"?>'):
        found.append("does not say that it is UTF-8")
    for element in root:
        found += of_place(element, inside, site)
    places = [element.findtext(f"{S}loc") for element in root]
    if len(places) != len(set(places)):
        found.append("an address stands twice")
    return found


def of_place(element: Element, tag: str, site: str) -> Iterator[str]:
    if element.tag != tag:
        yield f"<{element.tag}> is not defined"
    is_url = tag == f"{S}url"
    known = {f"{S}{name}" for name in ("loc", "lastmod", *(("changefreq", "priority") * is_url))}
    yield from once(element, f"{S}loc")
    yield from at_most_once(element, *known, f"{N}news")
    yield from unknown(element, known, {N.strip("{}")} if is_url else set())
    place = element.findtext(f"{S}loc") or ""
    if not is_address(place) or not place.startswith(f"{site}/") or len(place) >= LONGEST:
        yield f"{place} is no address of the site"
    changed = element.findtext(f"{S}lastmod")
    if changed is not None and not is_rfc3339(changed):
        yield f"{changed} is no date"
    often, weight = element.findtext(f"{S}changefreq"), element.findtext(f"{S}priority")
    if (often and often not in OFTEN) or (weight and not 0 <= float(weight) <= 1):
        yield "changefreq or priority is out of range"


def news_problems(content: bytes, site: str, now: datetime) -> list[str]:
    root, found = parse(content), problems(content, site)
    if len(root) > MOST_NEWS:
        found.append("more than a thousand pieces of news")
    for url in root:
        news = url.find(f"{N}news")
        if news is None:
            found.append("a place without news")
        else:
            found += of_news(news, now)
    return found


def of_news(news: Element, now: datetime) -> Iterator[str]:
    yield from once(news, f"{N}publication_date", f"{N}title")
    yield from unknown(
        news, {f"{N}{n}" for n in ("publication", "publication_date", "title")}, set()
    )
    published = news.findtext(f"{N}publication_date")
    if not is_rfc3339(published):
        yield "publication_date is no date"
    elif now - datetime.fromisoformat(published or "") > timedelta(hours=48):
        yield "older than two days"
    publication = news.find(f"{N}publication")
    if publication is None:
        yield "no publication"
        return
    yield from once(publication, f"{N}name", f"{N}language")
    language = publication.findtext(f"{N}language") or ""
    if language not in ("zh-cn", "zh-tw") and not (language.islower() and len(language) in (2, 3)):
        yield f"{language} is no language"
