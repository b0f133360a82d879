"""Signing up and in tell nobody whether an address is known: not by text, status or work done."""

import re
from typing import TYPE_CHECKING

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Publication
from community.models import User
from tests.factories.community import member

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse

pytestmark = pytest.mark.django_db

KNOWN, UNKNOWN, CLOSED = "ada@example.org", "nobody@example.org", "gone@example.org"
SECRETS = re.compile(r'(csrfmiddlewaretoken" value="[^"]+|X-Request-ID[^\n]+)')


@pytest.fixture(autouse=True)
def people() -> None:
    member("Ada", email=KNOWN)
    member("Gone", email=CLOSED, is_active=False)


def seen(response: "_MonkeyPatchedWSGIResponse", email: str) -> tuple[int, str, str]:
    """What a stranger sees of a response, without the address that they typed themselves."""
    text = SECRETS.sub("", response.content.decode()).replace(email, "ADDRESS")
    return response.status_code, response.get("Location", ""), text


def sign_in_steps(email: str) -> list[tuple[int, str, str]]:
    client = Client()
    path = "/accounts/login/code/confirm/"
    steps = [
        client.post("/accounts/login/", {"login": email}),
        client.get(path),
        client.post(path, {"code": "BCDF-GHJK"}),
        client.post(path, {"action": "resend"}),
        client.get(path),
        client.post(path, {"code": "BCDF-GHJK"}),
        client.post(path, {"code": "BCDF-GHJK"}),
        client.get("/accounts/login/"),
    ]
    return [seen(step, email) for step in steps]


def sign_up_steps(email: str) -> list[tuple[int, str, str]]:
    client = Client()
    path = "/accounts/confirm-email/"
    steps = [
        client.post("/accounts/signup/", {"email": email, "display_name": "Somebody"}),
        client.get(path),
        client.post(path, {"code": "BCDF-GHJK"}),
        client.post(path, {"action": "resend"}),
        client.get(path),
        client.get("/accounts/signup/"),
        client.get("/accounts/login/"),
    ]
    return [seen(step, email) for step in steps]


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED])
def test_signing_in_looks_the_same_for_every_address(other: str) -> None:
    assert sign_in_steps(KNOWN) == sign_in_steps(other)


@pytest.mark.parametrize("other", [KNOWN, CLOSED])
def test_signing_up_looks_the_same_for_every_address(other: str) -> None:
    assert sign_up_steps(UNKNOWN) == sign_up_steps(other)


def work(path: str, form: dict[str, str]) -> tuple[int, int]:
    """Return how many times a request writes and how many letters it sends."""
    Publication.current()  # made on first use
    mail.outbox.clear()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        response = Client().post(path, form)
    assert response.status_code == 302
    changes = [q for q in queries.captured_queries if q["sql"].startswith(("INSERT", "UPDATE"))]
    return len(changes), len(mail.outbox)


@pytest.mark.parametrize("other", [KNOWN, CLOSED])
def test_signing_up_does_as_much_work_for_a_known_address(other: str) -> None:
    fresh = work("/accounts/signup/", {"email": UNKNOWN, "display_name": "Ada"})

    assert work("/accounts/signup/", {"email": other, "display_name": "Ada"}) == fresh


@pytest.mark.parametrize("other", [UNKNOWN, CLOSED])
def test_signing_in_does_as_much_work_for_an_unknown_address(other: str) -> None:
    known = work("/accounts/login/", {"login": KNOWN})

    assert work("/accounts/login/", {"login": other}) == known


def test_sending_again_sends_a_letter_to_every_address() -> None:
    for email in (KNOWN, UNKNOWN, CLOSED):
        client = Client()
        client.post("/accounts/signup/", {"email": email})
        mail.outbox.clear()

        client.post("/accounts/confirm-email/", {"action": "resend"})

        assert [letter.to for letter in mail.outbox] == [[email]], email


def test_rehearsed_account_leaves_nothing_behind() -> None:
    before = set(User.objects.values_list("email", flat=True))

    Client().post("/accounts/signup/", {"email": KNOWN, "display_name": "Ada"})

    assert set(User.objects.values_list("email", flat=True)) == before


def test_letters_tell_the_owner_of_the_address_what_happened() -> None:
    for email in (KNOWN, CLOSED):
        Client().post("/accounts/signup/", {"email": email})
    Client().post("/accounts/login/", {"login": UNKNOWN})

    known, closed, unknown = (str(letter.body) for letter in mail.outbox)
    assert "/accounts/login/" in known
    assert "closed" in closed
    assert "/accounts/signup/" in unknown
