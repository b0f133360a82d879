"""Each line of the log is one JSON object that nobody can forge."""

import json
import logging

import pytest
from django.test import Client

from config.request_log import JsonFormatter, RequestIdFilter, request_id


def line(message: str, **extra: object) -> str:
    record = logging.makeLogRecord({"msg": message, "levelname": "INFO", "name": "t", **extra})
    RequestIdFilter().filter(record)
    return JsonFormatter().format(record)


def test_a_line_break_in_user_text_stays_inside_its_line() -> None:
    written = line("said", text='hello\n{"level": "info", "message": "forged"}')

    assert "\n" not in written
    assert json.loads(written)["text"].endswith('"forged"}')


def test_a_line_carries_the_id_of_its_request() -> None:
    token = request_id.set("abc123")

    assert json.loads(line("hello"))["request_id"] == "abc123"

    request_id.reset(token)


def test_an_error_keeps_its_traceback_in_one_line() -> None:
    try:
        raise ValueError("bad")
    except ValueError as error:
        written = line("failed", exc_info=(type(error), error, error.__traceback__))

    assert "\n" not in written
    assert "ValueError: bad" in json.loads(written)["traceback"]


@pytest.mark.django_db
def test_the_request_line_names_the_route_and_not_the_path(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="civitas.request"):
        client.get("/media/secret-name.jpg")

    (record,) = (entry for entry in caplog.records if entry.name == "civitas.request")
    assert vars(record)["route"] == "media/<path:name>"
    assert vars(record)["status"] == 404
    assert "secret-name" not in record.getMessage()


@pytest.mark.django_db
def test_no_other_line_names_the_path_of_what_was_not_found(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/no-such-page-with-a-token/")

    assert not [record for record in caplog.records if "token" in record.getMessage()]
