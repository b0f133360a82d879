"""Authors and tags whose names hold what was looked for."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef
from taggit.models import Tag

from articles.models import Author
from articles.models.articles import ArticleQuerySet
from articles.search.query import Query
from articles.search.words import words_of

MOST_READ = 5000  # names of each sort; they are compared here, so that accents do not part them
SHOWN = 6


@dataclass(frozen=True, slots=True)
class Names:
    authors: list[Author]
    tags: list[Tag]

    def __bool__(self) -> bool:
        return bool(self.authors or self.tags)


def names_in(query: Query, visible: ArticleQuerySet) -> Names:
    """Return those that have a piece among ``visible``: at most four queries."""
    authors = fitting(Author.objects.values_list("pk", "name")[:MOST_READ], query)
    tags = fitting(Tag.objects.order_by("name").values_list("pk", "name")[:MOST_READ], query)
    their_own = visible.filter(bylines__author=OuterRef("pk"))
    filed = visible.filter(tags=OuterRef("pk"))
    return Names(
        list(Author.objects.filter(Exists(their_own), pk__in=authors)[:SHOWN]),
        list(Tag.objects.filter(Exists(filed), pk__in=tags).order_by("name")[:SHOWN]),
    )


def fitting(names: Iterable[tuple[int, str]], query: Query) -> list[int]:
    if not query.wanted:
        return []
    return [pk for pk, name in names if query.fits(words_of(name))]
