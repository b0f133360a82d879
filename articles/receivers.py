"""What follows of itself, after a migration and after a flush.

The publication has its row, and no words stay in the search's index without a piece.
"""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from articles.models import Publication, SearchEntry
from articles.search import dialect


def lay_out_publication_after_migration(sender: AppConfig, using: str, **rest: Any) -> None:
    """Only where the table stands: a migration may have gone backwards."""
    if Publication._meta.db_table in connections[using].introspection.table_names():
        Publication.current()


def forget_words_after_flush(sender: AppConfig, using: str, **rest: Any) -> None:
    """A flush empties the tables of models alone."""
    tables = connections[using].introspection.table_names()
    if SearchEntry._meta.db_table in tables and not SearchEntry.objects.exists():
        dialect().tidy()
