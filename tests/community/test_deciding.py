"""Editors decide: once, with a reason, never on their own."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, connections, transaction
from django.utils import timezone

from community.actions.ladder import (
    answer_question,
    ask_question,
    decline_application,
    grant_application,
    tell_overdue,
    withdraw_application,
)
from community.actions.people import found_city
from community.errors import AlreadyDecided, Refused
from community.models import Application, City, CivicReason, CivicRecord, Notice, Standing, User
from tests.factories.community import (
    application,
    charter,
    editor,
    member,
    moderator,
    resident,
    writer,
)

State = Application.State
pytestmark = pytest.mark.django_db
Decide = Callable[..., Application]
BOTH = pytest.mark.parametrize("decide", [grant_application, decline_application])


def test_granting_makes_a_resident() -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    user = User.objects.get(pk=asked.applicant_id)
    assert user.standing == Standing.RESIDENT
    assert user.resident_since is not None
    assert user.citizen_number is None


def test_granting_citizenship_gives_the_next_number() -> None:
    found_city(member())
    charter(citizen={"is_open": True})
    asked = application(resident())
    grant_application(asked, by=editor(), reason="Welcome home.")
    user = User.objects.get(pk=asked.applicant_id)
    assert (user.standing, user.citizen_number) == (Standing.CITIZEN, 2)
    assert City.current().next_citizen_number == 3


def test_declining_leaves_the_standing() -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Read a little more.")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.DECLINED, "Read a little more.")
    assert asked.applicant.standing == Standing.VISITOR


@BOTH
def test_reason_is_asked_for(decide: Decide) -> None:
    asked = application()
    with pytest.raises(Refused, match="reason"):
        decide(asked, by=editor(), reason=" \n")
    asked.refresh_from_db()
    assert asked.is_open


def test_database_refuses_a_decision_without_reason() -> None:
    asked = application()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=asked.pk).update(state="granted", closed_at=timezone.now())


@BOTH
@pytest.mark.parametrize("make", [member, resident, writer, moderator])
def test_only_editors_decide(decide: Decide, make: Callable[[], User]) -> None:
    asked = application()
    with pytest.raises(PermissionDenied, match="Only editors"):
        decide(asked, by=make(), reason="Because.")


@BOTH
def test_nobody_decides_on_their_own(decide: Decide) -> None:
    asked = application(editor())
    with pytest.raises(PermissionDenied, match="own"):
        decide(asked, by=asked.applicant, reason="Because.")


def test_database_refuses_a_decision_by_oneself() -> None:
    asked = application()
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.filter(pk=asked.pk).update(decided_by=asked.applicant)


def test_application_that_gathers_endorsements_is_not_decided() -> None:
    charter(young_city=0)
    with pytest.raises(Refused, match="gathering"):
        grant_application(application(), by=editor(), reason="Because.")


@BOTH
def test_same_decision_by_the_same_editor_is_silent(decide: Decide) -> None:
    asked, by = application(), editor()
    for _ in range(2):
        decide(asked, by=by, reason="Because.")
    assert CivicRecord.objects.filter(kind__in=["granted", "declined"]).count() == 1
    assert Notice.objects.filter(kind__startswith="application_").count() == 3


def test_second_editor_with_an_old_page_reads_that_it_is_decided() -> None:
    asked = application()
    stale = Application.objects.get(pk=asked.pk)
    grant_application(asked, by=editor(), reason="Welcome.")
    for decide in (grant_application, decline_application):
        with pytest.raises(AlreadyDecided, match="Somebody has decided this already"):
            decide(stale, by=editor(), reason="Because.")
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == (State.GRANTED, "Welcome.")


def test_editor_does_not_change_their_mind() -> None:
    asked, by = application(), editor()
    grant_application(asked, by=by, reason="Welcome.")
    with pytest.raises(AlreadyDecided):
        decline_application(asked, by=by, reason="No.")


def test_withdrawn_application_is_not_decided() -> None:
    asked = application()
    withdraw_application(asked, by=asked.applicant)
    with pytest.raises(AlreadyDecided, match="withdrawn"):
        grant_application(asked, by=editor(), reason="Welcome.")


def test_standing_that_changed_meanwhile_is_not_taken_back() -> None:
    asked = application()
    found_city(asked.applicant)
    with pytest.raises(Refused, match="standing has changed"):
        grant_application(asked, by=editor(), reason="Welcome.")
    asked.refresh_from_db()
    assert asked.is_open


def test_record_keeps_the_decision_and_the_hash_of_its_reason() -> None:
    asked, by = application(), editor()
    grant_application(asked, by=by, reason="Welcome.")
    entry = CivicRecord.objects.get(kind="granted")
    assert (entry.member, entry.by) == (asked.applicant.record_id, by.record_id)
    assert entry.standing == "resident"
    assert CivicReason.objects.get(entry=entry.pk).text == "Welcome."


def test_question_and_answer_go_back_and_forth() -> None:
    asked, by = application(), editor()
    ask_question(asked, by=by, text="Where from?")
    asked.refresh_from_db()
    assert asked.state == State.QUESTIONS
    answer_question(asked, by=asked.applicant, text="From the coast.")
    asked.refresh_from_db()
    assert asked.state == State.IN_REVIEW
    assert [message.text for message in asked.messages.all()] == ["Where from?", "From the coast."]


def test_question_and_answer_sent_twice_are_one() -> None:
    asked, by = application(), editor()
    for _ in range(2):
        ask_question(asked, by=by, text="Where from?")
    for _ in range(2):
        answer_question(asked, by=asked.applicant, text="From the coast.")
    assert asked.messages.count() == 2


def test_clock_rests_while_a_question_is_open() -> None:
    asked, by = application(), editor()
    due = asked.decide_by
    assert due is not None
    ask_question(asked, by=by, text="Where from?")
    with time_machine.travel(timezone.now() + timedelta(days=20)):
        assert tell_overdue() == 0
        answer_question(asked, by=asked.applicant, text="From the coast.")
        asked.refresh_from_db()
        assert asked.decide_by is not None
        assert asked.decide_by - due >= timedelta(days=20)
        assert not asked.is_overdue


def test_editors_may_decide_while_a_question_is_open() -> None:
    asked = application()
    ask_question(asked, by=editor(), text="Where from?")
    grant_application(asked, by=editor(), reason="Welcome.")


def test_only_the_applicant_answers() -> None:
    asked = application()
    ask_question(asked, by=editor(), text="Where from?")
    with pytest.raises(PermissionDenied):
        answer_question(asked, by=editor(), text="From the coast.")


def test_nothing_to_answer_without_a_question() -> None:
    asked = application()
    with pytest.raises(Refused, match="No question"):
        answer_question(asked, by=asked.applicant, text="Hello?")


def test_late_decision_is_told_once() -> None:
    asked = application()
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        asked.refresh_from_db()
        assert asked.is_overdue
        assert [tell_overdue(), tell_overdue()] == [1, 0]
    assert Notice.objects.filter(kind="application_overdue", user=asked.applicant).count() == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite writes one at a time")
@pytest.mark.django_db(transaction=True)
def test_two_editors_at_once_give_one_decision() -> None:
    asked = [application() for _ in range(4)]
    editors = [editor() for _ in range(4)]
    for one in asked:
        outcomes = decide_at_once(one, editors)
        assert sorted(outcomes) == ["already", "already", "already", "done"]
        one.refresh_from_db()
        assert one.state in (State.GRANTED, State.DECLINED)
    assert CivicRecord.objects.filter(kind__in=["granted", "declined"]).count() == len(asked)


def decide_at_once(asked: Application, editors: list[User]) -> list[str]:
    """Let each editor decide, every second one against; return what each was told."""
    outcomes: list[str] = []
    start = threading.Barrier(len(editors))

    def decide(number: int, by: User) -> None:
        action = decline_application if number % 2 else grant_application
        start.wait()
        try:
            action(asked, by=by, reason=f"Reason {number}.")
            outcomes.append("done")
        except AlreadyDecided:
            outcomes.append("already")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=decide, args=pair) for pair in enumerate(editors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
