"""Counters of limits are exact, however many ask at once and in whatever the cache is kept."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.cache import caches
from pytest_django import Settings

from community.limits import retry_after


@pytest.fixture
def cache_of_files(settings: Settings, tmp_path: Path) -> Iterator[Path]:
    """The cache of a site without Redis."""
    settings.LIMITS_ENABLED = True
    settings.VAR_DIR = tmp_path
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": tmp_path / "cache",
        }
    }
    yield tmp_path
    caches["default"].clear()


def attempts(number: int) -> list[int]:
    """How many seconds each of ``number`` attempts by 16 threads has to wait."""
    with ThreadPoolExecutor(16) as threads:
        return list(
            threads.map(lambda _each: retry_after("door", times=5, seconds=10**9), range(number))
        )


def test_sixteen_at_once_get_no_more_than_five_through(cache_of_files: Path) -> None:
    assert [wait for wait in attempts(64) if wait == 0] == [0] * 5


def test_without_the_lock_people_are_let_in_and_still_counted(
    cache_of_files: Path, settings: Settings
) -> None:
    settings.VAR_DIR = cache_of_files / "not-there"

    waits = [retry_after("door", times=5, seconds=10**9) for _each in range(7)]

    assert [wait > 0 for wait in waits] == [False] * 5 + [True] * 2
