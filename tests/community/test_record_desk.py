"""The record at the desk: sentences with names and reasons, found by member, taken home sealed."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.actions.charter import save_city
from community.actions.ladder import decline_application
from community.actions.ledger import verify_file
from community.actions.ledger.rules import RULES
from community.actions.people import appoint_member, found_city
from community.actions.record import write_record
from community.actions.sanctions import impose_sanction
from community.admin.record_words import PHRASES, SENTENCES, UNTOLD
from community.models import City, CivicRecord, User
from tests.desk import content
from tests.factories.community import (
    administrator,
    application,
    editor,
    member,
    moderator,
    writer,
)

pytestmark = pytest.mark.django_db
RECORD = "/admin/community/civicrecord/"
EXPORTS = [f"{RECORD}export/", "/admin/comments/decision/export/"]


def test_list_says_who_did_what_to_whom_and_why(client: Client, at_desk: User) -> None:
    asked = application(member("Ada"))
    decline_application(asked, by=editor("Berta"), reason="Read some more first.")

    page = content(client, RECORD)

    assert f'The application of <a href="/admin/community/user/{asked.applicant_id}/' in page
    assert "Berta</bdi></a>." in page
    assert "Read some more first." in page
    assert f"application {asked.pk}" in page


def test_numbers_of_the_city_are_told_by_their_names(client: Client, at_desk: User) -> None:
    city = City.current()
    city.appeal_days, city.name = 20, "Elsewhere"
    save_city(city, by=at_desk)

    page = content(client, RECORD)

    assert "appeals are possible for (days): 14 → 20" in page
    assert "name: reworded" in page


def test_roles_and_sanctions_are_told_in_words(client: Client, at_desk: User) -> None:
    appoint_member(member("Ada"), "writer", by=None)
    impose_sanction(member("Bo"), "held", by=at_desk, reason="Hasty.")

    page = content(client, RECORD)

    assert "Ada</bdi></a> was appointed." in page
    assert "comments held, sanction" in page
    assert "{&quot;" not in page
    assert '{"' not in page


def test_somebody_who_is_gone_is_told_of_without_a_name(client: Client, at_desk: User) -> None:
    user = member("Ada")
    write_record("woke", member=user)
    user.delete()

    page = content(client, RECORD)

    assert "somebody who is gone came back from dormancy." in page
    assert "Ada" not in page


def test_name_cannot_carry_markup_into_a_sentence(client: Client, at_desk: User) -> None:
    write_record("woke", member=named())

    page = content(client, RECORD)

    assert "&lt;b&gt;Ada&lt;/b&gt; {0} {who}</bdi></a> came back" in page


def named() -> User:
    user = member("Ada")
    user.display_name = "<b>Ada</b> {0} {who}"
    user.save(update_fields=["display_name"])
    return user


@pytest.mark.parametrize("term", ["Ada", "@ada", "id"])
def test_record_of_one_member_is_found(client: Client, at_desk: User, term: str) -> None:
    ada = member("Ada")
    write_record("woke", member=ada)
    write_record("slept", member=member("Bo"))
    sought = str(ada.record_id) if term == "id" else term

    page = content(client, f"{RECORD}?q={sought}")

    assert "Ada</bdi></a> came back" in page
    assert "Bo</bdi></a>" not in page


def test_record_is_filtered_by_kind_and_from_the_page_of_a_member(
    client: Client, at_desk: User
) -> None:
    ada = member("Ada")
    write_record("woke", member=ada)
    write_record("slept", member=ada)
    write_record("woke", member=member("Bo"))

    assert "went dormant." not in content(client, f"{RECORD}?kind__exact=woke")
    link = f"{RECORD}?member={ada.record_id}"
    assert link in content(client, f"/admin/community/user/{ada.pk}/change/")
    assert "Bo</bdi></a>" not in content(client, link)


def test_list_costs_the_same_for_many(client: Client, at_desk: User) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            content(client, RECORD)
        return len(queries)

    content(client, RECORD)
    write_record("woke", member=member(), by=at_desk, reason="Here again.")
    before = cost()
    for _ in range(5):
        write_record("woke", member=member(), by=editor(), reason="Here again.")

    assert cost() == before


def test_entry_has_a_page_with_what_is_stored(client: Client, at_desk: User) -> None:
    founder = found_city(member("Ada"))
    entry = CivicRecord.objects.get(kind="founded")

    page = content(client, f"{RECORD}{entry.pk}/change/")

    assert "Ada</bdi></a> founded the city." in page
    assert "citizen no. 1" in page
    assert str(founder.record_id) in page


def test_every_kind_and_every_fact_has_words() -> None:
    facts = {name for kind, rule in RULES.items() if kind != "changed" for name in rule.facts}

    assert set(CivicRecord.Kind.values) <= set(SENTENCES)
    assert facts <= set(PHRASES) | UNTOLD


def sent(answer: Any) -> bytes:  # noqa: ANN401  # the client's answer to a file
    """The whole file; reading it to the end closes it."""
    return b"".join(answer) if answer.streaming else answer.content


# -- The export ------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", EXPORTS)
def test_administrator_takes_a_sealed_file_home_and_the_log_says_so(
    client: Client, url: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    user = administrator()
    client.force_login(user)

    with caplog.at_level(logging.INFO, logger="civitas.record"):
        answer = client.post(url)

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert "no-store" in answer["Cache-Control"]
    path = tmp_path / "log.jsonl"
    path.write_bytes(sent(answer))
    assert list(verify_file(path, lambda count: None)) == []
    [line] = [record for record in caplog.records if record.message == "log exported"]
    assert line.__dict__["member"] == user.pk


@pytest.mark.parametrize("url", EXPORTS)
@pytest.mark.parametrize(
    ("make", "status"), [(writer, 403), (moderator, 403), (editor, 403), (administrator, 200)]
)
def test_only_administrators_export(
    client: Client, url: str, make: Callable[[], User], status: int
) -> None:
    client.force_login(make())

    answer = client.post(url)

    assert answer.status_code == status
    sent(answer)
    assert client.get(url).status_code == 405


def test_button_is_shown_to_those_who_may(client: Client) -> None:
    client.force_login(editor())
    assert "Export the whole log" not in content(client, RECORD)
    client.force_login(administrator())
    assert "Export the whole log" in content(client, RECORD)
    assert "Export the whole log" in content(client, "/admin/comments/decision/")
