"""What others may see of a member: nothing until it is said, and then at once everywhere."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from community.actions.consent import (
    begin_consent,
    check_token,
    choose_consent,
    holder_of,
    revoke_cards,
)
from community.actions.importing import ImportedMember, import_member
from community.actions.ladder import grant_application
from community.actions.people import found_city
from community.models import Consent, User
from community.permissions import is_registered, named_in_gazette, registered_citizens
from tests.community.test_city_pages import words
from tests.factories.community import (
    application,
    citizen,
    editor,
    member,
    resident,
    sanction,
    shows,
)

pytestmark = pytest.mark.django_db

# What each choice opens, and nothing else does: (page, what stands there).
OPENS = {
    "in_gazette": {("gazette", "name")},
    "in_register": {("register", "name"), ("register", "number"), ("member", "number")},
    "check_name": {("check", "name")},
    "check_number": {("check", "number")},
    "check_since": {("check", "since")},
}


def seen_of(ada: User, client: Client) -> set[tuple[str, str]]:
    """Everything of ``ada`` (no. 4711, admitted on 9 March 2026) that a stranger reads somewhere.

    Name and date on the own page are for everybody."""
    pages = {
        "register": words(client.get("/community/citizens/").content.decode()),
        "member": words(client.get(ada.get_absolute_url()).content.decode()),
        "check": words(
            client.get(f"/community/check/{check_token(ada.consent)}/").content.decode()
        ),
    }
    told = {"name": "Ada Lovelace", "number": "4711", "since": "9 March 2026"}
    seen = {(page, what) for page, text in pages.items() for what in told if told[what] in text}
    if ada.record_id in named_in_gazette([ada.record_id]):
        seen.add(("gazette", "name"))
    return seen - {("member", "name"), ("member", "since"), ("register", "since")}


def ada_of_2026() -> User:
    ada = citizen("Ada Lovelace", handle="ada", number=4711)
    User.objects.filter(pk=ada.pk).update(citizen_since="2026-03-09T12:00Z")
    return User.objects.get(pk=ada.pk)


def test_nothing_is_shown_of_who_was_never_asked(client: Client) -> None:
    assert seen_of(ada_of_2026(), client) == set()


@pytest.mark.parametrize("choice", Consent.CHOICES)
def test_each_choice_opens_what_it_says_and_no_more(client: Client, choice: str) -> None:
    ada = shows(ada_of_2026(), choice)

    assert seen_of(ada, client) == OPENS[choice]


def test_all_choices_open_all_and_taking_them_back_closes_all_at_once(client: Client) -> None:
    ada = shows(ada_of_2026(), *Consent.CHOICES)
    assert seen_of(ada, client) == set().union(*OPENS.values())

    client.force_login(ada)
    client.post("/community/me/consent/", {})
    client.logout()

    assert seen_of(User.objects.get(pk=ada.pk), client) == set()


def test_ticks_on_the_page_are_kept_and_shown(client: Client) -> None:
    ada = ada_of_2026()
    client.force_login(ada)

    client.post("/community/me/consent/", {"in_register": "on", "check_since": "on"})

    assert Consent.objects.get(user=ada).chosen == ["in_register", "check_since"]
    page = client.get("/community/me/consent/").content.decode()
    assert page.count("checked") - page.count("is-checked") >= 2


def test_no_form_may_say_more_than_the_choices(client: Client) -> None:
    ada, bob = ada_of_2026(), citizen("Bob")
    key = ada.consent.check_key
    client.force_login(ada)

    client.post(
        "/community/me/consent/", {"user": bob.pk, "check_key": "mine", "answered_as": "visitor"}
    )

    assert Consent.objects.get(user=ada).check_key == key
    assert Consent.objects.get(user=ada).answered_as == "citizen"
    assert Consent.objects.get(user=bob).answered_as == ""


def test_everybody_chooses_for_themselves() -> None:
    ada, bob = ada_of_2026(), citizen("Bob")

    with pytest.raises(PermissionDenied):
        choose_consent(ada, by=bob, chosen=["in_register"])
    with pytest.raises(PermissionDenied):
        revoke_cards(ada, by=bob)

    assert Consent.objects.get(user=ada).chosen == []


def test_a_banned_member_may_still_withdraw_consent(client: Client) -> None:
    ada = shows(ada_of_2026(), "in_register")
    sanction(ada, "banned")
    client.force_login(ada)

    client.post("/community/me/consent/", {})

    assert not registered_citizens().exists()


def test_a_visitor_may_answer_before_being_asked(client: Client) -> None:
    client.force_login(visitor := member())

    answer = client.post("/community/me/consent/", {"in_gazette": "on", "certificate": "1"})

    assert answer["Location"] == "/community/me/consent/"
    assert Consent.objects.get(user=visitor).in_gazette
    assert "void" not in client.get("/community/me/consent/").content.decode()


def test_admission_begins_with_nothing_chosen() -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    founder = found_city(member())

    for user in (asked.applicant, founder):
        assert Consent.objects.get(user=user).chosen == []


def test_whoever_was_admitted_before_there_was_a_choice_gets_one() -> None:
    ada, rana, vera = citizen("Ada"), resident("Rana"), member("Vera")
    Consent.objects.filter(user=ada).delete()
    migration = import_module("community.migrations.0009_consent_of_members")

    migration.begin_consents(apps, None)

    assert {consent.user for consent in Consent.objects.all()} == {ada, rana}
    assert Consent.objects.get(user=ada).chosen == []
    assert not Consent.objects.filter(user=vera).exists()


def test_a_second_beginning_keeps_what_was_chosen() -> None:
    ada = shows(ada_of_2026(), "in_gazette")

    assert begin_consent(ada).chosen == ["in_gazette"]


def test_importers_bring_what_people_said_elsewhere() -> None:
    said, unasked = imported("b", shows=["check_name"]), imported("c", shows=None)

    assert Consent.objects.get(user=said).chosen == ["check_name"]
    assert Consent.objects.get(user=said).answered_as == "resident"
    assert Consent.objects.get(user=unasked).answered_as == ""


def imported(handle: str, *, shows: list[str] | None) -> User:
    now = timezone.now()
    row = ImportedMember(
        email=f"{handle}@example.org",
        handle=handle,
        display_name=handle.title(),
        created_at=now,
        resident_since=now,
        shows=shows,
    )
    return import_member(row)


@pytest.mark.parametrize("closed", [True, False])
@pytest.mark.parametrize("make", [member, resident, citizen])
@pytest.mark.parametrize("chosen", [(), ("in_register",)])
def test_register_and_its_rule_are_twins(
    make: object, chosen: tuple[str, ...], *, closed: bool
) -> None:
    user = shows(make(), *chosen)  # type: ignore[operator]  # one of three factories
    User.objects.filter(pk=user.pk).update(is_active=not closed)
    user = User.objects.get(pk=user.pk)

    assert registered_citizens().filter(pk=user.pk).exists() == is_registered(user)


def test_gazette_names_no_closed_account() -> None:
    ada = shows(ada_of_2026(), "in_gazette")
    User.objects.filter(pk=ada.pk).update(is_active=False)

    assert named_in_gazette([ada.record_id]) == {}


def test_deleting_the_account_leaves_no_choice_and_no_card() -> None:
    ada = shows(ada_of_2026(), *Consent.CHOICES)
    token = check_token(ada.consent)

    ada.delete()

    assert not Consent.objects.exists()
    assert holder_of(token) is None
