"""How many comments a discussion shows, for the pages that ask every minute: from the cache.

Only of pieces that everybody may read, so that the answer is the same whoever asks.
"""

from contextlib import suppress
from uuid import UUID

from django.core.cache import cache
from django.db import transaction

from articles.models import Access, Article
from comments.models import Discussion

KEPT_SECONDS = 60  # whatever happens


def key_of(article: UUID) -> str:
    return f"comment-count:{article}"


def count_for_everybody(article: UUID) -> int | None:
    """Return the number; None for what is not open to everybody. A query once in a minute.

    With the cache away every question costs that query.
    """
    kept: int | None = recall(article)
    if kept is not None:
        return kept
    open_pieces = Article.objects.filter(
        uuid=article, state=Article.State.PUBLISHED, access=Access.EVERYONE
    )
    found = open_pieces.values_list("discussion__published_count").first()
    if found is None:
        return None
    number: int = found[0] or 0
    remember(article, number)
    return number


def count_of(article: Article) -> int:
    found = Discussion.objects.filter(article=article).values_list("published_count", flat=True)
    return found.first() or 0


def recall(article: UUID) -> int | None:
    try:
        kept: int | None = cache.get(key_of(article))
    except Exception:  # whatever the client of a cache server raises
        return None
    return kept


def remember(article: UUID, number: int) -> None:
    with suppress(Exception):
        cache.set(key_of(article), number, KEPT_SECONDS)


def forget_count(article: UUID) -> None:
    """Let the next question count anew, once the change is there to be counted."""
    transaction.on_commit(lambda: cache.delete(key_of(article)), robust=True)
