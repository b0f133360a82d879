"""Every page keeps to its row in docs/budgets.md, however much there is to show."""

import pytest
from django.test import Client

from tests.budgets import RENEW, WHO, measured, queries, write, written
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import resident
from tests.world import ROUTES

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.mark.parametrize("who", WHO)
def test_every_page_keeps_to_its_row(who: str) -> None:
    found = measured(who, 12)
    if RENEW:
        write(who, found)
    allowed = written()[who]

    over = {name: number for name, number in found.items() if number > allowed.get(name, -1)}

    assert not over, f"more than docs/budgets.md says: {over}"


@pytest.mark.parametrize("who", WHO)
def test_twelve_times_as_much_needs_no_more(who: str) -> None:
    few, allowed = measured(who, 1), written()[who]

    assert few == {name: allowed[name] for name in few}


def test_every_route_has_its_row_and_no_other() -> None:
    assert all(set(rows) == set(ROUTES) for rows in written().values())


def test_a_member_reads_a_piece_and_fifty_comments_in_fifteen_queries() -> None:
    piece, client, reader = published_article(tags=["night"]), Client(), resident("Rana")
    published_article(days_ago=1)
    for _each in range(50):
        comment(piece, by=reader)
    client.force_login(reader)

    assert queries(client, piece.get_absolute_url()) <= 15
