"""Keep the search's index true: written with every change, in the transaction of the change.

No trigger and no task: what is withdrawn is gone from the search with the commit that withdraws it.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import QuerySet

from articles.models import Article
from articles.search import dialect, entries_of

AT_ONCE = 200
READ = (
    "title", "standfirst", "body", "preview", "text_version", "section", "kind", "access", "state",
    "published_at",
)  # fmt: skip


def index_article(pk: int) -> None:
    """Write anew what a piece is found by; nothing for one that is not published.

    The caller's transaction has changed or locked the piece's row, so that two do not cross.
    """
    index_anew(Article.objects.filter(pk=pk).only(*READ))


def index_anew(articles: QuerySet[Article]) -> int:
    rows = list(articles)
    index = dialect()
    index.remove([row.pk for row in rows])
    add_to_index(rows)
    return len(rows)


def add_to_index(articles: Sequence[Article]) -> None:
    """Write what these pieces are found by; they are not in the index yet."""
    entries = [entry for article in articles for entry in entries_of(article)]
    if entries:
        dialect().write(entries)


def forget_articles(pks: Sequence[int]) -> None:
    """Take pieces out of the index that are about to be removed."""
    dialect().remove(pks)


def index_all_articles(*, only_missing: bool = False) -> Iterator[int]:
    """Write the whole index anew, in batches of their own; yield how many are done after each.

    Safe to stop between any two, and to repeat. Meanwhile the search goes on, and pieces that are
    changed are written by their own action: each batch holds its rows.
    """
    last, done = 0, 0
    while True:
        with transaction.atomic():
            batch = articles_to_index(only_missing=only_missing).filter(pk__gt=last)
            pks = list(batch.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
            if not pks:
                break
            rows = Article.objects.filter(pk__in=pks).select_for_update().only(*READ)
            done += index_anew(rows)
            last = pks[-1]
        yield done
    with transaction.atomic():
        dialect().tidy()


def articles_to_index(*, only_missing: bool = False) -> QuerySet[Article]:
    published = Article.objects.published()
    return published.filter(search_entries=None) if only_missing else published
