"""How often one may join, ask for a code or try one; and that a stranger cannot use it up."""

import pytest
from django.conf import LazySettings
from django.core import mail
from django.test import Client

from config.settings import base
from tests.community.codes import ask_for_code, is_signed_in, last_code
from tests.factories.community import member

pytestmark = pytest.mark.django_db

CONFIRM = "/accounts/login/code/confirm/"


@pytest.fixture(autouse=True)
def limits(settings: LazySettings) -> None:
    settings.LIMITS_ENABLED = True
    settings.ACCOUNT_RATE_LIMITS = base.ACCOUNT_RATE_LIMITS


def join(number: int, address: str, **extra: str) -> int:
    form = {"email": f"{number}@example.org"}
    client = Client(REMOTE_ADDR=address)
    return client.post("/accounts/signup/", form, **extra).status_code  # type: ignore[arg-type]


def test_twenty_may_join_from_one_address_in_a_minute_and_the_next_one_waits() -> None:
    answers = [join(number, "192.0.2.1") for number in range(21)]

    assert answers == [302] * 20 + [429]
    assert join(99, "192.0.2.2") == 302


def test_answer_beyond_the_limit_says_when_to_come_again(client: Client) -> None:
    for number in range(20):
        join(number, "127.0.0.1")

    response = client.post("/accounts/signup/", {"email": "late@example.org"})

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0


def test_one_ipv6_network_counts_as_one() -> None:
    answers = [join(number, f"2001:db8:1:2::{number:x}") for number in range(1, 22)]

    assert answers == [302] * 20 + [429]
    assert join(99, "2001:db8:1:3::1") == 302


def test_ipv4_written_as_ipv6_is_not_one_network_for_all() -> None:
    for number in range(20):
        join(number, "::ffff:192.0.2.1")

    assert join(98, "192.0.2.1") == 429
    assert join(99, "::ffff:192.0.2.2") == 302


def test_forged_forwarding_changes_nothing() -> None:
    for number in range(20):
        join(number, "192.0.2.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}")

    assert join(99, "192.0.2.1", HTTP_X_FORWARDED_FOR="203.0.113.7") == 429


def test_behind_a_proxy_only_what_the_proxy_wrote_counts(settings: LazySettings) -> None:
    settings.TRUSTED_PROXY_COUNT = 1
    for number in range(20):
        join(number, "10.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}, 192.0.2.1")

    assert join(98, "10.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.7, 192.0.2.1") == 429
    assert join(99, "10.0.0.1", HTTP_X_FORWARDED_FOR="192.0.2.1, 192.0.2.2") == 302


def test_after_five_mails_the_same_page_shows_and_the_last_code_still_works(
    client: Client,
) -> None:
    ada = member("Ada")
    pages = []
    for _ in range(7):
        ask_for_code(client, ada.email)
        pages.append(client.get(CONFIRM).status_code)
        client.post("/accounts/logout/")
    ask_for_code(client, ada.email)

    assert pages == [200] * 7
    assert len(mail.outbox) == 5

    client.post(CONFIRM, {"code": last_code(ada.email)})
    assert is_signed_in(client)


def test_sending_again_beyond_the_limit_keeps_the_last_code_working(client: Client) -> None:
    ada = member("Ada")
    for _ in range(4):
        ask_for_code(client, ada.email)
        client.post("/accounts/logout/")
    ask_for_code(client, ada.email)

    client.post(CONFIRM, {"action": "resend"})
    assert len(mail.outbox) == 5

    client.post(CONFIRM, {"code": last_code(ada.email)})
    assert is_signed_in(client)


def test_stranger_cannot_use_up_the_mails_of_somebody_else() -> None:
    ada = member("Ada")
    for _ in range(12):
        ask_for_code(Client(REMOTE_ADDR="198.51.100.66"), ada.email)
    assert len(mail.outbox) == 5

    client = Client(REMOTE_ADDR="192.0.2.1")
    ask_for_code(client, ada.email)
    client.post(CONFIRM, {"code": last_code(ada.email)})

    assert len(mail.outbox) == 6
    assert is_signed_in(client)


def test_wrong_codes_are_counted_over_requests_beyond_the_limit_too(client: Client) -> None:
    ada = member("Ada")
    for _ in range(5):
        ask_for_code(client, ada.email)
        client.post("/accounts/logout/")
    for _ in range(3):
        ask_for_code(client, ada.email)
        client.post(CONFIRM, {"code": "BCDF-GHJK"})
        client.post("/accounts/logout/")

    ask_for_code(client, ada.email)
    client.post(CONFIRM, {"code": last_code(ada.email)})

    assert not is_signed_in(client)


def test_code_to_a_new_address_sent_again_beyond_the_limit_still_works(client: Client) -> None:
    client.post("/accounts/signup/", {"email": "ada@example.org"})
    for _ in range(2):
        client.post("/accounts/confirm-email/", {"action": "resend"})
    other = Client()
    for _ in range(3):
        other.post("/accounts/signup/", {"email": "ada@example.org"})
        other.post("/accounts/logout/")
    assert len(mail.outbox) == 5
    code = next(
        line for line in str(mail.outbox[2].body).splitlines() if len(line) == 9 and "-" in line
    )

    client.post("/accounts/confirm-email/", {"code": code})

    assert is_signed_in(client)


def test_asking_for_codes_for_many_addresses_is_limited_by_network() -> None:
    answers = []
    for number in range(31):
        client = Client(REMOTE_ADDR="192.0.2.9")
        response = client.post("/accounts/login/", {"login": f"{number}@example.org"})
        answers.append(response.status_code)

    assert answers == [302] * 30 + [429]
