"""Django's ``flush``, which also empties the tables that otherwise only grow."""

from typing import Any

from django.core.management.commands.flush import Command as DjangoFlush
from django.db import connections

from community.append_only import lifted


class Command(DjangoFlush):
    def handle(self, **options: Any) -> None:
        with lifted(connections[options["database"]]):
            super().handle(**options)
