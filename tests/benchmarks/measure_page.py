"""What the signed-out article page costs: processor time of one request, without any server.

python -m tests.benchmarks.measure_page [ROUNDS]

In one process, in turns with a yardstick of plain Python, because machines are noisy: the ratio is
what two editions of the code are compared by.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.benchmarks.__main__ import FIND_PIECE, bench_environment, manage

REQUESTS = 20  # in a round, and as many turns of the yardstick
FIND_LONGEST = FIND_PIECE.replace('"-discussion__published_count"', '"-word_count"')


def yardstick() -> None:
    """Some milliseconds of dictionaries, strings and calls, as a page is made of."""
    counted: dict[str, int] = {}
    for number in range(12_000):
        name = f"name-{number % 997}"
        counted[name] = counted.get(name, 0) + len(name.replace("-", " ").split())


def cost(work: Callable[[], object]) -> float:
    """Milliseconds of processor time for one turn."""
    began = time.process_time()
    for _each in range(REQUESTS):
        work()
    return 1000 * (time.process_time() - began) / REQUESTS


def measure(path: str, rounds: int) -> None:
    import django  # noqa: PLC0415  # the environment is made first

    django.setup()
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    response = client.get(path)
    print(f"{path}: {response.status_code}, {len(response.content) / 1024:.0f} KB", flush=True)
    cost(lambda: client.get(path))
    pairs = [(cost(lambda: client.get(path)), cost(yardstick)) for _each in range(rounds)]
    page = statistics.median(one for one, _other in pairs)
    ratio = statistics.median(one / other for one, other in pairs)
    print(f"{page:.2f} ms each, {ratio:.3f} × the yardstick")


def main(rounds: int) -> None:
    with tempfile.TemporaryDirectory(prefix="civitas-page-") as folder:
        env = bench_environment(Path(folder))
        manage(env, "prepare", "--demo")
        for find in (FIND_LONGEST, FIND_PIECE):
            path = manage(env, "shell", "--verbosity", "0", "-c", find).strip()
            os.environ.update(env)
            measure(path, rounds)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
