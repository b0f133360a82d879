"""Those on the roll of a ballot are called to vote by mail, as soon as each of them wants it."""

from collections.abc import Callable
from copy import copy
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.ladder import call_voters, call_voters_daily, cast_vote
from community.actions.mail_settings import (
    EVERY_DAILY,
    choose_mail,
    end_mail,
    mail_token,
    paces_for,
    paces_of,
)
from community.emails.ladder import ballots_letter
from community.models import Ballot, BallotVoter, User
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.community import citizen, resident, sanction

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 5, 4, 20, 0, tzinfo=UTC)
MORNING = datetime(2026, 5, 5, 10, 0, tzinfo=UTC)
RunTasks = Callable[[], int]


@pytest.fixture
def opened(run_tasks: RunTasks) -> tuple[Ballot, list[User]]:
    """A ballot, and its voters; the letters of its opening to the applicant are out of the way."""
    ballot, people = open_ballot()
    run_tasks()
    mail.outbox.clear()
    return ballot, people


def letters_to(user: User) -> list[EmailMultiAlternatives]:
    return [m for m in mail.outbox if m.to == [user.email]]  # type: ignore[misc]  # all of ours are


def call(run_tasks: RunTasks) -> None:
    """The clock comes by twice, and the worker after it."""
    for _ in range(2):
        call_voters()
        call_voters_daily()
    run_tasks()


def test_everybody_on_the_roll_gets_one_letter_and_nobody_else(
    opened: tuple[Ballot, list[User]], run_tasks: RunTasks
) -> None:
    ballot, people = opened
    call(run_tasks)
    assert sorted(m.to[0] for m in mail.outbox) == sorted(user.email for user in people)
    letter = letters_to(people[0])[0]
    name = ballot.application.applicant.display_name
    assert letter.subject == f"{name} asks for citizenship: the ballot is open"
    html = str(letter.alternatives[0][0])
    for form in (letter.body, html):
        assert f"{name} asks for citizenship. You may vote until" in form
        assert ballot.get_absolute_url() in form
        assert reverse("community:mail") in form
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def votes(ballot: Ballot, voter: User) -> None:
    cast_vote(ballot, by=voter, vote="yes")


def is_silenced(ballot: Ballot, voter: User) -> None:
    sanction(voter, "silenced")


def wants_none(ballot: Ballot, voter: User) -> None:
    choose_mail(voter, {"ballot_opened": "off"})


def is_over(ballot: Ballot, voter: User) -> None:
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=timezone.now())


@pytest.mark.parametrize("meanwhile", [votes, is_silenced, wants_none, is_over])
@pytest.mark.parametrize("promised", [True, False])
def test_who_cannot_vote_or_has_voted_or_wants_none_is_not_written_to(
    opened: tuple[Ballot, list[User]],
    run_tasks: RunTasks,
    meanwhile: Callable[[Ballot, User], None],
    promised: bool,  # a case
) -> None:
    ballot, people = opened
    if promised:
        call_voters()
    meanwhile(ballot, people[0])
    call(run_tasks)
    about = [m for m in letters_to(people[0]) if "the ballot is open" in m.subject]
    assert about == []


def test_one_letter_in_the_morning_names_all_that_opened_before(run_tasks: RunTasks) -> None:
    reader = citizen("Rana")
    choose_mail(reader, {"ballot_opened": "daily"})
    with time_machine.travel(EVENING, tick=False):
        names = [open_ballot()[0].application.applicant.display_name for _ in range(2)]
        call(run_tasks)
        assert letters_to(reader) == []
    with time_machine.travel(MORNING, tick=False):
        open_ballot()
        call(run_tasks)
        [letter] = letters_to(reader)
        assert letter.subject == "2 ballots are open for your vote"
        assert all(f"{name} asks for citizenship" in letter.body for name in names)
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        call(run_tasks)
    assert "asks for citizenship: the ballot is open" in letters_to(reader)[1].subject


def test_who_has_not_voted_is_called_once_more_when_the_ballot_is(
    opened: tuple[Ballot, list[User]], run_tasks: RunTasks
) -> None:
    ballot, people = opened
    call(run_tasks)
    cast_vote(ballot, by=people[0], vote="no")
    hurry_ballot(ballot)
    assert ballot.extended_at
    call(run_tasks)
    assert len(letters_to(people[0])) == 1
    first, second = letters_to(people[1])
    assert "Too few had voted" in second.body
    assert "Too few had voted" not in first.body
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_a_ballot_opened_once_more_waits_for_the_morning_of_who_reads_daily(
    run_tasks: RunTasks,
) -> None:
    reader = citizen("Rana")
    choose_mail(reader, {"ballot_opened": "daily"})
    with time_machine.travel(EVENING, tick=False):
        ballot, _people = open_ballot()
    with time_machine.travel(MORNING, tick=False):
        call(run_tasks)
        hurry_ballot(ballot)
        assert ballot.extended_at
        call(run_tasks)
        assert len(letters_to(reader)) == 1
    with time_machine.travel(MORNING + timedelta(days=1), tick=False):
        call(run_tasks)
    assert len(letters_to(reader)) == 2


def test_who_changes_to_daily_while_letters_are_promised_gets_one_in_the_morning(
    opened: tuple[Ballot, list[User]], monkeypatch: pytest.MonkeyPatch, run_tasks: RunTasks
) -> None:
    _ballot, people = opened

    def paces_a_moment_later(users: list[User], kind: str) -> dict[int, str]:
        choose_mail(people[0], {"ballot_opened": "daily"})
        return paces_of(users, kind)

    monkeypatch.setattr("community.actions.ladder.calling.paces_of", paces_a_moment_later)
    call_voters()
    run_tasks()
    assert letters_to(people[0]) == []
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        call(run_tasks)
    assert len(letters_to(people[0])) == 1


def test_a_letter_about_very_many_ballots_has_no_line_that_mail_servers_refuse() -> None:
    one, _people = open_ballot()
    many = []
    for number in range(200):
        more = copy(one)
        more.pk = 100_000 + number
        many.append(more)
    sent = ballots_letter(citizen(), many, "x").message().as_bytes()
    assert max(len(line) for line in sent.splitlines()) <= 998


def test_a_letter_that_could_not_leave_comes_again_and_a_large_roll_comes_in_parts(
    opened: tuple[Ballot, list[User]], monkeypatch: pytest.MonkeyPatch, run_tasks: RunTasks
) -> None:
    monkeypatch.setattr("community.actions.ladder.calling.AT_A_TIME", 5)
    assert call_voters() == 12
    assert not BallotVoter.objects.uncalled().exists()
    assert run_tasks() == 12
    assert len(mail.outbox) == 12


def test_the_clock_asks_two_queries_when_nobody_is_to_be_called(
    opened: tuple[Ballot, list[User]],
    django_assert_max_num_queries: Any,  # noqa: ANN401  # of pytest-django
) -> None:
    call_voters()
    with django_assert_max_num_queries(4):
        call_voters()
    with django_assert_max_num_queries(2):
        call_voters_daily()


def test_only_citizens_choose_about_ballots_and_the_daily_letter_of_comments_is_another() -> None:
    rana, bob = citizen("Rana"), resident("Bob")
    shown = {}
    for user in (rana, bob):
        browser = Client()
        browser.force_login(user)
        page = browser.get(reverse("community:mail")).content.decode()
        shown[user.pk] = 'name="ballot_opened"' in page
    assert shown == {rana.pk: True, bob.pk: False}
    choose_mail(rana, {"ballot_opened": "daily"})
    end_mail(mail_token(rana, EVERY_DAILY))
    assert paces_for(rana)["ballot_opened"] == "daily"
    end_mail(mail_token(rana, "ballot_opened"))
    assert paces_for(rana)["ballot_opened"] == "off"
