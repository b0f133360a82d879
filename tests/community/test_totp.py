"""The authenticator app as second factor, recovery codes, and proving oneself before a change."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
)
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from community.models import User
from community.sealing import seal, unseal
from tests.community.codes import ask_for_code, is_signed_in, last_code, sign_in, sign_up
from tests.factories.community import member

pytestmark = pytest.mark.django_db

ACTIVATE = "/accounts/2fa/totp/activate/"


def app_code(secret: str) -> str:
    """What the app shows now."""
    shown: str = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    return shown


def with_app(name: str = "Ada") -> tuple[User, str]:
    user, secret = member(name), generate_totp_secret()
    TOTP.activate(user, secret)
    return user, secret


def long_signed_in(user: User) -> Client:
    """A session that proved who it is an hour ago."""
    client = Client()
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        sign_in(client, user.email)
    return client


def test_member_sets_up_an_app_and_gets_recovery_codes(
    client: Client,
    run_tasks: Callable[[], int],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    page = client.get(ACTIVATE)
    secret = client.session["mfa.totp.secret"]
    assert secret in page.content.decode()

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(ACTIVATE, {"code": app_code(secret)})

    assert response["Location"] == "/accounts/2fa/recovery-codes/"
    assert Authenticator.objects.filter(user=ada).count() == 2
    assert client.get(response["Location"]).content.decode().count("<li><code>") == 10
    run_tasks()
    assert "authenticator app was set up" in str(mail.outbox[-1].body)


def test_wrong_code_sets_nothing_up(client: Client) -> None:
    ada = member("Ada")
    sign_in(client, ada.email)
    client.get(ACTIVATE)

    client.post(ACTIVATE, {"code": "000000"})

    assert not Authenticator.objects.exists()


def test_picture_for_the_app_is_allowed_on_its_page_only(client: Client) -> None:
    sign_in(client, member("Ada").email)

    assert "img-src 'self' data:" in client.get(ACTIVATE)["Content-Security-Policy"]
    assert "data:" not in client.get("/accounts/2fa/")["Content-Security-Policy"]


def test_sign_in_asks_for_the_second_factor_after_the_mailed_code(client: Client) -> None:
    ada, secret = with_app()
    ask_for_code(client, ada.email)
    response = client.post("/accounts/login/code/confirm/", {"code": last_code(ada.email)})

    assert response["Location"] == "/accounts/2fa/authenticate/"
    assert not is_signed_in(client)
    client.post(response["Location"], {"code": "000000"})
    assert not is_signed_in(client)

    client.post(response["Location"], {"code": app_code(secret)})
    assert is_signed_in(client)


def test_code_of_the_app_works_once(client: Client) -> None:
    ada, secret = with_app()
    with time_machine.travel(timezone.now(), tick=False):
        sign_in(client, ada.email)
        client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
        assert is_signed_in(client)

        other = Client()
        sign_in(other, ada.email)
        other.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
        assert not is_signed_in(other)


def test_recovery_code_opens_the_door_once(client: Client) -> None:
    sign_in(client, member("Ada").email)
    client.get(ACTIVATE)
    client.post(ACTIVATE, {"code": app_code(client.session["mfa.totp.secret"])})
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()

    first, second = Client(), Client()
    sign_in(first, "ada@example.org")
    first.post("/accounts/2fa/authenticate/", {"code": codes[0]})
    sign_in(second, "ada@example.org")
    second.post("/accounts/2fa/authenticate/", {"code": codes[0]})

    assert is_signed_in(first)
    assert not is_signed_in(second)


def test_secrets_are_sealed_in_the_database() -> None:
    _, secret = with_app()

    assert secret not in str(Authenticator.objects.get().data)


def test_what_was_sealed_with_another_key_is_refused_and_never_read_as_empty() -> None:
    sealed = seal("JBSWY3DPEHPK3PXP")

    assert unseal(sealed) == "JBSWY3DPEHPK3PXP"
    with pytest.raises(PermissionDenied):
        unseal(sealed[:-6] + "AAAA==")


def test_changing_factors_asks_for_a_mailed_code_after_a_while() -> None:
    ada = member("Ada")
    client = long_signed_in(ada)

    response = client.get(ACTIVATE)
    assert response["Location"].startswith("/accounts/reauthenticate/?next=")
    page = response["Location"]
    mail.outbox.clear()
    client.get(page)
    assert mail.outbox == []

    client.post(page, {"action": "send"})
    client.post(page, {"code": "BCDF-GHJK"})
    assert client.get(ACTIVATE).status_code == 302

    assert client.post(page, {"code": last_code(ada.email)})["Location"] == ACTIVATE
    assert client.get(ACTIVATE).status_code == 200


def test_whoever_has_just_joined_need_not_prove_it_again(client: Client) -> None:
    sign_up(client, "ada@example.org")

    assert client.get(ACTIVATE).status_code == 200


def test_mailed_code_to_prove_oneself_works_once_and_dies_after_three_wrong_ones() -> None:
    ada = member("Ada")
    client = long_signed_in(ada)
    page = f"/accounts/reauthenticate/?next={ACTIVATE}"
    client.post(page, {"action": "send"})
    for _ in range(3):
        client.post(page, {"code": "BCDF-GHJK"})

    client.post(page, {"code": last_code(ada.email)})

    assert client.get(ACTIVATE).status_code == 302


def test_mailed_code_does_not_stand_in_for_a_second_factor() -> None:
    ada, secret = with_app()
    client = Client()
    with time_machine.travel(timezone.now() - timedelta(hours=1)):
        sign_in(client, ada.email)
        client.post("/accounts/2fa/authenticate/", {"code": app_code(secret)})
    assert is_signed_in(client)

    response = client.get("/accounts/2fa/totp/deactivate/")
    assert response["Location"].startswith("/accounts/2fa/reauthenticate/")
    mailed = client.get("/accounts/reauthenticate/")
    assert mailed["Location"].startswith("/accounts/2fa/reauthenticate/")

    client.post(response["Location"], {"code": app_code(secret)})
    client.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=ada).exists()
