"""Who qualifies under a charter: the same whether one member is asked or the whole city."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pytest_django import DjangoAssertNumQueries

from community.actions.ladder import progress
from community.actions.ladder.qualifying import qualifying
from community.actions.ladder.requirements import NUMBERS, progress_of
from community.models import CharterStep, Participation, Sanction, Standing, User
from tests.factories.community import (
    charter_in_force,
    meets_requirements,
    member,
    resident,
    sanction,
)

MOSTLY = st.sampled_from([True, True, True, True, False])
DAYS = st.integers(0, 40)
DEED = st.tuples(
    st.sampled_from(["opened", "commented", "constructive"]),
    st.integers(1, 3),  # which article
    st.integers(1, 4),  # which source
    st.integers(0, 12),  # how many days ago
    st.integers(0, 3),  # who marked it
)
HELD = st.tuples(
    st.sampled_from(["warning", "held", "silenced"]),
    st.integers(1, 50),  # imposed so many days ago
    st.one_of(st.none(), st.integers(-5, 49)),  # over so many days ago
    st.one_of(st.none(), st.none(), st.integers(0, 49)),  # lifted so many days ago
    st.sampled_from([False, False, True]),  # overturned
)
LIFE = st.fixed_dictionaries(
    {
        "standing": st.sampled_from(["visitor", "visitor", "resident", "resident", "citizen"]),
        "here": DAYS,
        "resident": st.one_of(st.none(), DAYS),
        "verified": MOSTLY,
        "active": MOSTLY,
        "deeds": st.lists(DEED, max_size=14),
        "held": st.one_of(st.just([]), st.lists(HELD, min_size=1, max_size=2)),
    }
)
LONG = {"account_days": 13, "standing_days": 13, "clean_days": 16}
# Two or three things at a time, so that many meet all of them.
ASKED = st.tuples(
    st.dictionaries(st.sampled_from(NUMBERS), st.integers(1, 2), max_size=2),
    st.integers(0, 2),  # sanctions are asked about in most of them
).map(
    lambda drawn: {
        name: {**drawn[0], "clean_days": drawn[1]}.get(name, 0) * LONG.get(name, 1)
        for name in NUMBERS
    }
)


class TwinsTest(TestCase):
    """``progress`` of each and ``qualifying`` of all agree on everybody."""

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        lives=st.lists(LIFE, min_size=4, max_size=7),
        asked=ASKED,
        window=st.integers(1, 12),
        standing=st.sampled_from(["resident", "citizen"]),
    )
    def test_asked_one_by_one_or_all_at_once(
        self,
        lives: list[dict[str, object]],
        asked: dict[str, int],
        window: int,
        standing: str,
    ) -> None:
        markers = [member() for _each in range(3)]
        people = [live(number, life, markers) for number, life in enumerate(lives)]
        step = CharterStep(
            charter=charter_in_force(), standing=standing, active_window_days=window, **asked
        )
        before = Standing(standing).before

        at_once = set(qualifying(step).values_list("pk", flat=True))

        everybody = [*people, *markers]
        one_by_one = {
            user.pk
            for user in everybody
            if user.standing == before and user.is_active and meets(user, step)
        }
        assert at_once == one_by_one
        together = progress_of(everybody, step)
        assert together == {user.pk: progress(user, step) for user in everybody}


def meets(user: User, step: CharterStep) -> bool:
    return all(asked.met for asked in progress(user, step))


def live(number: int, life: dict[str, object], markers: list[User]) -> User:
    now, today = timezone.now(), timezone.localdate()
    given: dict[str, Any] = {}
    if life["resident"] is not None:
        given["resident_since"] = now - timedelta(days=int(str(life["resident"])))
    if life["standing"] == "citizen":
        given["citizen_number"] = 500 + number
    user = member(
        days_here=int(str(life["here"])),
        is_verified=bool(life["verified"]),
        standing=life["standing"],
        is_active=life["active"],
        **given,
    )
    rows = []
    for kind, article, source, days, by in life["deeds"]:  # type: ignore[attr-defined]  # a list
        marker = [*markers, user][by] if kind == "constructive" else None
        at = UUID(int=article)
        why = UUID(int=article if kind == "opened" else 100 * article + source)
        day = today - timedelta(days=days)
        rows.append(Participation(user=user, kind=kind, article=at, source=why, by=marker, day=day))
    Participation.objects.bulk_create(rows, ignore_conflicts=True)
    for kind, since, over, lifted, overturned in life["held"]:  # type: ignore[attr-defined]  # a list
        ends = 3 if over is None and kind == "silenced" else over
        Sanction.objects.create(
            user=user,
            kind=kind,
            reason="Insults.",
            imposed_at=now - timedelta(days=since),
            until=None if ends is None else now - timedelta(days=ends, minutes=1),
            lifted_at=None if lifted is None else now - timedelta(days=lifted, minutes=1),
            overturned=overturned,
        )
    return user


@pytest.mark.django_db
@pytest.mark.parametrize("make", [member, resident])
def test_whoever_met_everything_qualifies_and_under_a_sanction_no_longer(make: object) -> None:
    user = meets_requirements(make())  # type: ignore[operator]  # a factory
    assert user.next_standing is not None
    step = charter_in_force().step_to(user.next_standing)
    assert qualifying(step).get() == user
    sanction(user, "held")
    assert not qualifying(step).exists()


@pytest.mark.django_db
def test_progress_of_many_costs_the_same_as_of_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    people, step = [meets_requirements(member()) for _ in range(5)], charter_in_force()
    with django_assert_num_queries(4):
        progress_of(people, step.step_to("resident"))
