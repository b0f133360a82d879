"""The newest citizens on the city's page: names only of those who are in the register."""

import pytest
from django.test import Client

from community.models import User
from tests.factories.community import citizen, shows

pytestmark = pytest.mark.django_db


def street(client: Client) -> str:
    return client.get("/community/").text


def test_the_newest_citizens_stand_on_the_street_the_newest_first(client: Client) -> None:
    for number in range(8):
        shows(citizen(f"Cara {number}", since_days=number + 1), "in_register")

    page = street(client)

    names = [f"Cara {number}" for number in range(8)]
    assert [name for name in names if name in page] == names[:6]
    assert page.index("Cara 0") < page.index("Cara 5")


def test_only_those_who_agreed_are_named_there(client: Client) -> None:
    citizen("Silent Sam")
    shows(citizen("Gazetted Gil"), "in_gazette")
    closed = shows(citizen("Closed Cleo"), "in_register")
    User.objects.filter(pk=closed.pk).update(is_active=False)

    page = street(client)

    assert not any(name in page for name in ("Silent Sam", "Gazetted Gil", "Closed Cleo"))
    assert "Newest citizens" not in page


def test_a_name_goes_with_the_consent(client: Client) -> None:
    cara = shows(citizen("Cara"), "in_register")
    assert "Cara" in street(client)

    shows(cara)

    assert "Cara" not in street(client)
