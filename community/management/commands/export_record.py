"""Write the civic record, or another log, into a file: ``manage.py export_record --to FILE``."""

import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.ledger import CIVIC, LOGS, export_log, log_named
from community.errors import Refused
from community.whole_file import whole_file


class Command(BaseCommand):
    help = "Write the civic record as JSON lines with a seal, without names and reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--to", type=Path, metavar="FILE", help="without: standard output")
        parser.add_argument("--log", default=CIVIC.name, help=", ".join(LOGS))
        parser.add_argument(
            "--reasons", action="store_true", help="instead: the reasons still kept, for you alone"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path | None = options["to"]
        try:
            log = log_named(options["log"])
            with whole_file(path) if path else nullcontext(sys.stdout.buffer) as file:
                count = export_log(log, file, by=None, reasons=options["reasons"])
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; no file was written.", returncode=130) from error
        if path:
            self.stdout.write(f"{count} entries are in {path}.")
