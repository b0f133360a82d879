"""Close an account for somebody who asked by letter: ``manage.py close_account EMAIL``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.leaving import ask_to_close
from community.errors import Refused
from community.models import User
from config.leaving import close_now


class Command(BaseCommand):
    help = "Set the day on which the account of this address is deleted; its owner is told."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--take-words", action="store_true", help="comments go too, not only the name on them"
        )
        parser.add_argument(
            "--end-newsletter", action="store_true", help="end the newsletter to this address"
        )
        parser.add_argument(
            "--now", action="store_true", help="delete it at once; nothing can be taken back"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        # What the member chose on their own page holds too.
        takes_words = options["take_words"] or user.takes_words
        ends = options["end_newsletter"] or user.ends_newsletter
        try:
            asked = ask_to_close(user, by=None, takes_words=takes_words, ends_newsletter=ends)
            if options["now"]:
                close_now(asked)
                self.stdout.write("The account is deleted.")
                return
        except Refused as error:
            raise CommandError(str(error)) from error
        day = f"{asked.closes_at:%Y-%m-%d}"
        self.stdout.write(f"The account of {asked.display_name} closes on {day}.")
