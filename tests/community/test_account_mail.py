"""Letters with codes leave at once, or wait where they leave nothing behind."""

import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult

from community.emails.delivery import send_at_once, send_later
from tests.community.codes import CODE, is_signed_in
from tests.factories.community import member

pytestmark = pytest.mark.django_db

LOCMEM = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def mail_away(settings: LazySettings) -> None:
    """A mail server that nobody answers for: a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_PORT = probe.getsockname()[1]
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"


@pytest.mark.usefixtures("mail_away")
def test_sign_in_goes_on_when_the_mail_server_is_away(
    client: Client, settings: LazySettings, run_tasks: Callable[[], int]
) -> None:
    ada = member("Ada")
    response = client.post("/accounts/login/", {"login": ada.email})
    assert response.status_code == 302

    settings.EMAIL_BACKEND = LOCMEM
    assert run_tasks() == 1
    found = CODE.search(str(mail.outbox[0].body))
    assert found
    client.post("/accounts/login/code/confirm/", {"code": found.group()})

    assert is_signed_in(client)


@pytest.mark.usefixtures("mail_away")
def test_answer_is_the_same_for_an_unknown_address_when_mail_is_away(client: Client) -> None:
    member("Ada")

    response = client.post("/accounts/login/", {"login": "nobody@example.org"})

    assert response["Location"] == "/accounts/login/code/confirm/"
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("mail_away")
def test_tasks_table_never_holds_a_code(
    settings: LazySettings, run_tasks: Callable[[], int]
) -> None:
    send_at_once("ada@example.org", "Your code", "ABCD-FGHJ", good_for=600)

    kept = str(DBTaskResult.objects.get().args_kwargs)
    assert "ABCD-FGHJ" not in kept
    assert "ada@example.org" not in kept

    settings.EMAIL_BACKEND = LOCMEM
    run_tasks()
    assert "ABCD-FGHJ" in str(mail.outbox[0].body)
    assert cache.get(DBTaskResult.objects.get().args_kwargs["args"][0]) is None


@pytest.mark.usefixtures("mail_away")
def test_letter_whose_code_has_run_out_is_not_sent(
    settings: LazySettings, run_tasks: Callable[[], int]
) -> None:
    send_at_once("ada@example.org", "Your code", "ABCD-FGHJ", good_for=600)
    cache.clear()

    settings.EMAIL_BACKEND = LOCMEM
    run_tasks()

    assert mail.outbox == []


@pytest.mark.usefixtures("mail_away")
def test_after_a_failure_nobody_waits_for_the_mail_server_for_a_minute(
    settings: LazySettings,
) -> None:
    send_at_once("ada@example.org", "Your code", "ABCD-FGHJ", good_for=600)
    settings.EMAIL_BACKEND = LOCMEM

    send_at_once("bob@example.org", "Your code", "BCDF-GHJK", good_for=600)

    assert mail.outbox == []
    assert DBTaskResult.objects.count() == 2


def test_letter_that_nobody_waits_for_goes_by_the_queue_with_one_message_id(
    run_tasks: Callable[[], int],
) -> None:
    send_later("ada@example.org", "A passkey was added", "Hello")
    assert mail.outbox == []

    run_tasks()
    DBTaskResult.objects.update(status="READY")
    run_tasks()

    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_every_letter_of_an_account_has_its_words() -> None:
    letters = Path("templates/emails")
    subjects = {path.name.removesuffix(".subject.txt") for path in letters.glob("*.subject.txt")}

    assert {"login_code", "prove_code", "totp_activated", "email_changed"} <= subjects
    assert [name for name in subjects if not (letters / f"{name}.txt").is_file()] == []
