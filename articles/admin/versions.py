"""The versions of a piece, each with what it changed."""

from typing import Any

from django.utils.translation import gettext_lazy

from articles.differences import Difference, differences
from articles.models import Article, Revision

VERSIONS = 50
LABELS = {
    "title": gettext_lazy("Title"),
    "standfirst": gettext_lazy("Standfirst"),
    "body": gettext_lazy("Text"),
    "slug": gettext_lazy("Address"),
    "state": gettext_lazy("State"),
    "access": gettext_lazy("Whole text for"),
    "authors": gettext_lazy("Byline"),
    "tags": gettext_lazy("Tags"),
    "question": gettext_lazy("Discussion question"),
    "seo_title": gettext_lazy("Title for search engines"),
    "seo_description": gettext_lazy("Description for search engines"),
}


def versions_of(article: Article) -> list[tuple[Revision, list[Difference]]]:
    """Return the last versions, each with what is different from the one before; one query."""
    kept = list(article.revisions.select_related("by")[: VERSIONS + 1])
    older = [dict[str, Any](revision.fields) for revision in kept[1:]] + [{}]
    pairs = zip(kept, older, strict=True)
    return [(row, differences(before, row.fields, LABELS)) for row, before in pairs][:VERSIONS]
