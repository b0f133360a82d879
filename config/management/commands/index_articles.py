"""Write the search's index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from articles.actions import index_all_articles
from articles.actions.indexing import articles_to_index
from config.archive.stopping import stoppable

STEPS = 20  # lines of progress


class Command(BaseCommand):
    help = "Write the index of the search anew. May be stopped and repeated; the site goes on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--missing", action="store_true", help="only pieces that it lacks")

    def handle(self, *_args: Any, missing: bool, **options: Any) -> None:
        try:
            with stoppable() as is_stopping:
                total = articles_to_index(only_missing=missing).count()
                shown = done = 0
                for done in index_all_articles(only_missing=missing):
                    if done * STEPS // total > shown:
                        shown = done * STEPS // total
                        self.say(done, total)
                    if is_stopping():
                        self.stdout.write(self.farewell(done, total))
                        return
        except KeyboardInterrupt as error:
            sentence = _("Stopped at once; the batch at hand was not written.")
            raise CommandError(sentence, returncode=130) from error
        self.stdout.write(_("The index is complete: %(done)d pieces written.") % {"done": done})

    def say(self, done: int, total: int) -> None:
        self.stdout.write(_("  %(done)d of %(total)d pieces") % {"done": done, "total": total})
        self.stdout.flush()

    def farewell(self, done: int, total: int) -> str:
        return _(
            "Stopped after %(done)d of %(total)d pieces. "
            "Start it again with --missing for what the index lacks, or without to begin anew."
        ) % {"done": done, "total": total}
