"""Check the logs, or an export of one: ``manage.py verify_record [FILE] [--earlier FILE]``."""

from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from community.actions.ledger import (
    CIVIC,
    LOGS,
    Finding,
    lines_in_database,
    log_named,
    verify_database,
    verify_earlier,
    verify_file,
)
from community.errors import Refused

STEP = 100_000  # entries between two lines of progress
MOST = 100  # findings that are written out; the others are counted


class Command(BaseCommand):
    help = "Verify the logs of this database, or an export. Reads only; fails with a finding."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, help="an export; without: the database")
        parser.add_argument("--earlier", type=Path, help="an older export that must still hold")
        parser.add_argument("--reasons", type=Path, help="the reasons that go with the file")
        parser.add_argument("--log", default=CIVIC.name, help=f"of --earlier: {', '.join(LOGS)}")

    def handle(self, *args: Any, **options: Any) -> None:
        self.read = 0
        try:
            found = self.report(self.findings(**options))
        except Refused as error:
            raise CommandError(str(error)) from error
        except KeyboardInterrupt as error:
            raise CommandError("Stopped before the end.", returncode=130) from error
        what = options["file"] or "the logs of this database"
        if found:
            raise CommandError(f"{found} findings in {what} ({self.read} entries read).")
        self.stdout.write(f"All is well with {what}: {self.read} entries read, nothing found.")

    def findings(
        self,
        file: Path | None,
        earlier: Path | None,
        reasons: Path | None,
        log: str,
        **_rest: object,
    ) -> Iterator[Finding]:
        if file:
            yield from verify_file(file, self.watch, earlier=earlier, reasons=reasons)
            return
        if reasons:
            raise Refused("--reasons goes with a file.")
        yield from verify_database(self.watch)
        if earlier:
            chosen = log_named(log)
            yield from verify_earlier(earlier, chosen, lines_in_database(chosen))

    def watch(self, count: int) -> None:
        self.read = count
        if count % STEP == 0:
            self.stderr.write(f"  {count} entries read")

    def report(self, findings: Iterator[Finding]) -> int:
        count = 0
        for count, finding in enumerate(findings, start=1):
            if count <= MOST:
                self.stdout.write(f"{finding.topic}: {finding}")
        return count
