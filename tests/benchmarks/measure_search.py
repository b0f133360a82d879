"""Measure search, archive and lists over very many pieces: whole requests, on both databases.

python -m tests.benchmarks.measure_search 100000 [sqlite] [postgresql]
"""

import os
import subprocess
import sys
import tempfile

from config.bootstrap import ROOT
from tests.postgres import find_binaries, throw_away_postgres


def main(pieces: int, databases: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-search-") as folder:
        if "sqlite" in databases:
            measure(f"sqlite:///{folder}/db.sqlite3", folder, pieces)
        binaries = find_binaries()
        if "postgresql" in databases and binaries:
            with throw_away_postgres(binaries) as url:
                measure(url, folder, pieces)


def measure(url: str, folder: str, pieces: int) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "SECRET_KEY": "only-for-this-measurement-" * 3,
        "VAR_DIR": folder,
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }
    script = f"from tests.benchmarks.search_costs import main; main({pieces})"
    for words in (["migrate", "-v0"], ["shell", "-v0", "-c", script]):
        subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:] or ["sqlite", "postgresql"])
