"""The index of the search: one row for each text that a piece may be found by."""

from django.db import models

from articles.models.access import Access
from articles.models.articles import Article
from articles.models.publication import Section


class SearchEntry(models.Model):
    """What a piece is found by: its whole text (``is_whole``) or what everybody may read of it.

    ``articles.search`` writes and asks it, and says how the key is made. The words themselves stand
    where the database searches them: on SQLite in the FTS5 table ``articles_searchwords``, on
    PostgreSQL in the columns ``title`` and ``words`` of this table, which only SQL knows.
    """

    id = models.BigIntegerField(primary_key=True)
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="search_entries", db_index=False
    )
    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Article.Kind)
    access = models.CharField(max_length=10, choices=Access)
    is_whole = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["article", "is_whole"], name="searchentry_once"),
            models.CheckConstraint(
                condition=models.Q(is_whole=True) | ~models.Q(access=Access.EVERYONE),
                name="searchentry_open_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}"
