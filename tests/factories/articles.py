"""Articles and what belongs to them, stored as they are needed, past the actions."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from django.utils.text import slugify

from articles.actions.writing import complete_text
from articles.models import Article, Author, Byline, Page, Picture, RelatedStory, Section
from tests.factories.files import picture_bytes

_numbers = count(1)
BODY = "<p>The ferry leaves at six.</p><h2>At sea</h2><p>Nobody speaks.</p>"


def section(name: str = "", **fields: Any) -> Section:
    name = name or f"Section {next(_numbers)}"
    return Section.objects.create(name=name, slug=fields.pop("slug", slugify(name)), **fields)


def author(name: str = "", **fields: Any) -> Author:
    name = name or f"Author {next(_numbers)}"
    return Author.objects.create(name=name, slug=slugify(name, allow_unicode=True), **fields)


def article(
    title: str = "",
    *,
    body: str = BODY,
    authors: list[Author] | None = None,
    tags: list[str] | None = None,
    days_ago: float = 0,
    **fields: Any,
) -> Article:
    """A draft with one author; with any other state it was published ``days_ago``."""
    title = title or f"Piece {next(_numbers)}"
    fields.setdefault("slug", slugify(title, allow_unicode=True)[:200])
    if "section" not in fields:
        fields["section"] = Section.objects.first() or section()
    if fields.get("state", Article.State.DRAFT) != Article.State.DRAFT:
        fields.setdefault("published_at", timezone.now() - timedelta(days=days_ago))
    made = Article(title=title, body=body, **fields)
    complete_text(made)
    made.save()
    for at, name in enumerate(
        authors if authors is not None else [Author.objects.first() or author()]
    ):
        Byline.objects.create(article=made, author=name, position=at)
    if tags:
        made.tags.set(tags)
    return made


def published_article(title: str = "", **fields: Any) -> Article:
    return article(title, state=Article.State.PUBLISHED, **fields)


def story(title: str = "", *, continues: Article | None = None, **fields: Any) -> Article:
    """A published story, continuing ``continues``."""
    made = published_article(title, kind=Article.Kind.STORY, **fields)
    if continues is not None:
        relate(made, continues, RelatedStory.Kind.CONTINUES)
    return made


def relate(
    origin: Article, target: Article, kind: str = RelatedStory.Kind.SEE_ALSO
) -> RelatedStory:
    return RelatedStory.objects.create(origin=origin, target=target, kind=kind)


def aside(target: Article) -> str:
    """A see-also in the text."""
    return f'<aside data-related="{target.uuid}"></aside>'


def picture(alt: str = "A harbour at dusk", **fields: Any) -> Picture:
    made = Picture(alt=alt, **fields)
    made.file = ContentFile(picture_bytes(), name=f"picture-{next(_numbers)}.jpg")
    made.save()
    return made


def page(title: str = "", **fields: Any) -> Page:
    """A page that has been out for a day."""
    title = title or f"Page {next(_numbers)}"
    fields.setdefault("published_at", timezone.now() - timedelta(days=1))
    fields.setdefault("body", "<p>Words.</p>")
    return Page.objects.create(title=title, slug=fields.pop("slug", slugify(title)), **fields)
