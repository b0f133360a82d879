"""How many queries each page may need: measured here, written in docs/budgets.md.

``RENEW_BUDGETS=1 pytest tests/test_queries.py`` writes the table anew.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import User
from tests.factories.community import editor, resident
from tests.much import MuchWorld
from tests.world import ROUTES

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "budgets.md"
RENEW = bool(os.environ.get("RENEW_BUDGETS"))
ROW = re.compile(r"^\| `([\w:]+)` \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE)
START, END = "<!-- queries -->\n", "<!-- /queries -->\n"

WHO: dict[str, Callable[[], User | None]] = {
    "stranger": lambda: None,
    "member": lambda: resident("Rana"),
    "editor": lambda: editor("Edda"),
}


def measured(who: str, times: int) -> dict[str, int]:
    """Queries of a second look at every address, with ``times`` as much of everything."""
    person, client = WHO[who](), Client()
    world = MuchWorld(times, person)
    if person is not None:
        client.force_login(person)
    return {name: queries(client, reverse(name, kwargs=world.arguments(name))) for name in ROUTES}


def queries(client: Client, address: str) -> int:
    finish(client, address)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        finish(client, address)
    return len(seen)


def finish(client: Client, address: str) -> None:
    ContentType.objects.clear_cache()
    response = client.get(address)
    if response.streaming:
        b"".join(response)


def written() -> dict[str, dict[str, int]]:
    """The table of the document, by who asks and route."""
    rows = {name: map(int, numbers) for name, *numbers in ROW.findall(DOCUMENT.read_text())}
    table = {name: dict(zip(WHO, numbers, strict=True)) for name, numbers in rows.items()}
    return {who: {name: row[who] for name, row in table.items()} for who in WHO}


def write(who: str, found: dict[str, int]) -> None:
    """Put the numbers of ``who`` into the document; the others stay as they are."""
    table = {**written(), who: found}
    rows = (
        f"| `{name}` | {' | '.join(str(table[one].get(name, 0)) for one in WHO)} |\n"
        for name in sorted(ROUTES)
    )
    head = f"| route | {' | '.join(WHO)} |\n|---|---:|---:|---:|\n"
    text = DOCUMENT.read_text()
    before, after = text.split(START)[0], text.split(END)[1]
    DOCUMENT.write_text(f"{before}{START}{head}{''.join(rows)}{END}{after}")
