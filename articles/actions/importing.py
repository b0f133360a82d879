"""Take in pieces from elsewhere: state and times as given, nobody told, thousands at a time.

``import_articles`` writes a batch (some hundreds at a time keep memory flat) in a fixed number of
queries per batch, and skips what was taken in before, known by ``imported_from``. See-also may
point to pieces of a later batch: give every item its ``uuid`` beforehand, write all batches, then
call ``import_related_stories`` once.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify

from articles.actions.changes import tell_article_changed, tell_publication_changed
from articles.actions.indexing import add_to_index
from articles.actions.tagging import tag_articles
from articles.actions.writing import complete_text
from articles.models import (
    Access,
    Article,
    Author,
    Byline,
    GalleryPicture,
    OldAddress,
    Page,
    Picture,
    Section,
)
from articles.models.addresses import plain_address
from community.html import clean_body

AT_ONCE = 500


@dataclass(kw_only=True)
class ImportedArticle:
    """One piece. ``body`` is HTML and is cleaned here; ``addresses`` are former ones, any form.

    ``published_at`` is needed for what is published or scheduled.
    """

    title: str
    section: Section
    imported_from: str
    body: str = ""
    slug: str = ""
    uuid: UUID = field(default_factory=uuid4)
    kind: str = Article.Kind.COMMENTARY
    state: str = Article.State.DRAFT
    access: str = Access.EVERYONE
    standfirst: str = ""
    language: str = ""
    question: str = ""
    seo_title: str = ""
    seo_description: str = ""
    is_lead: bool = False
    is_demo: bool = False
    cover: Picture | None = None
    created_at: datetime | None = None
    published_at: datetime | None = None
    updated_at: datetime | None = None
    discussion_age_from: datetime | None = None
    authors: Sequence[Author] = ()
    tags: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    addresses: Sequence[str] = ()


@dataclass(kw_only=True)
class ImportedPage:
    """One page; without ``published_at`` it is not shown."""

    title: str
    imported_from: str
    body: str = ""
    slug: str = ""
    published_at: datetime | None = None
    position: int = 0
    is_demo: bool = False
    addresses: Sequence[str] = ()


COPIED = (
    "uuid", "imported_from", "body", "kind", "state", "access", "question", "language", "is_lead",
    "is_demo", "cover", "published_at", "updated_at", "discussion_age_from", "section",
)  # fmt: skip
CUT = {"title": 200, "standfirst": 500, "seo_title": 200, "seo_description": 300, "question": 300}


def import_article(item: ImportedArticle) -> Article:
    """Take in one piece, or return the one that was taken in before."""
    return import_articles([item])[0]


def import_articles(items: Sequence[ImportedArticle]) -> list[Article]:
    """Take in a batch; return its articles in order, those of an earlier run as they are now."""
    with transaction.atomic():
        known = Article.objects.in_bulk_by_source(item.imported_from for item in items)
        new = [item for item in items if item.imported_from not in known]
        rows = built_articles(new)
        Article.objects.bulk_create(rows, batch_size=AT_ONCE)
        add_to_index(rows)
        add_bylines(rows, new)
        add_galleries(rows, new)
        tag_articles(rows, [item.tags for item in new])
        add_addresses([(address, {"article": row}) for row, item in zip(rows, new, strict=True)
                       for address in item.addresses])  # fmt: skip
        for row in rows:
            tell_article_changed(row.pk)
    known |= {row.imported_from: row for row in rows}
    return [known[item.imported_from] for item in items]


def built_articles(items: Sequence[ImportedArticle]) -> list[Article]:
    taken = slugs_near(Article, items)
    rows = []
    for item in items:
        row = Article(**{name: getattr(item, name) for name in COPIED})
        for name, longest in CUT.items():
            setattr(row, name, getattr(item, name)[:longest])
        row.created_at = item.created_at or item.published_at or timezone.now()
        row.slug = free_in(taken, item.slug or item.title)
        complete_text(row)
        rows.append(row)
    return rows


def slugs_near(model: type[Article] | type[Page], items: Sequence[Any]) -> set[str]:
    """Return the slugs in use that one of these could meet: two queries."""
    starts = {slug_from(item.slug or item.title) for item in items}
    met = Q(pk__in=[])
    for slug in model.objects.filter(slug__in=starts).values_list("slug", flat=True):
        met |= Q(slug=slug) | Q(slug__startswith=f"{slug}-")
    return set(model.objects.filter(met).values_list("slug", flat=True))


def slug_from(text: str) -> str:
    return slugify(text, allow_unicode=True)[:180].strip("-_") or "untitled"


def free_in(taken: set[str], text: str) -> str:
    """Return a slug that is not in ``taken``, and put it there."""
    base = slug = slug_from(text)
    number = 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    taken.add(slug)
    return slug


def add_bylines(rows: list[Article], items: Sequence[ImportedArticle]) -> None:
    Byline.objects.bulk_create(
        (
            Byline(article=row, author=author, position=at)
            for row, item in zip(rows, items, strict=True)
            for at, author in enumerate(dict.fromkeys(item.authors))
        ),
        batch_size=AT_ONCE,
    )


def add_galleries(rows: list[Article], items: Sequence[ImportedArticle]) -> None:
    GalleryPicture.objects.bulk_create(
        (
            GalleryPicture(article=row, picture=picture, position=at)
            for row, item in zip(rows, items, strict=True)
            for at, picture in enumerate(dict.fromkeys(item.pictures))
        ),
        batch_size=AT_ONCE,
    )


def add_addresses(pairs: Iterable[tuple[str, dict[str, Any]]]) -> None:
    """Keep former addresses; one that leads somewhere already goes on leading there."""
    OldAddress.objects.bulk_create(
        (
            OldAddress(address=address, **target)
            for address, target in ((plain_address(raw), target) for raw, target in pairs)
            if 1 < len(address) <= 700  # noqa: PLR2004  # the column; "/" is the front page
        ),
        batch_size=AT_ONCE,
        ignore_conflicts=True,
    )


def import_page(item: ImportedPage) -> Page:
    """Take in one page, or return the one that was taken in before."""
    with transaction.atomic():
        known = Page.objects.filter(imported_from=item.imported_from).first()
        if known is not None:
            return known
        page = Page.objects.create(
            title=item.title[:200],
            slug=free_in(slugs_near(Page, [item]), item.slug or item.title),
            body=clean_body(item.body),
            published_at=item.published_at,
            position=item.position,
            imported_from=item.imported_from,
            is_demo=item.is_demo,
        )
        add_addresses([(address, {"page": page}) for address in item.addresses])
        tell_publication_changed()
    return page


def import_section(
    *,
    name: str,
    slug: str,
    parent: Section | None = None,
    description: str = "",
    is_demo: bool = False,
) -> Section:
    """Return the section with this slug; made when there is none."""
    defaults = {
        "name": name[:80],
        "parent": parent,
        "description": description[:300],
        "is_demo": is_demo,
    }
    section, is_new = Section.objects.get_or_create(slug=slug_from(slug)[:100], defaults=defaults)
    if is_new:
        tell_publication_changed()
    return section


def import_author(*, name: str, slug: str, bio: str = "", is_demo: bool = False) -> Author:
    """Return the author with this slug; made when there is none."""
    defaults = {"name": name[:120], "bio": bio[:1000], "is_demo": is_demo}
    return Author.objects.get_or_create(slug=slug_from(slug)[:140], defaults=defaults)[0]
