"""Ready reasons: written by editors, taken with a press, changed before they are sent."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from community.actions.desk import remove_reason, save_reason
from community.actions.ladder.review import waiting_time
from community.models import Application, ReadyReason, Sanction, User
from tests.factories.community import application, charter_in_force, editor, member, moderator

pytestmark = pytest.mark.django_db
ADD = "/admin/community/readyreason/add/"


def ready(use: str, text: str, name: str = "Mine") -> ReadyReason:
    return ReadyReason.objects.create(use=use, name=name, text=text)


def press(client: Client, asked: Application, do: str, **written: str) -> str:
    url = reverse("admin:community_application_change", args=[asked.pk])
    return client.post(url, {"do": do, **written}).content.decode()


def test_fresh_site_has_some_for_every_use_that_fit_their_own_rules() -> None:
    charter_in_force()
    rows = list(ReadyReason.objects.all())
    assert {row.use for row in rows} == set(ReadyReason.Use)
    for row in rows:
        row.full_clean()


def test_editor_writes_changes_and_removes_one(client: Client, at_desk: User) -> None:
    given = {"use": "grant", "name": "Kind", "text": "You are kind, {name}.", "position": 3}
    assert client.post(ADD, given).status_code == 302
    kept = ReadyReason.objects.get(name="Kind")
    url = reverse("admin:community_readyreason_change", args=[kept.pk])
    client.post(url, {**given, "text": "You are very kind."})
    kept.refresh_from_db()
    assert kept.text == "You are very kind."
    client.post(reverse("admin:community_readyreason_delete", args=[kept.pk]), {"post": "yes"})
    assert not ReadyReason.objects.filter(name="Kind").exists()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": "Short."}, "at least 10 characters"),
        ({"text": "x" * 1001}, "at most 1000 characters"),
        ({"text": "Come back on {day}, please."}, "{day} is not known here"),
        ({"position": 1000}, "less than or equal to 999"),
        ({"name": ""}, "This field is required"),
        ({"name": "Knows the place"}, "There is one of this name already"),
    ],
)
def test_one_out_of_shape_is_refused_and_what_was_typed_comes_back(
    client: Client, at_desk: User, change: dict[str, object], said: str
) -> None:
    charter_in_force()
    given = {"use": "grant", "name": "Kind", "text": "You are kind, {name}.", "position": 3}
    page = client.post(ADD, {**given, **change}).content.decode()
    assert said in page
    assert not ReadyReason.objects.filter(name="Kind").exists()
    assert str({**given, **change}["text"])[:400] in page


def test_only_editors_write_and_remove_them(client: Client) -> None:
    by, kept = moderator(), ready("ban" + "ned", "It was advertising.")
    with pytest.raises(PermissionDenied):
        save_reason(kept, by=by)
    with pytest.raises(PermissionDenied):
        remove_reason(kept, by=by)
    client.force_login(by)
    assert client.get(ADD).status_code == 403
    for _ in range(2):
        remove_reason(kept, by=editor())
    with pytest.raises(ValidationError):
        save_reason(ReadyReason(use="grant", name="Kind", text=""), by=editor())


def test_one_press_fills_the_reason_in_without_scripts(client: Client, at_desk: User) -> None:
    asked = application(member("Ada"))
    mine = ready("decline", "Too early, {name}. Again from {day} on. {other} {{name}}")
    page = press(client, asked, f"decline.{mine.pk}", reason="", text="Where from?")
    day = date_format(timezone.localtime(waiting_time(asked)), "DATE_FORMAT")
    assert f"Too early, Ada. Again from {day} on. {{other}} {{Ada}}</textarea>" in page
    assert "Where from?</textarea>" in page
    assert "required" not in page.split("id_reason")[2][:200]
    asked.refresh_from_db()
    assert asked.is_open


def test_it_goes_behind_what_was_written_and_only_once(client: Client, at_desk: User) -> None:
    asked, mine = application(), ready("grant", "You are kind to others.")
    page = press(client, asked, f"grant.{mine.pk}", reason="Welcome.")
    assert "Welcome.\n\nYou are kind to others.</textarea>" in page
    again = press(client, asked, f"grant.{mine.pk}", reason="Welcome. You are kind to others.")
    assert "Welcome. You are kind to others.</textarea>" in again


def test_a_question_goes_into_its_own_field(client: Client, at_desk: User) -> None:
    asked, mine = application(), ready("ask", "Where do you come from?")
    page = press(client, asked, f"ask.{mine.pk}", reason="Half a thought", text="")
    assert "Half a thought</textarea>" in page
    assert "Where do you come from?</textarea>" in page


def test_braces_of_a_name_and_of_own_words_stay_as_they_are(client: Client, at_desk: User) -> None:
    asked = application(member("Ada {day}", handle="ada"))
    mine = ready("grant", "Welcome, {name}.")
    assert "Welcome, Ada {day}.</textarea>" in press(client, asked, f"grant.{mine.pk}")
    press(client, asked, "grant", reason="Dear {name}, {day}.")
    asked.refresh_from_db()
    assert asked.reason == "Dear {name}, {day}."


def test_a_reason_that_is_gone_changes_nothing(client: Client, at_desk: User) -> None:
    page = press(client, application(), "grant.99999", reason="Welcome.")
    assert "Welcome.</textarea>" in page


def test_they_are_offered_where_a_sanction_is_imposed(client: Client) -> None:
    client.force_login(moderator())
    member("Troy")
    mine = ready("warning", "You went for a person here.")
    add = reverse("admin:community_sanction_add")
    given = {"member": "troy", "kind": "warning", "reason": "Please stop."}
    page = client.post(add, {**given, "do": f"warning.{mine.pk}"}).content.decode()
    assert "Please stop.\n\nYou went for a person here.</textarea>" in page
    assert 'value="troy"' in page
    assert not Sanction.objects.exists()
    assert client.post(add, given).status_code == 302
    assert Sanction.objects.get().reason == "Please stop."
