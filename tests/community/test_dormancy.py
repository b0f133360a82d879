"""Who stays away goes dormant after a notice, keeps the title, and wakes with the next visit."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from community.actions.dormancy import put_to_sleep, tell_of_dormancy, wake_returned
from community.models import City, CivicRecord, Notice, User
from community.permissions import Right, has_right
from tests.factories.articles import published_article
from tests.factories.community import citizen, resident, took_part

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False) as clock:
        yield clock


def again(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_told_first_then_dormant_then_awake(
    clock: time_machine.Traveller, run_tasks: Callable[[], int]
) -> None:
    user = citizen("Ana")
    took_part(user, "opened")
    clock.shift(timedelta(days=350))
    assert tell_of_dormancy() == 0
    clock.shift(timedelta(days=2))
    assert [tell_of_dormancy(), tell_of_dormancy()] == [1, 0]
    run_tasks()
    assert "2 March 2027" in mail.outbox[-1].body
    clock.shift(timedelta(days=13))
    assert put_to_sleep() == 0
    clock.shift(timedelta(days=1))
    assert [put_to_sleep(), put_to_sleep()] == [1, 0]

    user = again(user)
    assert (user.standing, user.effective_standing) == ("citizen", "resident")
    assert user.citizen_number
    assert not has_right(user, Right.VOTE)
    assert has_right(user, Right.ENDORSE_RESIDENCY)

    assert wake_returned() == 0
    browser = Client()
    browser.force_login(user)
    browser.get(published_article().get_absolute_url())
    assert not has_right(again(user), Right.VOTE)
    assert [wake_returned(), wake_returned()] == [1, 0]
    assert has_right(again(user), Right.VOTE)
    kinds = CivicRecord.objects.filter(member=user.record_id).values_list("kind", flat=True)
    assert sorted(kinds) == ["slept", "woke"]
    told = Notice.objects.filter(user=user).values_list("kind", flat=True)
    assert sorted(told) == ["awake", "dormant", "dormant_soon"]


def test_a_visit_after_the_notice_keeps_one_awake(clock: time_machine.Traveller) -> None:
    user = citizen()
    clock.shift(timedelta(days=352))
    assert tell_of_dormancy() == 1
    clock.shift(timedelta(days=5))
    took_part(user, "opened")
    clock.shift(timedelta(days=20))
    assert put_to_sleep() == 0
    clock.shift(timedelta(days=300))
    assert tell_of_dormancy() == 0
    clock.shift(timedelta(days=32))
    assert tell_of_dormancy() == 1


def test_a_mark_by_somebody_else_is_no_visit(clock: time_machine.Traveller) -> None:
    user = citizen()
    clock.shift(timedelta(days=300))
    took_part(user, "constructive", by=resident())
    clock.shift(timedelta(days=55))
    assert tell_of_dormancy() == 1


def test_only_citizens_go_dormant(clock: time_machine.Traveller) -> None:
    resident()
    clock.shift(timedelta(days=800))
    assert tell_of_dormancy() == 0
    assert put_to_sleep() == 0


def test_nobody_sleeps_who_was_not_told(clock: time_machine.Traveller) -> None:
    citizen()
    clock.shift(timedelta(days=800))
    assert put_to_sleep() == 0
    tell_of_dormancy()
    assert put_to_sleep() == 0
    clock.shift(timedelta(days=14))
    assert put_to_sleep() == 1


def test_the_city_sets_the_times(clock: time_machine.Traveller) -> None:
    City.current()
    City.objects.update(dormant_months=2, dormant_notice_days=3)
    citizen()
    clock.shift(timedelta(days=58))
    assert tell_of_dormancy() == 1
    clock.shift(timedelta(days=3))
    assert put_to_sleep() == 1
    assert timezone.now() < datetime(2026, 5, 2, tzinfo=UTC)
