"""Bring database and static files to where the code wants them."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from articles.models import Article, SearchEntry
from community.models import User
from config.bootstrap import ROOT
from config.readiness import static_state


class Command(BaseCommand):
    help = "Migrate, collect static files and, with --demo, fill an empty database."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--demo", action="store_true", help="Load demo content if it is empty.")

    def handle(self, *, demo: bool, **options: Any) -> None:
        is_new = not MigrationRecorder(connection).applied_migrations()
        self.say("Preparing the database …")
        call_command("migrate", interactive=False, verbosity=0)
        self.complete_index()
        self.collect_static()
        if demo and "demo" in get_commands() and wants_demo(is_new=is_new):
            self.say("Loading demo content …")
            call_command("demo")
            demo_marker().touch()

    def complete_index(self) -> None:
        """Pieces from before the search had an index are put into it, once."""
        if not SearchEntry.objects.exists() and Article.objects.published().exists():
            self.say("Writing the index of the search …")
            call_command("index_articles", "--missing", stdout=self.stdout)

    def collect_static(self) -> None:
        """Collect when something has changed; older hashed files stay for pages that name them."""
        state = static_state(ROOT)
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        if stamp.is_file() and stamp.read_text() == state:
            return
        self.say("Collecting static files …")
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)

    def say(self, text: str) -> None:
        self.stdout.write(text)
        self.stdout.flush()


def demo_marker() -> Path:
    return Path(settings.VAR_DIR) / "demo-loaded"


def wants_demo(*, is_new: bool) -> bool:
    """Once for a database: after ``demo --remove`` it stays away."""
    if User.objects.exists() or Article.objects.exists():
        return False
    return is_new or not demo_marker().exists()
