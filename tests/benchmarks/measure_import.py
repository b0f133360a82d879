"""Measure the import of a generated archive on SQLite: speed, memory, and what a second run costs.

python -m tests.benchmarks.measure_import 20000
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from config.bootstrap import ROOT
from tests.benchmarks.make_archive import write_archive

COUNTS = """
from articles.models import Article
from comments.models import Comment
print(Article.objects.count(), Comment.objects.count())
"""


@dataclass(frozen=True)
class Run:
    seconds: float
    processor: float  # seconds of processor time
    peak: int  # MB


def manage(env: dict[str, str], *words: str) -> Run:
    """Run a management command and wait for it, noting what it cost."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=env, stdout=subprocess.DEVNULL
    )
    _pid, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(os.waitstatus_to_exitcode(status))
    spent = usage.ru_utime + usage.ru_stime
    return Run(time.perf_counter() - began, spent, usage.ru_maxrss // 1024)


def main(count: int) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-import-") as folder:
        file = Path(folder) / "archive.xml"
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}
        write_archive(count, file)
        print(f"{count} pieces, {file.stat().st_size / 1e6:.0f} MB", flush=True)
        manage(env, "migrate", "-v0")
        for name in ("first run", "second run"):
            run = manage(env, "import_wordpress", str(file))
            print(
                f"{name}: {run.seconds:.1f} s, {count / run.seconds:.0f} pieces/s"
                f" ({count / run.processor:.0f} per second of processor), peak {run.peak} MB",
                flush=True,
            )
        subprocess.run([sys.executable, "manage.py", "shell", "-v0", "-c", COUNTS],
                       cwd=ROOT, env=env, check=True)  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
