"""A machine can ask whether the process lives and whether it may be sent readers."""

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client


def test_healthz_asks_nobody(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_asks_database_and_cache(client: Client) -> None:
    assert client.get("/readyz").content == b"ready\n"


def test_readyz_says_that_the_database_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", away)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.content == b"down: database\n"
    assert response.headers["Retry-After"] == "10"


@pytest.mark.django_db
def test_readyz_says_that_the_cache_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(cache, "set", away)

    assert client.get("/readyz").content == b"down: cache\n"
