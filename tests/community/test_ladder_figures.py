"""Figures of the ladder: counted from the record, kept by month, drawn as charts."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from community.actions.ladder import (
    answer_question,
    ask_question,
    count_ladder,
    decline_application,
    grant_application,
    withdraw_application,
)
from community.actions.people import found_city
from community.actions.record import write_record
from community.actions.standing import renounce_standing
from community.admin.charts import Series, curves, nice, stacked
from community.models import Application, CivicRecord, LadderMonth, User
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.community import (
    application,
    citizen,
    editor,
    member,
    moderator,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db
FIGURES = "/admin/community/application/figures/"


def month(standing: str = "resident") -> LadderMonth:
    first = timezone.localdate().replace(day=1)
    return LadderMonth.objects.get(month=first, standing=standing)


def decided(days: int, *, granted: bool = True) -> Application:
    """An application that editors decided ``days`` after they had it."""
    asked, by = application(), editor()
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        decide = grant_application if granted else decline_application
        return decide(asked, by=by, reason="Because.")


@pytest.fixture(autouse=True)
def mid_month() -> Iterator[None]:
    with time_machine.travel(timezone.now().replace(day=10), tick=True):
        yield


def test_every_end_of_an_application_is_counted_once() -> None:
    decided(1)
    decided(1, granted=False)
    withdraw_application(asked := application(), by=asked.applicant)
    application()
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        for _ in range(2):
            count_ladder()
    row = month()
    assert (row.sent, row.granted, row.declined, row.withdrawn, row.expired) == (4, 1, 1, 1, 0)
    assert month("citizen").sent == 0


def test_waits_run_from_the_review_to_the_decision_of_an_editor() -> None:
    for days in (1, 2, 3, 4, 9):
        decided(days)
    sanction(application().applicant, "held")  # declined by it, not decided by an editor
    with time_machine.travel(timezone.now() + timedelta(days=10)):
        count_ladder()
    row = month()
    in_days = [round((seconds or 0) / 86400) for seconds in (row.median_seconds, row.slow_seconds)]
    assert (row.reviewed, row.late, in_days) == (5, 1, [3, 9])
    assert row.declined == 1


def test_the_time_of_an_open_question_makes_nobody_late() -> None:
    asked, by = application(), editor()
    ask_question(asked, by=by, text="Why?")
    with time_machine.travel(timezone.now() + timedelta(days=9)):
        answer_question(asked, by=asked.applicant, text="Because.")
        grant_application(asked, by=by, reason="Welcome.")
        count_ladder()
    assert month().late == 0


def test_ballots_are_counted_with_turnout_and_quorum() -> None:
    ballot, _people = open_ballot()
    ballot.yes, ballot.no, ballot.extended_at = 3, 1, timezone.now()
    ballot.save()
    hurry_ballot(ballot)
    count_ladder()
    row = month("citizen")
    assert (row.ballots, row.quorate, row.rolls, row.votes) == (1, 0, 12, 4)


def test_people_are_counted_by_their_last_step() -> None:
    first = grant_application(application(), by=editor(), reason="Welcome.").applicant
    grant_application(application(), by=editor(), reason="Welcome.")
    found_city(first)
    count_ladder()
    assert (month().people, month("citizen").people) == (1, 1)


def test_who_steps_down_or_leaves_is_counted_where_they_are() -> None:
    people = [citizen(), citizen(), citizen()]
    for number, each in enumerate(people):
        write_record("granted", member=each, standing="citizen", facts={"number": number})
    renounce_standing(people[0], by=people[0], standing="citizen", to="resident")
    write_record("left", member=people[1], standing="citizen")
    count_ladder()
    assert (month().people, month("citizen").people) == (1, 1)


def test_who_is_gone_stays_in_the_figures() -> None:
    asked = grant_application(application(), by=editor(), reason="Welcome.")
    count_ladder()
    before = month().granted
    User.objects.filter(pk=asked.applicant_id).delete()
    count_ladder()
    assert (before, month().granted, month().sent) == (1, 1, 1)


def test_a_month_that_is_over_is_not_counted_again() -> None:
    application()
    count_ladder()
    past = date(2026, 1, 1)
    write_record("granted", member=member(), at=timezone.now() - timedelta(days=70))
    count_ladder()
    counted = set(LadderMonth.objects.values_list("month", flat=True))
    assert len(counted) >= 3
    assert past not in counted
    assert count_ladder() == 1


def test_figures_are_read_not_counted(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(editor())
    assert "Nothing has been counted yet" in client.get(FIGURES).content.decode()
    decided(1)
    decided(1, granted=False)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        count_ladder()
    with django_assert_max_num_queries(9):
        page = client.get(FIGURES).content.decode()
    assert "2 sent, 1 granted, 1 declined" in page
    assert "Of 100 that were decided, 50 were declined." in page
    assert page.count('<svg class="figure-drawing"') == 6
    assert page.count("</details>") == 6
    assert "style=" not in page.split("figures-sum")[1].split("</main>")[0]
    assert "Ballots counted" in client.get(FIGURES + "?step=citizen").content.decode()
    assert client.get(FIGURES + "?step=nonsense").status_code == 200


def test_moderators_do_not_see_them(client: Client) -> None:
    client.force_login(moderator())
    assert client.get(FIGURES).status_code == 403
    client.force_login(editor())
    assert FIGURES in client.get("/admin/").content.decode()


def test_counting_costs_the_same_for_many(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(4):
        decided(1)
    count_ladder()
    with django_assert_max_num_queries(24):
        count_ladder()


MONTHS = [date(2026, number, 1) for number in (1, 2, 3)]


def test_columns_stand_on_top_of_one_another() -> None:
    chart = stacked(
        "x", "X", MONTHS, Series("a", "is-a", [1, 0, 2]), Series("b", "is-b", [3, 0, 0])
    )
    assert [bar.style for bar in chart.bars] == ["is-a", "is-b", "is-a"]
    low, high = chart.bars[0].at, chart.bars[1].at
    assert float(high[1]) + float(high[3]) == pytest.approx(float(low[1]), abs=0.11)
    assert [words for _y, words in chart.ticks] == ["0", "2", "4"]
    assert chart.rows[-1] == (MONTHS[0], ["1", "3"])


def test_a_month_without_a_value_breaks_the_line() -> None:
    chart = curves("x", "X", MONTHS, Series("a", "is-a", [1, None, 2]))
    assert (len(chart.dots), len(chart.lines)) == (2, 0)
    assert chart.rows[1][1] == ["–"]


@pytest.mark.parametrize(("most", "top"), [(0, 2), (3, 4), (11, 20), (21, 30), (100, 100)])
def test_scales_end_at_a_round_number(most: float, top: float) -> None:
    assert nice(most) == top


def test_record_of_a_decision_says_how_long_it_took() -> None:
    decided(9)
    facts = CivicRecord.objects.get(kind="granted").facts
    assert facts["late"] is True
    assert round(facts["waited"] / 86400) == 9


def test_residents_of_the_cast_are_no_decisions() -> None:
    resident()
    count_ladder()
    assert month().granted == 0
