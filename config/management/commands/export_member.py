"""Write what is known of a member into a file: ``manage.py export_member EMAIL FILE``."""

import logging
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.models import User
from community.whole_file import whole_file
from config.own_data import write_archive

logger = logging.getLogger("civitas.accounts")


class Command(BaseCommand):
    help = "Write the archive that the member with this address could load; for who asks by letter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("file", type=Path, help="a .zip; it must not be there yet")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email__iexact=options["email"].strip()).first()
        if user is None:
            raise CommandError(f"Nobody here has the address {options['email']}.")
        path: Path = options["file"]
        if path.exists():
            raise CommandError(f"{path} exists already.")
        try:
            with whole_file(path) as file:
                write_archive(user, file)
        except OSError as error:
            raise CommandError(f"{path}: {error.strerror}.") from error
        logger.info("own data exported", extra={"member": user.pk, "by": "operator"})
        self.stdout.write(f"{path} has what is known of {user.display_name}.")
