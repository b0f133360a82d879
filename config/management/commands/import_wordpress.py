"""Move in: take over a WordPress archive."""

import sqlite3
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.utils import OperationalError
from django.utils.translation import gettext as _

from config.archive.items import ArchiveItem
from config.archive.loading import Loader, Stopped, Watch
from config.archive.reading import read_into
from config.archive.report import Report
from config.archive.spool import Spool
from config.archive.stopping import stoppable
from config.archive.uploads import Uploads
from config.archive.wxr import ArchiveRefused, read_archive

STEPS = 20  # lines of progress


class Command(BaseCommand):
    help = "Take over a WordPress archive (Tools → Export → All content). Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the export, an XML file")
        parser.add_argument("--uploads", type=Path, metavar="DIR", help="its wp-content/uploads")
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *_args: Any, **options: Any) -> None:
        self.file: Path = options["file"]
        self.check_paths(options["uploads"])
        self.shown = -1
        report = Report()
        try:
            self.load(report, Uploads(options["uploads"]), dry_run=options["dry_run"])
        except Stopped as stopped:
            self.stdout.write(self.farewell(stopped))
            return
        except KeyboardInterrupt as error:
            sentence = _("Stopped at once; the batch at hand was not written.")
            raise CommandError(sentence, returncode=130) from error
        except ArchiveRefused as error:
            raise self.refusal(error) from error
        except (OSError, sqlite3.Error, OperationalError) as error:
            raise self.trouble(error) from error
        for line in report.lines(dry_run=options["dry_run"]):
            self.stdout.write(line)

    def check_paths(self, folder: Path | None) -> None:
        if not self.file.is_file():
            raise CommandError(_("There is no file %(path)s.") % {"path": self.file})
        if folder is not None and not folder.is_dir():
            raise CommandError(_("There is no folder %(path)s.") % {"path": folder})

    def load(self, report: Report, uploads: Uploads, *, dry_run: bool) -> None:
        with stoppable() as is_stopping, Spool() as spool:
            watch = Watch(self.show_progress, is_stopping)
            archive = read_into(spool, self.watched(watch), report)
            Loader(spool, archive, report, uploads=uploads, watch=watch, dry_run=dry_run).run()

    def watched(self, watch: Watch) -> Iterator[ArchiveItem]:
        self.stdout.write(_("Reading %(file)s …") % {"file": self.file.name})
        for item in read_archive(self.file):
            if watch.is_stopping():
                raise Stopped(0, 0)
            yield item

    def show_progress(self, done: int, total: int) -> None:
        step = done * STEPS // total if total else STEPS
        if step > self.shown:
            self.shown = step
            self.stdout.write(_("  %(done)d of %(total)d pieces") % {"done": done, "total": total})

    def refusal(self, error: ArchiveRefused) -> CommandError:
        names = {"file": self.file.name, "why": error}
        return CommandError(_("%(file)s was refused; nothing was changed. %(why)s") % names)

    def trouble(self, error: Exception) -> CommandError:
        sentence = _("The import stopped: %(why)s. Put that right and start it again.")
        return CommandError(sentence % {"why": error})

    def farewell(self, stopped: Stopped) -> str:
        if not stopped.total:
            return _("Stopped while reading; nothing was changed.")
        return _(
            "Stopped after %(done)d of %(total)d pieces; what is here is whole. "
            "Start the same command again to go on."
        ) % {"done": stopped.done, "total": stopped.total}
