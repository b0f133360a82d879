"""Measure suggestions of related stories: how good they are, and what they cost.

python -m tests.benchmarks.measure_likeness [PIECES [NEWSGROUPS_FILE [REUTERS_FOLDER]]]

``DATABASE_URL`` names an empty database; without it SQLite is used. The labelled texts are those of
``labelled_sets``; quality is held against plain TF-IDF and titles alone.
"""

import os
import subprocess
import sys
import tempfile

from config.bootstrap import ROOT


def main(pieces: int, *files: str) -> None:
    news, reuters = [*files, "", ""][:2]
    with tempfile.TemporaryDirectory(prefix="civitas-likeness-") as folder:
        env = {
            "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "SECRET_KEY": "only-for-this-measurement-" * 3,
            "VAR_DIR": folder,
            "LOG_LEVEL": "ERROR",
        }
        call = f"main({pieces}, {news!r}, {reuters!r})"
        script = f"from tests.benchmarks.likeness_costs import main; {call}"
        for words in (["prepare"], ["shell", "-v0", "-c", script]):
            subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, *sys.argv[2:])
