"""Measure feeds and maps over very many pieces: queries, processor time, memory.

python -m tests.benchmarks.measure_feeds 100000 [DATABASE_URL of an empty database]
"""

import os
import subprocess
import sys
import tempfile

from config.bootstrap import ROOT


def main(pieces: int, url: str) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-feeds-") as folder:
        env = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SECRET_KEY": "only-for-this-measurement-" * 3,
            "VAR_DIR": folder,
            "DATABASE_URL": url or f"sqlite:///{folder}/db.sqlite3",
            "LOG_LEVEL": "ERROR",
        }
        script = f"from tests.benchmarks.feed_costs import main; main({pieces}, {pieces})"
        for words in (["prepare"], ["shell", "-v0", "-c", script]):
            subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *(sys.argv[2:] or [""]))
