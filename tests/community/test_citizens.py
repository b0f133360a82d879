"""The register of citizens: by number, of those who want to stand in it."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from community.actions.people import found_city
from community.models import Consent, User
from tests.community.test_city_pages import words
from tests.factories.articles import article, author, published_article
from tests.factories.community import citizen, member, resident, sanction, shows

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
REGISTER = "/community/citizens/"


def register(client: Client, query: str = "", status: int = 200) -> str:
    answer = client.get(f"{REGISTER}{query}")
    assert answer.status_code == status
    return words(answer.content.decode())


def listed(name: str, number: int, **fields: object) -> User:
    return shows(citizen(name, number=number, **fields), "in_register")  # type: ignore[arg-type]  # fields of a user


def many(count: int) -> None:
    """Citizens from no. 100 on, all listed."""
    since = datetime(2026, 1, 1, tzinfo=UTC)
    users = User.objects.bulk_create(
        User(
            email=f"c{at}@example.org",
            handle=f"c{at}",
            display_name=f"Citizen {at}",
            standing="citizen",
            citizen_number=100 + at,
            resident_since=since,
            citizen_since=since,
        )
        for at in range(count)
    )
    Consent.objects.bulk_create(Consent(user=user, in_register=True) for user in users)


def test_it_lists_by_number_and_counts_the_others(client: Client) -> None:
    listed("Zoe", 1)
    listed("Ada", 12)
    citizen("Silent Sam", number=5)
    resident("Rana")

    said = register(client)

    assert said.index("1 Zoe") < said.index("12 Ada")
    assert "3 people are entered here as citizen of Shining City on the Web" in said
    assert "One keeps the name to themselves" in said
    assert "Sam" not in said
    assert "Rana" not in said


def test_a_dormant_citizen_is_marked_in_words(client: Client) -> None:
    listed("Dora", 3, dormant_since="2026-01-01T00:00Z")

    assert "dormant: away for a while" in register(client)


def test_an_empty_register_invites(client: Client) -> None:
    assert "Nobody’s name stands here yet." in register(client)


@pytest.mark.parametrize("asked", ["emile", "ÉMILE", "zola  emi", "7", "#7"])
def test_names_are_found_without_case_and_accents_and_by_number(client: Client, asked: str) -> None:
    listed("Émile Zola", 7, handle="emile")
    listed("Ada", 12)

    answer = client.get(REGISTER, {"q": asked})

    said = words(answer.content.decode())
    assert "Émile Zola" in said
    assert "Ada" not in said
    assert 'content="noindex' in answer.content.decode()


def test_a_name_that_its_owner_keeps_is_not_found(client: Client) -> None:
    citizen("Silent Sam", number=5)
    listed("Ada", 12)

    for asked in ("?q=sam", "?q=5"):
        assert "Nobody in the register is called" in register(client, asked)


@pytest.mark.parametrize(
    "query", ["?q=%25", "?q=_", "?q=" + "x" * 300, "?q=<b>", "?q=%F0%9F%8C%99"]
)
def test_strange_searches_are_answered(client: Client, query: str) -> None:
    listed("Ada", 12)

    assert register(client, query)


@pytest.mark.parametrize("page", ["0", "3", "x", "-1"])
def test_a_page_that_is_not_there_is_not_found(client: Client, page: str) -> None:
    many(61)

    register(client, f"?page={page}", status=404)


def test_five_thousand_citizens_cost_no_more_queries_than_one(client: Client) -> None:
    listed("Ada", 12)
    costs = []
    for more in (0, 5000):
        many(more)
        for query in ("", "?q=ada", "?q=citizen+4&page=2" if more else "?q=a"):
            with CaptureQueriesContext(connection) as queries:
                register(client, query)
            costs.append(len(queries))

    assert costs[:2] == costs[3:5]
    assert costs[2] == costs[5]
    assert max(costs) <= 10
    assert "page 2 of 84" in register(client, "?page=2")


@time_machine.travel(NOON, tick=False)
def test_searching_it_is_limited_by_network(client: Client, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    cache.clear()

    statuses = [client.get(f"{REGISTER}?q=a").status_code for _each in range(61)]

    assert statuses == [200] * 60 + [429]
    assert client.get(REGISTER).status_code == 200


# -- The page of a member --------------------------------------------------------------------------


def page_of(user: User, client: Client) -> str:
    return words(client.get(user.get_absolute_url()).content.decode())


def test_a_page_tells_how_its_member_came_here_and_no_sanction(client: Client) -> None:
    ada = found_city(member("Ada"))
    sanction(ada, "held")

    said = page_of(ada, client)

    assert "founded the city" in said
    assert "held" not in said
    assert "no. 1" not in said


def test_a_standing_that_was_taken_leaves_no_trace_on_the_page(client: Client) -> None:
    ada = found_city(member("Ada"))
    User.objects.filter(pk=ada.pk).update(standing="visitor")

    assert "founded" not in page_of(ada, client)


def test_a_page_lists_what_its_member_wrote_and_no_draft(client: Client) -> None:
    ada = resident("Ada")
    ours = author("A. Lovelace", user=ada)
    published_article("On ferries", authors=[ours])
    article("Not yet", authors=[ours])

    said = page_of(ada, client)

    assert "On ferries" in said
    assert "Everything by A. Lovelace" in said
    assert "Not yet" not in said
    assert "Pieces" not in page_of(resident("Bob"), client)
