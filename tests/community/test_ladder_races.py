"""Contrary decisions at once, votes at the moment of closing: one winner, a clear answer each."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from community.actions.ladder import (
    cast_vote,
    close_ballots,
    decline_application,
    grant_application,
    withdraw_application,
)
from community.actions.people import admit
from community.errors import AlreadyDecided, Refused
from community.models import Application, Ballot, BallotVoter, CivicRecord, Notice, Standing, User
from tests.articles.at_once import at_once
from tests.factories.ballots import open_ballot
from tests.factories.community import application, editor

State = Application.State
postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite writes one at a time"
)
pytestmark = pytest.mark.django_db(transaction=True)
CONTRARY = 8


def decide_contrarily(asked: Application, editors: list[User]) -> list[object]:
    """Four grant, three decline and the applicant withdraws, all begun together."""
    decisions: list[Callable[[], object]] = [
        (lambda by=by, do=do: do(asked, by=by, reason=f"Reason of {by}."))  # type: ignore[misc]
        for by, do in zip(editors, [grant_application, decline_application] * 4, strict=True)
    ]
    decisions[-1] = lambda: withdraw_application(asked, by=asked.applicant)
    return at_once(*decisions)


def play(number: int) -> None:
    editors = [editor() for _ in range(CONTRARY)]
    asked = [application() for _ in range(number)]
    for one in asked:
        answers = decide_contrarily(one, editors)
        refused = [answer for answer in answers if isinstance(answer, AlreadyDecided)]
        assert len(refused) == CONTRARY - 1
        assert all(str(answer) for answer in refused)
    check_that_each_was_told_once(asked)


def check_that_each_was_told_once(asked: list[Application]) -> None:
    ends = ["granted", "declined", "withdrew"]
    entries = CivicRecord.objects.filter(kind__in=ends)
    ended = Counter(entry.facts["application"] for entry in entries)
    assert ended == {one.pk: 1 for one in asked}
    mails = Counter(
        row.args_kwargs["args"][0]
        for row in DBTaskResult.objects.all()
        if row.args_kwargs["args"][1:] in (["application_granted"], ["application_declined"])
    )
    for one in asked:
        one.refresh_from_db()
        is_decided = one.state in (State.GRANTED, State.DECLINED)
        assert is_decided or one.state == State.WITHDRAWN
        assert mails[one.pk] == int(is_decided)
        assert (one.applicant.standing == "resident") == (one.state == State.GRANTED)
        told = Notice.objects.filter(user=one.applicant, kind__in=[f"application_{one.state}"])
        assert told.count() == int(is_decided)


@postgresql
def test_eight_contrary_decisions_at_once_have_one_winner() -> None:
    play(6)


@postgresql
@pytest.mark.deep
def test_eight_contrary_decisions_on_each_of_two_hundred() -> None:
    play(200)


@postgresql
def test_a_naive_decision_would_have_several_winners() -> None:
    """The drill is hard enough: without lock and condition it is lost."""
    editors = [editor() for _ in range(CONTRARY)]
    several = 0
    for _ in range(20):
        asked = application()
        answers = at_once(
            *(lambda by=by: naive_grant(asked.pk, by) for by in editors)  # noqa: B023
        )
        several += sum(answer is True for answer in answers) > 1
    assert several


def naive_grant(pk: int, by: User) -> bool:
    asked = Application.objects.select_related("applicant").get(pk=pk)
    if asked.state != State.IN_REVIEW:
        return False
    asked.state, asked.decided_by, asked.reason = State.GRANTED, by, "Because."
    asked.closed_at = timezone.now()
    asked.save()
    admit(lock_free(asked.applicant), Standing.RESIDENT)
    return True


def lock_free(user: User) -> User:
    return User.objects.get(pk=user.pk)


def test_votes_at_the_moment_of_closing_are_counted_or_refused() -> None:
    ballot, people = open_ballot(voters=14)
    for person in people[:6]:
        cast_vote(ballot, by=person, vote="yes")
    Ballot.objects.filter(pk=ballot.pk).update(
        closes_at=timezone.now() + timedelta(milliseconds=120)
    )
    counted, done = close_while_voting(ballot, people[6:])
    ballot.refresh_from_db()
    assert ballot.closed_at is not None
    assert ballot.turnout == 6 + done
    assert done + len([answer for answer in counted if isinstance(answer, Refused)]) == 8
    assert not BallotVoter.objects.exists()
    entry = CivicRecord.objects.get(kind="counted")
    assert entry.facts["yes"] == ballot.turnout
    assert lock_free(ballot.application.applicant).standing == "citizen"


def close_while_voting(ballot: Ballot, people: list[User]) -> tuple[list[object], int]:
    """Two clocks try to close it all the time while people vote one after the other."""
    over = threading.Event()

    def keep_closing() -> None:
        try:
            while not over.is_set():
                close_ballots()
        finally:
            connections.close_all()

    clocks = [threading.Thread(target=keep_closing) for _ in range(2)]
    for clock in clocks:
        clock.start()
    answers = list[object]()
    for person in people:
        try:
            cast_vote(ballot, by=person, vote="yes")
        except (Refused, PermissionDenied) as error:
            answers.append(error)
        else:
            answers.append(None)
    while Ballot.objects.open().filter(pk=ballot.pk).exists():
        pass
    over.set()
    for clock in clocks:
        clock.join()
    return answers, sum(answer is None for answer in answers)


Vote = Callable[[Ballot, User], object]


def in_fifty_threads(ballot: Ballot, people: list[User], vote: Vote) -> list[int]:
    """Each votes twice at once while two clocks close it; return who was told that it counts."""
    soon = timezone.now() + timedelta(milliseconds=150)
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=soon, yes=1, quorum=1)
    ballot.roll.filter(voter=people[0]).update(has_voted=True)

    def keep_closing() -> None:
        while Ballot.objects.open().filter(pk=ballot.pk).exists():
            close_ballots()

    twice = [person for person in people[1:] for _time in range(2)]
    votes = [lambda person=person: vote(ballot, person) for person in twice]
    answers = at_once(*votes, keep_closing, keep_closing)[: len(votes)]
    ballot.refresh_from_db()
    assert all(isinstance(answer, Refused) and str(answer) for answer in answers if answer)
    return [person.pk for person, answer in zip(twice, answers, strict=True) if answer is None]


@postgresql
def test_fifty_threads_at_the_close_lose_no_vote_and_count_none_twice() -> None:
    for _round in range(3):
        ballot, people = open_ballot(voters=25)
        told = in_fifty_threads(ballot, people, lambda one, by: cast_vote(one, by=by, vote="yes"))
        assert len(told) == len(set(told))
        assert ballot.yes == ballot.turnout == 1 + len(told)
        assert not BallotVoter.objects.filter(ballot=ballot).exists()
        entry = CivicRecord.objects.get(kind="counted", facts__ballot=ballot.pk)
        assert entry.facts["yes"] == ballot.yes


@postgresql
def test_a_naive_vote_would_be_lost_in_them() -> None:
    """The drill is hard enough: without the lock and the sum made by the database it is lost."""
    sums = []
    for _round in range(3):
        ballot, people = open_ballot(voters=25)
        told = in_fifty_threads(ballot, people, naive_vote)
        sums.append(ballot.yes == 1 + len(told))
    assert not all(sums)


def naive_vote(ballot: Ballot, by: User) -> None:
    found, row = Ballot.objects.get(pk=ballot.pk), ballot.roll.filter(voter=by).first()
    if not found.is_open or row is None or row.has_voted:
        raise Refused("Too late.")
    BallotVoter.objects.filter(pk=row.pk).update(has_voted=True)
    Ballot.objects.filter(pk=ballot.pk).update(yes=found.yes + 1)


def test_the_same_person_twice_at_once_votes_once() -> None:
    ballot, people = open_ballot()
    for person in people[:4]:
        answers = at_once(
            *(lambda how=how: cast_vote(ballot, by=person, vote=how) for how in ("yes", "no"))  # noqa: B023
        )
        assert sum(answer is None for answer in answers) == 1
    ballot.refresh_from_db()
    assert ballot.turnout == ballot.roll.filter(has_voted=True).count() == 4
