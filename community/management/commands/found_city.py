"""Admit citizen no. 1: ``manage.py found_city HANDLE``, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.people import found_city
from community.errors import Refused
from community.models import User


class Command(BaseCommand):
    help = "Admit the member with this handle as citizen no. 1, once; recorded as the founding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("handle")

    def handle(self, *args: Any, **options: Any) -> None:
        handle = options["handle"].lstrip("@")
        user = User.objects.filter(handle__iexact=handle).first()
        if user is None:
            raise CommandError(f"There is no member @{handle}. The handle stands on their page.")
        try:
            founder = found_city(user)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{founder.display_name} is citizen no. {founder.citizen_number}.")
