"""A city of 100,000 members: what its pages, its clock and its ballots cost.

python -m tests.benchmarks.measure_city [sqlite] [postgresql] [ADDRESS …] [only=WORDS]
    [members=100000] [requests=200]

ADDRESS is that of a database (sqlite:////tmp/city.sqlite3), which is filled when it is empty and
kept; the others are thrown away.
"""

import os
import re
import subprocess
import sys
import tempfile

from config.bootstrap import ROOT
from tests.benchmarks.__main__ import SECONDS, report, served
from tests.benchmarks.client import keep_busy
from tests.postgres import find_binaries, throw_away_postgres

OPTION = re.compile(r"(members|requests|only)=")
DEEDS = 20  # rows of participation for each member


def main(databases: list[str], options: dict[str, str]) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-city-") as folder:
        for name in databases:
            if ":" in name:
                measure(name, folder, **options)
            elif name == "sqlite":
                measure(f"sqlite:///{folder}/db.sqlite3", folder, **options)
            elif binaries := find_binaries():
                with throw_away_postgres(binaries) as url:
                    measure(url, folder, **options)


def measure(
    url: str, folder: str, *, members: str = "100000", requests: str = "200", only: str = ""
) -> None:
    env = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": "only-for-this-measurement-" * 3,
        "VAR_DIR": folder,
        "DATABASE_URL": url,
        "LOG_LEVEL": "ERROR",
    }
    script = (
        "from tests.benchmarks import city_clock, city_costs\n"
        f"city_costs.fill({members}, {int(members) * DEEDS})\n"
        f"city_costs.measure({requests}, {only!r})\n"
        f"city_clock.measure({only!r})\n"
    )
    manage = [sys.executable, "manage.py"]
    for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        subprocess.run([*manage, *words], cwd=ROOT, env=env, check=True)
    subprocess.run([*manage, "shell", "-v0", "-c", script], cwd=ROOT, env=env, check=True)
    if not only:
        ask_a_server(env)


def ask_a_server(env: dict[str, str]) -> None:
    """Strangers on sixteen connections, each asking again as soon as they are answered."""
    print(f"\na server of two workers, {SECONDS:.0f} s each")
    with served("config.wsgi:application", env) as site:
        for path in ("/community/", "/community/citizens/?page=45"):
            keep_busy(site.port, path, seconds=1)
            before = site.cpu()
            asked = keep_busy(site.port, path, seconds=SECONDS)
            asked.cpu = site.cpu() - before
            report(path, [asked])


if __name__ == "__main__":
    options = dict(word.split("=", 1) for word in sys.argv[1:] if OPTION.match(word))
    names = [word for word in sys.argv[1:] if not OPTION.match(word)]
    main(names or ["sqlite", "postgresql"], options)
