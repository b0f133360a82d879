"""What a piece with very many comments costs, against the same piece with fifty; on both databases.

python -m tests.benchmarks.measure_thread [COMMENTS] [sqlite] [postgresql]
"""

import os
import subprocess
import sys
import tempfile

from config.bootstrap import ROOT
from tests.postgres import find_binaries, throw_away_postgres


def main(comments: int, databases: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-thread-") as folder:
        if "sqlite" in databases:
            measure(f"sqlite:///{folder}/db.sqlite3", folder, comments)
        binaries = find_binaries()
        if "postgresql" in databases and binaries:
            with throw_away_postgres(binaries) as url:
                measure(url, folder, comments)


def measure(url: str, folder: str, comments: int) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": "only-for-this-measurement-" * 3,
        "VAR_DIR": folder,
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }
    script = f"from tests.benchmarks.thread_costs import main; main({comments})"
    manage = [sys.executable, "manage.py"]
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([*manage, *words], cwd=ROOT, env=env, check=True)
    subprocess.run([*manage, "shell", "-v0", "-c", script], cwd=ROOT, env=env, check=True)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    names = [word for word in sys.argv[1:] if not word.isdigit()]
    main(numbers[0] if numbers else 100_000, names or ["sqlite"])
