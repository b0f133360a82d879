"""What follows of itself: after a migration (and after a flush) a city has its first charter."""

from typing import Any

from django.apps import AppConfig
from django.db import connections

from community.actions.charter import lay_out_city
from community.models import City, ReadyReason


def lay_out_city_after_migration(sender: AppConfig, using: str, **rest: Any) -> None:
    """Only where the tables stand: a migration may have gone backwards, or not all the way."""
    needed = {City._meta.db_table, ReadyReason._meta.db_table}
    if needed <= set(connections[using].introspection.table_names()):
        lay_out_city()
