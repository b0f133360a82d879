"""Who was silenced for a week is told when the week is over; once, and no more than is true."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.sanctions import impose_sanction, lift_sanction
from community.actions.served import tell_served
from community.models import CivicRecord, Notice, Sanction, User
from tests.factories.community import (
    charter,
    citizen,
    editor,
    member,
    moderator,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


def told(user: User) -> list[str]:
    return [notice.sentence for notice in Notice.objects.filter(user=user, kind="sanction_over")]


def test_told_once_when_it_is_over(
    clock: time_machine.Traveller, run_tasks: Callable[[], int]
) -> None:
    charter()
    user = resident()
    held = sanction(user, "silenced", days=7)
    clock.shift(timedelta(days=6, hours=23))
    assert tell_served() == 0
    clock.shift(timedelta(hours=1))
    assert [tell_served(), tell_served()] == [1, 0]
    assert told(user) == ["Over: silenced. You may write, like and report again."]
    entry = CivicRecord.objects.get(kind="served")
    assert (entry.member, entry.facts["sanction"]) == (user.record_id, held.pk)
    run_tasks()
    assert [letter.subject for letter in mail.outbox][-1] == "Over: silenced"
    assert "You may write, like and report again." in mail.outbox[-1].body
    assert "It counts against an application until 4 September 2026." in mail.outbox[-1].body


@pytest.mark.parametrize("kind", ["held", "suspended", "banned"])
def test_every_kind_that_takes_something_is_told(kind: str, clock: time_machine.Traveller) -> None:
    user, until = member(), timezone.now() + timedelta(days=2)
    impose_sanction(user, kind, by=editor(), reason="Because.", until=until)
    clock.shift(timedelta(days=2))
    assert tell_served() == 1
    assert "again" in told(user)[0]


def test_nobody_is_told_of_a_warning_or_of_what_was_lifted_or_overturned(
    clock: time_machine.Traveller,
) -> None:
    user, until = member(), timezone.now() + timedelta(days=2)
    impose_sanction(user, "warning", by=moderator(), reason="Because.", until=until)
    lift_sanction(sanction(user, "silenced", days=2), by=moderator())
    sanction(user, "suspended", days=2)
    Sanction.objects.filter(kind="suspended").update(overturned=True)
    clock.shift(timedelta(days=3))
    assert tell_served() == 0


def test_what_still_stands_is_not_promised_away(
    clock: time_machine.Traveller, run_tasks: Callable[[], int]
) -> None:
    user = member()
    sanction(user, "silenced", days=2)
    sanction(user, "suspended", days=9)
    clock.shift(timedelta(days=3))
    tell_served()
    assert told(user) == ["Over: silenced. Something else still stands; your page says what."]
    run_tasks()
    assert "Welcome back" not in mail.outbox[-1].body


def test_it_counts_against_no_application_of_a_citizen(
    clock: time_machine.Traveller, run_tasks: Callable[[], int]
) -> None:
    charter()
    sanction(citizen(), "silenced", days=2)
    clock.shift(timedelta(days=3))
    tell_served()
    run_tasks()
    assert "counts against" not in mail.outbox[-1].body


def test_own_page_says_since_when_it_is_over_and_until_when_it_counts(
    client: Client, clock: time_machine.Traveller
) -> None:
    charter()
    user = member()
    sanction(user, "silenced", days=2)
    client.force_login(user)
    assert "until 3 March 2026" in client.get(reverse("community:me")).content.decode()
    clock.shift(timedelta(days=3))
    page = client.get(reverse("community:me")).content.decode()
    assert "over since 3 March 2026" in page
    assert "It counts against an application until 1 June 2026." in page
    clock.shift(timedelta(days=95))
    assert "counts against" not in client.get(reverse("community:me")).content.decode()


def test_those_over_before_the_site_told_of_it_are_left_in_peace(
    clock: time_machine.Traveller,
) -> None:
    sanction(member(), "silenced", days=2)
    later = sanction(member(), "silenced", days=9)
    clock.shift(timedelta(days=3))
    migration = import_module("community.migrations.0018_sanctions_over_before")
    migration.leave_in_peace(apps, None)
    assert tell_served() == 0
    clock.shift(timedelta(days=9))
    assert tell_served() == 1
    later.refresh_from_db()
    assert later.told_over_at == timezone.now()
