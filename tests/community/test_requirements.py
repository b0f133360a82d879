"""What a step asks, and how the member reads it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from community.actions.ladder import progress
from community.actions.ladder.requirements import Requirement
from community.actions.participation import record_participation, withdraw_participation
from community.actions.sanctions import lift_sanction
from community.models import CharterStep, Participation, Sanction, User
from tests.factories.community import (
    charter_in_force,
    editor,
    meets_requirements,
    member,
    resident,
    sanction,
    took_part,
)

pytestmark = pytest.mark.django_db


def step(standing: str = "resident") -> CharterStep:
    return charter_in_force().step_to(standing)


def asked(user: User, name: str, standing: str = "resident") -> Requirement:
    return {found.name: found for found in progress(user, step(standing))}[name]


def test_fresh_city_asks_what_the_charter_promises() -> None:
    needed = {found.name: found.needed for found in progress(member(), step())}
    assert needed == {
        "verified_email": 1,
        "account_days": 14,
        "articles_opened": 10,
        "opened_days": 5,
        "comments": 3,
        "clean_days": 90,
    }


def test_citizenship_asks_more() -> None:
    needed = {found.name: found.needed for found in progress(resident(), step("citizen"))}
    assert needed == {
        "verified_email": 1,
        "standing_days": 60,
        "active_days": 20,
        "comments": 20,
        "comment_articles": 10,
        "constructive_people": 5,
        "clean_days": 180,
    }


@pytest.mark.parametrize(("make", "standing"), [(member, "resident"), (resident, "citizen")])
def test_who_did_everything_has_met_everything(make: Callable[[], User], standing: str) -> None:
    user = meets_requirements(make())
    assert [found.name for found in progress(user, step(standing)) if not found.met] == []


def test_progress_reads_as_a_sentence() -> None:
    user = member()
    for _ in range(7):
        took_part(user, "opened")
    assert asked(user, "articles_opened").sentence == "You have read 7 of 10 articles."


def test_more_than_asked_reads_as_all_of_it() -> None:
    user = member()
    for _ in range(12):
        took_part(user, "opened")
    assert asked(user, "articles_opened").sentence == "You have read 10 of 10 articles."


def test_article_opened_on_many_days_counts_once() -> None:
    user, article = member(), uuid4()
    for days in range(5):
        day = timezone.localdate() - timedelta(days=days)
        record_participation(user, "opened", article=article, source=article, day=day)
    assert asked(user, "articles_opened").have == 1
    assert asked(user, "opened_days").have == 5


def test_same_thing_noted_twice_counts_once() -> None:
    user, article = member(), uuid4()
    for _ in range(2):
        record_participation(user, "opened", article=article, source=article)
    assert Participation.objects.filter(user=user).count() == 1


def test_comment_taken_back_no_longer_counts() -> None:
    user = member()
    source = took_part(user, "commented")
    assert asked(user, "comments").have == 1
    withdraw_participation("commented", source)
    assert asked(user, "comments").have == 0


def test_marks_count_people_not_marks() -> None:
    user, friend = resident(), member()
    for _ in range(3):
        took_part(user, "constructive", by=friend)
    took_part(user, "constructive", by=user)
    assert asked(user, "constructive_people", "citizen").have == 1


def test_one_mark_is_taken_back_without_the_others() -> None:
    user, friend, source = resident(), member(), uuid4()
    for by in (friend, member()):
        record_participation(user, "constructive", article=uuid4(), source=source, by=by)
    withdraw_participation("constructive", source, by=friend)
    assert asked(user, "constructive_people", "citizen").have == 1


def test_mark_by_somebody_else_makes_no_active_day() -> None:
    user = resident()
    took_part(user, "constructive", by=member())
    assert asked(user, "active_days", "citizen").have == 0


def test_active_days_count_within_their_window() -> None:
    user, today = resident(), timezone.localdate()
    for days in (0, 89, 90):
        took_part(user, "opened", day=today - timedelta(days=days))
    assert asked(user, "active_days", "citizen").have == 2


def test_window_stands_in_the_sentence() -> None:
    found = asked(resident(), "active_days", "citizen")
    assert found.sentence == "In the last 90 days you have taken part on 0 of 20 days."
    assert found.demand == "a piece opened or a comment published on 20 of the last 90 days"


def test_comments_under_one_article_are_one_article() -> None:
    user, article = resident(), uuid4()
    for _ in range(4):
        took_part(user, "commented", article=article)
    assert asked(user, "comment_articles", "citizen").have == 1
    assert asked(user, "comments", "citizen").have == 4


def test_account_is_old_enough_to_the_day() -> None:
    user = member()
    with time_machine.travel(user.created_at + timedelta(days=14, seconds=-1)):
        assert not asked(user, "account_days").met
    with time_machine.travel(user.created_at + timedelta(days=14)):
        assert asked(user, "account_days").met


def test_unconfirmed_address_is_asked_for() -> None:
    found = asked(member(is_verified=False), "verified_email")
    assert (found.met, found.sentence) == (False, "Confirm your e-mail address.")


def test_warning_does_not_count() -> None:
    user = member()
    sanction(user, "warning")
    assert asked(user, "clean_days").met


def test_sanction_counts_until_long_after_its_end() -> None:
    user = member()
    held = sanction(user, "held")
    assert asked(user, "clean_days").have == 0
    lift_sanction(held, by=editor())
    with time_machine.travel(timezone.now() + timedelta(days=30)):
        found = asked(user, "clean_days")
        assert (found.met, found.have) == (False, 30)
        assert "60 more days" in found.sentence
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        assert asked(user, "clean_days").met


def test_sanction_without_end_counts_for_ever() -> None:
    user = member()
    sanction(user, "held")
    with time_machine.travel(timezone.now() + timedelta(days=3000)):
        assert not asked(user, "clean_days").met


def test_overturned_sanction_does_not_count() -> None:
    user = member()
    held = sanction(user, "held")
    Sanction.objects.filter(pk=held.pk).update(overturned=True)
    assert asked(user, "clean_days").met


def test_progress_costs_the_same_however_much_was_done(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user, numbers = meets_requirements(resident()), step("citizen")
    with django_assert_num_queries(3):
        progress(user, numbers)
