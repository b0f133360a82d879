"""``manage.py demo``: fill an empty site with the demo, take it away, print its sign-in links."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.demo_links import demo_sign_in_link
from community.errors import Refused
from community.models import User
from config.demo.loading import load_demo
from config.demo.removing import remove_demo

# Who is worth trying first: an editor, a moderator, a citizen who has not voted yet, and others at
# each standing; one of them is being heard and one waits for the editors.
SHOWN = ("hanneke-vt", "dunmore", "old-barometer", "lin-jingyi", "nnamdi-e", "bus-fourteen")


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
                self.stdout.write(
                    f"  {user.display_name} ({part(user)}): {demo_sign_in_link(user)}"
                )


def part(user: User) -> str:
    """What a member of the cast is here: staff, somebody who has applied, or of some standing."""
    has_applied = user.applications.open().exists()
    standing = user.get_standing_display()
    return ", ".join(sorted(user.roles)) or (
        f"{standing}, has applied" if has_applied else standing
    )
