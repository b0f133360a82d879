"""What goes wrong is said in a sentence, with a status that fits."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from community.errors import AlreadyDecided, Refused, TooOften
from config import errors

pytestmark = pytest.mark.django_db


def raising(error: Exception, monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    def fail() -> bool:
        raise error

    monkeypatch.setattr("config.health.database_answers", fail)
    client.raise_request_exception = False


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (Refused("The discussion is closed."), 409, "The discussion is closed."),
        (AlreadyDecided(), 409, "decided this already"),
        (TooOften("Wait a moment.", retry_after=7), 429, "Wait a moment."),
        (PermissionDenied("Only residents may do this."), 403, "Only residents may do this."),
    ],
)
def test_a_refusal_reads_as_its_sentence(
    client: Client, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, words: str
) -> None:
    raising(error, monkeypatch, client)

    response = client.get("/readyz")

    assert response.status_code == status
    assert words in response.content.decode()


def test_a_limit_says_when_to_come_back(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    raising(TooOften("Wait a moment.", retry_after=7), monkeypatch, client)

    assert client.get("/readyz").headers["Retry-After"] == "7"


def test_a_lost_database_answers_503_with_retry_after(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    raising(OperationalError("server closed the connection"), monkeypatch, client)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"
    assert "server closed" not in response.content.decode()


def test_the_pages_for_faults_need_no_database(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        for status in (500, 503):
            page = errors.error_page(rf.get("/"), status)
            assert page.status_code == status


def test_a_form_without_its_token_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/logout/")

    assert response.status_code == 403
    assert "load the page again" in response.content.decode()


@pytest.mark.parametrize("address", ["/articles/%00/", "/%00", "/?p=%00", "/media/a%00.png"])
def test_nul_in_an_address_is_a_bad_request(client: Client, address: str) -> None:
    assert client.get(address).status_code == 400
