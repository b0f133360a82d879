"""Write the civic record, or another log, into a file: ``manage.py export_record --to FILE``."""

import logging
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.ledger import CIVIC, LOGS, export_lines, log_named, reason_lines
from community.errors import Refused

logger = logging.getLogger("civitas.record")


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
            lines = reason_lines(log) if options["reasons"] else export_lines(log)
            count = store(lines, path) if path else write(lines, sys.stdout.buffer)
        except (Refused, OSError) as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped; no file was written.", returncode=130) from error
        logger.info("log exported", extra={"log": log.name, "reasons": options["reasons"]})
        if path:
            self.stdout.write(f"{count} entries are in {path}.")


def store(lines: Iterable[str], path: Path) -> int:
    """Write beside ``path`` first, so that a file of this name is always whole."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as file:
            count = write(lines, file)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    return count


def write(lines: Iterable[str], file: Any) -> int:  # noqa: ANN401  # any binary file
    """Return how many entries there were: all lines but the first and the last."""
    written = 0
    for line in lines:
        file.write(f"{line}\n".encode())
        written += 1
    return written - 2
