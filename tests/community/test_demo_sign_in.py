"""One-time links of the demo cast: a button, once, within a day, and only where they are on."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from community.demo_links import demo_sign_in_link
from community.models import User
from config.settings import base
from tests.community.codes import is_signed_in
from tests.factories.community import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo_on(settings: LazySettings) -> None:
    settings.DEMO_SIGN_IN = True


def path_for(user: User) -> str:
    return demo_sign_in_link(user).removeprefix(base.SITE_URL)


def test_link_shows_a_button_and_the_button_signs_in(client: Client) -> None:
    path = path_for(member("Ada", is_demo=True))

    page = client.get(path)
    assert "Sign in as Ada" in page.content.decode()
    assert not is_signed_in(client)

    client.post(path)
    assert is_signed_in(client)


def test_link_works_once(client: Client) -> None:
    path = path_for(member("Ada", is_demo=True))
    client.post(path)
    other = Client()

    assert other.get(path).status_code == 410
    assert other.post(path).status_code == 410
    assert not is_signed_in(other)


def test_link_is_good_for_a_day(client: Client) -> None:
    path = path_for(member("Ada", is_demo=True))

    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.post(path).status_code == 410
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert client.post(path).status_code == 302


def test_link_is_not_found_where_the_demo_is_off(client: Client, settings: LazySettings) -> None:
    path = path_for(member("Ada", is_demo=True))
    settings.DEMO_SIGN_IN = base.DEMO_SIGN_IN

    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404
    assert not is_signed_in(client)


def test_link_opens_no_account_of_a_real_member(client: Client) -> None:
    assert client.post(path_for(member("Real"))).status_code == 410
    assert client.post("/accounts/demo/made-up/").status_code == 410
    assert not is_signed_in(client)
