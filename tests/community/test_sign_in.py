"""Signing in by a mailed code, and out again."""

from datetime import timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from community.models import User
from tests.community.codes import CODE, ask_for_code, is_signed_in, last_code, sign_in
from tests.factories.community import member

pytestmark = pytest.mark.django_db


def test_member_signs_in_by_the_code_from_the_mail(client: Client) -> None:
    ada = member("Ada")

    sign_in(client, ada.email)

    assert client.session["_auth_user_id"] == str(ada.pk)


def test_address_may_be_written_in_capitals_and_the_code_without_its_hyphen(
    client: Client,
) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email.upper())

    code = last_code(ada.email).replace("-", "").lower()
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert is_signed_in(client)


def test_code_works_once(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    code = last_code(ada.email)
    client.post("/accounts/logout/")

    ask_for_code(client, ada.email)
    assert last_code(ada.email) != code
    client.post("/accounts/login/code/confirm/", {"code": code})

    assert not is_signed_in(client)


def test_code_holds_for_ten_minutes(client: Client) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email)

    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        client.post("/accounts/login/code/confirm/", {"code": last_code(ada.email)})
        assert not is_signed_in(client)

    ask_for_code(client, ada.email)
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        client.post("/accounts/login/code/confirm/", {"code": last_code(ada.email)})
        assert is_signed_in(client)


def test_after_three_wrong_codes_the_right_one_works_no_more(client: Client) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email)
    for _ in range(3):
        client.post("/accounts/login/code/confirm/", {"code": "BCDF-GHJK"})

    client.post("/accounts/login/code/confirm/", {"code": last_code(ada.email)})

    assert not is_signed_in(client)


def test_code_works_only_in_the_browser_that_asked_for_it(client: Client) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email)
    stranger = Client()
    ask_for_code(stranger, ada.email)
    first = code_in(0)

    stranger.post("/accounts/login/code/confirm/", {"code": first})

    assert not is_signed_in(stranger)


def test_code_sent_again_takes_the_place_of_the_first(client: Client) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email)
    first = last_code(ada.email)

    client.post("/accounts/login/code/confirm/", {"action": "resend"})
    client.post("/accounts/login/code/confirm/", {"code": first})
    assert not is_signed_in(client)

    client.post("/accounts/login/code/confirm/", {"code": last_code(ada.email)})
    assert is_signed_in(client)


def test_closed_account_cannot_sign_in_and_its_open_session_ends(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert client.get("/community/me/").status_code == 302

    other = Client()
    ask_for_code(other, ada.email)
    assert "code" not in str(mail.outbox[-1].body)
    assert not is_signed_in(other)


def test_sign_in_gives_the_session_a_new_name_and_keeps_the_unsent_comment(
    client: Client,
) -> None:
    ada = member("Ada")
    session = client.session
    session["comment_draft"] = {"text": "Not sent yet"}
    session.save()
    before = session.session_key

    sign_in(client, ada.email)

    assert client.session.session_key != before
    assert client.session["comment_draft"] == {"text": "Not sent yet"}


def test_sign_out_takes_a_post_and_ends_the_session_on_the_server(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    key = client.session.session_key or ""

    client.get("/accounts/logout/")
    assert is_signed_in(client)

    client.post("/accounts/logout/")
    assert not is_signed_in(client)
    assert not client.session.exists(key)


def test_new_session_key_of_a_member_ends_every_open_session(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    assert client.get("/community/me/").status_code == 200

    User.objects.filter(pk=ada.pk).update(session_key="x" * 32)

    assert client.get("/community/me/").status_code == 302


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"],
)
def test_next_stays_on_this_host(client: Client, elsewhere: str) -> None:
    ada = member("Ada")
    ask_for_code(client, ada.email)

    response = client.post(
        "/accounts/login/code/confirm/", {"code": last_code(ada.email), "next": elsewhere}
    )

    assert response["Location"] == "/"


def test_next_leads_back_to_a_page_of_ours(client: Client) -> None:
    ada = member("Ada")
    asked = client.get("/community/me/")
    assert asked["Location"] == "/accounts/login/?next=/community/me/"
    page = client.post("/accounts/login/", {"login": ada.email, "next": "/community/me/"})

    response = client.post(page["Location"], {"code": last_code(ada.email)})

    assert response["Location"] == "/community/me/"


def test_account_made_at_the_command_line_signs_in_with_one_code(client: Client) -> None:
    operator = User.objects.create_user("op@example.org", handle="op", display_name="Op")

    sign_in(client, operator.email)

    assert is_signed_in(client)
    assert EmailAddress.objects.get(user=operator).verified


def test_no_address_of_the_site_knows_a_password() -> None:
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]

    assert "account_login" in names
    assert [name for name in names if "password" in name] == []


@pytest.mark.parametrize(
    "path", ["password/change/", "password/set/", "password/reset/", "login/code/", "3rdparty/"]
)
def test_pages_of_passwords_are_not_found(client: Client, path: str) -> None:
    client.force_login(member())

    assert client.get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "account_login",
        "account_signup",
        "account_email",
        "account_logout",
        "mfa_index",
        "usersessions_list",
        "community:me",
        "community:notices",
    ],
)
def test_pages_about_one_person_are_kept_by_no_cache(client: Client, name: str) -> None:
    if "login" not in name and "signup" not in name:
        client.force_login(member())

    response = client.get(reverse(name))

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def code_in(index: int) -> str:

    found = CODE.search(str(mail.outbox[index].body))
    assert found
    return found.group()
