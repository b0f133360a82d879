"""Revisions: what an article was, after each change."""

from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Byline, Revision
from community.models import User

PLAIN = (
    "kind", "state", "title", "slug", "standfirst", "body", "language", "access", "question",
    "is_lead", "seo_title", "seo_description", "section_id", "cover_id",
)  # fmt: skip


def snapshot_of(article: Article) -> dict[str, Any]:
    """Return what an editor decides about an article as JSON values; two queries."""
    fields: dict[str, Any] = {name: getattr(article, name) for name in PLAIN}
    fields["authors"] = [byline.author.name for byline in bylines_of(article)]
    fields["tags"] = sorted(article.tags.names())
    return fields


def bylines_of(article: Article) -> QuerySet[Byline]:
    return article.bylines.select_related("author").order_by("position", "pk")


def keep_first_revision(article: Article) -> None:
    """Before the first change here, keep what an importer brought, to compare with."""
    if not article.revisions.exists():
        keep_revision(article, by=None, what="before")


def keep_revision(article: Article, *, by: User | None, what: str) -> Revision | None:
    """Write a revision of the stored article, unless nothing changed since the last one."""
    fields = snapshot_of(article)
    last = article.revisions.order_by("-pk").first()
    if last is not None and last.fields == fields:
        return None
    return Revision.objects.create(article=article, fields=fields, by=by, what=what)
