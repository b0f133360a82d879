"""Home and article keep to their weight in docs/budgets.md, served as they are in production."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.benchmarks.__main__ import FIND_PIECE, bench_environment, manage, served
from tests.benchmarks.weight import weigh
from tests.budgets import DOCUMENT

ROW = re.compile(r"^\| `(\w+)` \| (\d+) \| (\d+) \|$", re.MULTILINE)
BUDGETS = {name: (int(size), int(many)) for name, size, many in ROW.findall(DOCUMENT.read_text())}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """The demo as ``make run`` serves it; where it is, and the addresses of the pages."""
    env = bench_environment(Path(tmp_path_factory.mktemp("weight")))
    manage(env, "prepare", "--demo")
    piece = manage(env, "shell", "--verbosity", "0", "-c", FIND_PIECE).strip()
    with served("config.wsgi:application", env) as server:
        yield f"http://localhost:{server.port}", {"home": "/", "article": piece}


@pytest.mark.parametrize("name", ["home", "article"])
def test_page_keeps_to_its_weight(
    name: str, browser: Browser, site: tuple[str, dict[str, str]]
) -> None:
    home, paths = site
    size, requests = BUDGETS[name]

    weight = weigh(browser, home, paths[name])

    assert weight.kilobytes <= size, weight.parts
    assert weight.requests <= requests, weight.parts
    assert weight.foreign == []
