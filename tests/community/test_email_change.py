"""Moving an account to another e-mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.models import User
from tests.community.codes import last_code, sign_in
from tests.factories.community import member

pytestmark = pytest.mark.django_db


def ask_for(client: Client, email: str) -> str:
    response = client.post("/accounts/email/", {"action_add": "", "email": email})
    return response.get("Location", "")


def test_address_changes_once_its_code_is_entered_and_the_old_one_is_told(
    client: Client, run_tasks: Callable[[], int]
) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)

    assert ask_for(client, "new@example.org") == "/accounts/confirm-email/"
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"

    client.post("/accounts/confirm-email/", {"code": last_code("new@example.org")})

    ada.refresh_from_db()
    assert ada.email == "new@example.org"
    run_tasks()
    told = mail.outbox[-1]
    assert told.to == ["ada@example.org"]
    assert "new@example.org" in str(told.body)


def test_after_a_while_it_asks_once_more_who_one_is_and_then_goes_on(client: Client) -> None:
    ada = member("Ada")
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        sign_in(client, ada.email)

    prove = ask_for(client, "new@example.org")
    assert prove.startswith("/accounts/reauthenticate/")
    client.post(prove, {"action": "send"})
    response = client.post(prove, {"code": last_code(ada.email)})

    assert response["Location"] == "/accounts/confirm-email/"
    client.post(response["Location"], {"code": last_code("new@example.org")})
    assert User.objects.get().email == "new@example.org"


def test_address_of_somebody_else_is_neither_told_nor_taken(client: Client) -> None:
    ada, bob = member("Ada"), member("Bob")
    sign_in(client, ada.email)

    assert ask_for(client, bob.email) == "/accounts/confirm-email/"
    response = client.post("/accounts/confirm-email/", {"code": last_code(bob.email)})

    assert "cannot be used" in response.content.decode()
    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


def test_wrong_code_changes_nothing(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    ask_for(client, "new@example.org")

    client.post("/accounts/confirm-email/", {"code": "BCDF-GHJK"})

    ada.refresh_from_db()
    assert ada.email == "ada@example.org"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/accounts/email/", "You are about to change your e-mail address."),
        ("/accounts/2fa/totp/activate/", "You are about to change how you sign in."),
        ("/community/me/leave/", "You are about to close your account."),
        ("/community/me/data/", "You are about to take a copy of all we know of you."),
        ("https://elsewhere.example/<b>", "You are about to change something about your account."),
    ],
)
def test_who_is_asked_once_more_reads_what_for(client: Client, path: str, sentence: str) -> None:
    client.force_login(member())
    page = client.get("/accounts/reauthenticate/", {"next": path}).content.decode()
    assert sentence in page
    assert "elsewhere" not in page.partition("<main")[2].partition("<form")[0]
