"""``manage.py demo``: fill an empty site with the demo, take it away, print its sign-in links."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.demo_links import demo_sign_in_link
from community.errors import Refused
from community.models import User
from config.demo.loading import load_demo
from config.demo.removing import remove_demo

# Who is worth trying first: an editor, a moderator, somebody at each standing.
SHOWN = ("hanneke-vt", "dunmore", "old-barometer", "goran-b", "bus-fourteen")


class Command(BaseCommand):
    help = "Load the demo content into an empty site; --remove takes everything of it away."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove", action="store_true", help="Take the demo away.")
        parser.add_argument("--links", action="store_true", help="Print one-time sign-in links.")

    def handle(self, *, remove: bool, links: bool, **options: Any) -> None:
        if remove:
            self.stdout.write(f"Removed {remove_demo()} pieces and the cast of the demo.")
        elif links:
            self.print_links()
        else:
            try:
                load_demo()
            except Refused as refused:
                raise CommandError(str(refused)) from refused
            self.stdout.write("The demo is loaded.")

    def print_links(self) -> None:
        if not settings.DEMO_SIGN_IN:
            raise CommandError("Sign-in links of the demo cast exist on one's own machine only.")
        cast = {user.handle: user for user in User.objects.filter(handle__in=SHOWN, is_demo=True)}
        for handle in SHOWN:
            if user := cast.get(handle):
                roles = ", ".join(sorted(user.roles)) or user.get_standing_display()
                self.stdout.write(f"  {user.display_name} ({roles}): {demo_sign_in_link(user)}")
