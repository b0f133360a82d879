"""What follows of itself: after a migration (and after a flush) the publication has its row."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from articles.models import Publication


def lay_out_publication_after_migration(sender: AppConfig, using: str, **rest: Any) -> None:
    """Only where the table stands: a migration may have gone backwards."""
    if Publication._meta.db_table in connections[using].introspection.table_names():
        Publication.current()
