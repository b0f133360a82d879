"""Give a member a staff role: ``manage.py appoint EMAIL editor``."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.people import appoint_member, dismiss_member
from community.errors import Refused
from community.models import Role, User


class Command(BaseCommand):
    help = "Give the member with this e-mail address a staff role, or take it back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("role", help=", ".join(Role.values))
        parser.add_argument("--dismiss", action="store_true", help="take the role back")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(
                f"Nobody here has the address {options['email']}. Sign up on the site first."
            )
        change = dismiss_member if options["dismiss"] else appoint_member
        try:
            change(user, options["role"], by=None)
        except Refused as error:
            raise CommandError(str(error)) from error
        held = ", ".join(sorted(user.roles)) or "no role"
        self.stdout.write(f"{user.display_name} ({user.email}) now has: {held}.")
