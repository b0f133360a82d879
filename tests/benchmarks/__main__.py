"""``make bench``: the signed-out article page against a bare callable with the same bytes.

Both run under the same server in the same minute, in turns, because machines are noisy: what
counts is the ratio.
"""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from config.bootstrap import ROOT
from tests.benchmarks.client import Round, keep_busy
from tests.benchmarks.weight import report_weights

ROUNDS = 3
SECONDS = 3.0  # for each round
# The piece with the most comments among those that everybody may read.
FIND_PIECE = """
from django.contrib.auth.models import AnonymousUser
from articles.models import Article
pieces = Article.objects.visible_to(AnonymousUser()).filter(
    access="everyone", discussion__isnull=False
)
print(pieces.order_by("-discussion__published_count", "pk").first().get_absolute_url())
"""
SERVE = ["--interface", "wsgi", "--host", "127.0.0.1", "--workers", "2", "--blocking-threads", "4"]
QUIETLY = ["--log-level", "warning", "--respawn-failed-workers"]


@dataclass(frozen=True)
class Server:
    port: int
    group: int  # of its processes

    def cpu(self) -> float:
        """Seconds of processor time that all its processes have used; Linux only, else 0."""
        ticks = 0
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = stat.read_text().rpartition(")")[2].split()
            except OSError:
                continue  # it has ended meanwhile
            if int(fields[2]) == self.group:
                ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="civitas-bench-") as folder:
        env = bench_environment(Path(folder))
        print("Preparing a site with demo content …", flush=True)
        manage(env, "prepare", "--demo")
        path = manage(env, "shell", "--verbosity", "0", "-c", FIND_PIECE).strip()
        with served("config.wsgi:application", env) as site:
            report_weights(f"http://localhost:{site.port}", {"home": "/", "article": path})
            body = fetch(site.port, path)
            Path(env["BENCH_BODY"]).write_bytes(body)
            with served("tests.benchmarks.bare:application", env) as bare:
                compare(site, bare, path, len(body))
    return 0


def bench_environment(folder: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "SECRET_KEY": "only-for-this-measurement-" * 3,
        "VAR_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "LOG_LEVEL": "WARNING",
        "BENCH_BODY": str(folder / "body"),
    }


def manage(env: Mapping[str, str], *arguments: str) -> str:
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    return subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


@contextmanager
def served(application: str, env: Mapping[str, str]) -> Iterator[Server]:
    """Serve with granian on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", *SERVE, *QUIETLY, "--port", str(port), application]
    server = subprocess.Popen(command, env=env, cwd=ROOT, start_new_session=True)
    try:
        wait_for(port)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            fetch(port, "/healthz")
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not come up")


def fetch(port: int, path: str) -> bytes:
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", path, headers={"Host": "localhost"})
        response = connection.getresponse()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        return response.read()


def compare(site: Server, bare: Server, path: str, size: int) -> None:
    print(f"{path}, {size / 1024:.0f} KB, {ROUNDS} rounds of {SECONDS:.0f} s at 16 connections\n")
    keep_busy(site.port, path, seconds=1)
    pairs = [(measure(site, path), measure(bare, "/")) for _ in range(ROUNDS)]
    report("article page", [page for page, _ in pairs])
    report("bare callable", [least for _, least in pairs])
    ratio = statistics.median(page.rate / least.rate for page, least in pairs)
    print(f"\nratio {ratio:.4f} (the budget for cached pages is 0.6)")


def measure(server: Server, path: str) -> Round:
    before = server.cpu()
    one = keep_busy(server.port, path, seconds=SECONDS)
    one.cpu = server.cpu() - before
    return one


def report(name: str, rounds: list[Round]) -> None:
    middle = sorted(rounds, key=lambda one: one.rate)[len(rounds) // 2]
    failures = sum(one.failures for one in rounds)
    print(
        f"{name:14} {middle.rate:9,.0f} req/s   p50 {middle.percentile(0.5):7.1f} ms"
        f"   p99 {middle.percentile(0.99):7.1f} ms   CPU {middle.cpu_each:7.2f} ms each"
        f"   failures {failures}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
