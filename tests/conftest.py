"""What every test stands on; the cast of people is in tests/factories."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.chromium import find_chromium

BROWSER_TESTS = Path(__file__).parent / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--deep", action="store_true", help="also what is too long for every run")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    no_browser = pytest.mark.skip(reason="no Chromium here: name one in CHROMIUM, or install it")
    not_deep = pytest.mark.skip(reason="too long for every run: make test-deep")
    has_browser = find_chromium() is not None
    for item in items:
        if BROWSER_TESTS in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not has_browser:
                item.add_marker(no_browser)
        if item.get_closest_marker("deep") and not config.getoption("--deep"):
            item.add_marker(not_deep)


@pytest.fixture(autouse=True)
def empty_cache() -> Iterator[None]:
    """No test sees another's limits, counters or cached rows."""
    yield
    cache.clear()


@pytest.fixture
def run_tasks() -> Callable[[], int]:
    """Run what waits in the queue, as a worker would in time, until nothing is left.

    Returns how many ran; the first exception of a task is raised, and its task stays as it was.
    """

    def run() -> int:
        done = 0
        while task := DBTaskResult.objects.filter(status=TaskResultStatus.READY).first():
            task.claim("test")
            task.set_successful(task.task.call(*task.args_kwargs["args"]))
            done += 1
        return done

    return run
