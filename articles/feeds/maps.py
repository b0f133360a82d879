"""The map of the site (sitemaps.org): one file while it is small, else an index with parts.

A part holds what stands in one range of keys: a piece stays in its part for ever, no part grows
over ``PART`` addresses, and none costs more than that, however many pieces there are. Django's own
sitemaps count, skip and load every row for their index, and take the host from the request.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import quote

from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.feeds.answers import answer
from articles.feeds.pieces import STRANGER
from articles.models import Article, Author, Byline, Page, Section
from articles.models.publication import family_of
from community.html import absolute

PART = 5000
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
CITY_PAGES = ("community:community", "community:charter", "community:rights")


class Place(NamedTuple):
    """``address`` is a path, or "" for a part's rest; ``changed`` is None where nobody knows it."""

    address: str
    changed: datetime | None = None


@dataclass(frozen=True, slots=True)
class Part:
    kind: str
    number: int
    count: int
    changed: datetime | None = None


# -- What there is ---------------------------------------------------------------------------------


def articles() -> QuerySet[Any]:
    rows = Article.objects.visible_to(STRANGER)
    return rows.annotate(changed=Coalesce("updated_at", "published_at"))


def tags() -> QuerySet[Any]:
    """Tags of visible pieces; when such a list last changed costs a walk through all of it."""
    rows: QuerySet[Any] = Tag.objects.filter(
        Exists(Article.objects.published().filter(tags=OuterRef("pk")))
    )
    return rows


def authors() -> QuerySet[Any]:
    signed = Byline.objects.filter(author=OuterRef("pk"), article__state=Article.State.PUBLISHED)
    return Author.objects.filter(Exists(signed))


# The rows of a kind, the route of its pages, and whether a row knows when it ``changed``.
KINDS: dict[str, tuple[Callable[[], QuerySet[Any]], str, bool]] = {
    "articles": (articles, "articles:article", True),
    "tags": (tags, "articles:tag", False),
    "authors": (authors, "articles:author", False),
}


def parts_of(kind: str) -> Iterator[Part]:
    """Count what stands in each range of keys; one query."""
    rows, _route, knows_time = KINDS[kind]
    counted = rows().order_by().annotate(part=F("pk") / PART).values("part")
    counted = counted.annotate(count=Count("pk"))
    if knows_time:
        counted = counted.annotate(newest=Max("changed"))
    for row in counted.order_by("part"):
        yield Part(kind, row["part"], row["count"], row.get("newest"))


def places_in(kind: str, number: int) -> Iterator[Place]:
    rows, route, knows_time = KINDS[kind]
    begin = reverse(route, args=["x"]).removesuffix("x/")
    fields = ("slug", "changed") if knows_time else ("slug",)
    inside = rows().filter(pk__gte=number * PART, pk__lt=(number + 1) * PART).order_by("pk")
    for slug, *changed in inside.values_list(*fields).iterator():
        yield Place(f"{begin}{quote(slug)}/", *changed)


def standing_places() -> list[Place]:
    """The front page, sections with something in them, pages, and the city's public ones."""
    pieces = Article.objects.visible_to(STRANGER).newest_first()
    own = pieces.filter(section=OuterRef("pk")).values("published_at")[:1]
    sections = list(Section.objects.annotate(newest=Subquery(own)))
    newest = {section.pk: section.newest for section in sections}
    latest = [
        (section, max(filter(None, map(newest.get, family_of(section, sections))), default=None))
        for section in sections
    ]
    return [
        Place(reverse("articles:home"), max(filter(None, newest.values()), default=None)),
        *(Place(section.get_absolute_url(), when) for section, when in latest if when),
        *(Place(page.get_absolute_url()) for page in Page.objects.published().defer("body")),
        *(Place(reverse(name)) for name in CITY_PAGES),
    ]


# -- How it is written -----------------------------------------------------------------------------


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    parts = [part for kind in KINDS for part in parts_of(kind)]
    standing = standing_places()
    changed = max(filter(None, [*(p.changed for p in parts), *(p.changed for p in standing)]),
                  default=None)  # fmt: skip
    if sum(part.count for part in parts) + len(standing) > PART:
        parts.append(Part("pages", 0, len(standing), standing[0].changed))
        places = [Place(address_of(part), part.changed) for part in parts]
        return xml(request, written("sitemapindex", "sitemap", places), changed)
    inside = (place for part in parts for place in places_in(part.kind, part.number))
    return xml(request, written("urlset", "url", [*standing, *inside]), changed)


@require_safe
def sitemap_part(request: HttpRequest, kind: str, number: int) -> HttpResponseBase:
    if kind == "pages" and not number:
        places = standing_places()
    elif kind in KINDS and number < 2**40:
        places = list(places_in(kind, number))
    else:
        raise Http404
    if not places:
        raise Http404
    changed = max(filter(None, (place.changed for place in places)), default=None)
    return xml(request, written("urlset", "url", places), changed)


def address_of(part: Part) -> str:
    return reverse("articles:sitemap_part", args=[part.kind, part.number])


def written(root: str, element: str, places: Iterable[Place]) -> str:
    """Both kinds of file are a list of addresses with times; paths are percent-encoded already."""
    lines = [
        f"<{element}><loc>{absolute(address)}</loc>{lastmod(changed)}</{element}>"
        for address, changed in places
    ]
    body = "\n".join(lines)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {XMLNS}>\n{body}\n</{root}>\n'


def lastmod(changed: datetime | None) -> str:
    if changed is None:
        return ""
    return f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>"


def xml(request: HttpRequest, content: str, changed: datetime | None) -> HttpResponseBase:
    return answer(request, content, "application/xml; charset=utf-8", changed)
