"""``manage.py portray_stories``: store the words of every piece anew, for suggestions."""

from typing import Any

from django.core.management.base import BaseCommand

from articles.actions.likeness import count_words_anew, portray_missing
from articles.models import Vocabulary
from articles.models.likeness import not_portrayed


class Command(BaseCommand):
    help = "Store what every piece is made of, so that related stories can be suggested."

    def handle(self, **options: Any) -> None:
        """Begin anew where all is done, else go on: it may be interrupted and repeated."""
        vocabulary = Vocabulary.in_force()
        if vocabulary is None or not not_portrayed(vocabulary).exists():
            vocabulary = count_words_anew()
        left = not_portrayed(vocabulary).count()
        while done := portray_missing():
            left = max(0, left - done)
            self.stdout.write(f"{left} pieces to go")
        self.stdout.write("Every piece is portrayed.")
