"""Signing up: an e-mail, a name if one likes, a code, and one is in."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from community.actions.accounts import forget_unverified_accounts, open_account
from community.models import Standing, User
from community.names import clean_name, friendly_name, handle_from
from tests.community.codes import is_signed_in, last_code, sign_up
from tests.factories.community import member

pytestmark = pytest.mark.django_db


def test_visitor_joins_with_an_address_and_the_code_mailed_to_it(client: Client) -> None:
    response = client.post(
        "/accounts/signup/", {"email": "Ada@Example.org", "display_name": "Ada Lovelace"}
    )

    assert response["Location"] == "/accounts/confirm-email/"
    assert not is_signed_in(client)

    client.post("/accounts/confirm-email/", {"code": last_code("ada@example.org")})

    ada = User.objects.get()
    assert is_signed_in(client)
    assert (ada.email, ada.display_name, ada.handle) == (
        "ada@example.org",
        "Ada Lovelace",
        "ada-lovelace",
    )
    assert ada.standing == Standing.VISITOR
    assert EmailAddress.objects.get(user=ada).verified


def test_wrong_code_signs_nobody_in(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "ada@example.org"})

    response = client.post("/accounts/confirm-email/", {"code": "BCDF-GHJK"})

    assert "not the code that we sent" in response.content.decode()
    assert not is_signed_in(client)


def test_account_without_a_name_gets_one_that_does_not_tell_the_address(client: Client) -> None:
    sign_up(client, "secret.identity@example.org")

    joined = User.objects.get()
    assert len(joined.display_name.split()) == 2
    for word in ("secret", "identity", "example"):
        assert word not in joined.display_name.lower() + joined.handle


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Ada Lovelace", "ada-lovelace"),
        ("Søren Ørsted", "soren-orsted"),
        ("Łukasz Żak", "lukasz-zak"),
        ("Straße 7", "strasse-7"),
        ("  ’t Hooft!  ", "t-hooft"),
        ("a" * 60, "a" * 24),
    ],
)
def test_handle_comes_from_the_name(name: str, handle: str) -> None:
    assert handle_from(name) == handle


@pytest.mark.parametrize("name", ["Анна", "李明", "admin", "Editor"])
def test_name_without_latin_letters_or_of_the_house_gets_a_neutral_handle(name: str) -> None:
    joined = open_account(email="a@example.org", display_name=name)

    assert joined.handle.startswith("reader-")
    assert joined.display_name == name


def test_two_of_the_same_name_get_different_handles() -> None:
    handles = {
        open_account(email=f"{number}@example.org", display_name="Ada").handle
        for number in range(12)
    }

    assert len(handles) == 12
    assert "ada" in handles


@pytest.mark.django_db(transaction=True)
def test_eight_who_join_at_once_with_one_name_get_eight_handles() -> None:
    def join(number: int) -> str:
        try:
            return open_account(email=f"{number}@example.org", display_name="Ada").handle
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as crowd:
        handles = set(crowd.map(join, range(8)))

    assert len(handles) == 8
    assert "ada" in handles


@pytest.mark.django_db(transaction=True)
def test_two_who_join_at_once_with_one_address_get_one_account_and_the_same_answer() -> None:
    def join(client: Client) -> str:
        try:
            form = {"email": "ada@example.org", "display_name": "Ada"}
            return client.post("/accounts/signup/", form)["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as crowd:
        answers = set(crowd.map(join, [Client() for _ in range(4)]))

    assert answers == {"/accounts/confirm-email/"}
    assert User.objects.count() == 1


def test_name_keeps_no_line_breaks_or_hidden_direction_marks(client: Client) -> None:
    sign_up(client, "ada@example.org", "Ada\r\nBcc: x@example.org \u202eevil")

    assert User.objects.get().display_name == "Ada Bcc: x@example.org evil"
    assert clean_name("می\u200cخواهم") == "می\u200cخواهم"


def test_name_without_a_single_letter_is_refused_with_a_sentence(client: Client) -> None:
    response = client.post(
        "/accounts/signup/", {"email": "ada@example.org", "display_name": "\u200b…!"}
    )

    assert "at least one letter" in response.content.decode()
    assert not User.objects.exists()


def test_friendly_names_fit_the_fields() -> None:
    for _ in range(50):
        name = friendly_name()
        assert len(handle_from(name)) <= 24
        assert name == clean_name(name)


def test_sign_up_takes_no_fields_that_are_not_asked(client: Client) -> None:
    client.post(
        "/accounts/signup/",
        {
            "email": "ada@example.org",
            "handle": "boss",
            "is_staff": "on",
            "standing": "citizen",
            "password1": "hunter2",
        },
    )

    ada = User.objects.get()
    assert not ada.is_staff
    assert ada.standing == Standing.VISITOR
    assert ada.handle != "boss"


def test_letter_has_the_code_on_its_own_line_and_says_how_long_it_holds(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "ada@example.org"})

    letter = mail.outbox[-1]
    assert last_code() in str(letter.body).splitlines()
    assert "30 minutes" in str(letter.body)
    assert "need do nothing" in str(letter.body)
    assert last_code() not in letter.subject


def test_text_of_an_unsent_comment_survives_joining(client: Client) -> None:
    session = client.session
    session["comment_draft"] = {"text": "What I meant to say"}
    session.save()

    sign_up(client, "ada@example.org")

    assert is_signed_in(client)
    assert client.session["comment_draft"] == {"text": "What I meant to say"}


def test_signing_up_leads_back_to_the_page_one_came_from(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "ada@example.org", "next": "/community/me/"})

    response = client.post("/accounts/confirm-email/", {"code": last_code()})

    assert response["Location"] == "/community/me/"


def test_account_that_nobody_confirmed_is_forgotten_after_a_week_and_no_other() -> None:
    member("Slip", is_verified=False, days_here=8)
    member("Fresh", is_verified=False, days_here=6)
    member("Confirmed", days_here=400)
    member("Seen", is_verified=False, days_here=8, last_login=timezone.now())
    User.objects.create_user("op@example.org", handle="op", display_name="Op")

    forget_unverified_accounts()

    assert set(User.objects.values_list("handle", flat=True)) == {
        "fresh",
        "confirmed",
        "seen",
        "op",
    }
