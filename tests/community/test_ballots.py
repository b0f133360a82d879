"""Hearings and ballots: who is on the roll, what counts, what the close decides."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from community.actions.ladder import (
    answer_question,
    ask_in_hearing,
    ask_question,
    cast_vote,
    close_ballots,
    decline_application,
    endorse_application,
    grant_application,
    open_ballots,
    withdraw_application,
)
from community.actions.ladder.counting import outcome_of
from community.actions.ladder.reopen import reopen_application
from community.actions.people import lock_member
from community.errors import Refused
from community.models import (
    Application,
    Ballot,
    BallotVoter,
    CharterStep,
    CivicReason,
    CivicRecord,
    Notice,
    User,
)
from community.permissions import applications_to_vouch_for, can_endorse
from tests.factories.ballots import heard_application, hurry_ballot, hurry_hearing, open_ballot
from tests.factories.community import (
    application,
    charter,
    citizen,
    editor,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db
State, Outcome = Application.State, Ballot.Outcome


def vote_all(ballot: Ballot, people: list[User], votes: str) -> None:
    """One letter for each: y, n, a."""
    names = {"y": "yes", "n": "no", "a": "abstain"}
    for who, how in zip(people, votes, strict=False):
        cast_vote(ballot, by=who, vote=names[how])


# -- The hearing -----------------------------------------------------------------------------------


def test_those_who_may_vote_ask_and_the_applicant_answers() -> None:
    asked, people = heard_application()
    ask_in_hearing(asked, by=people[0], text="What brings you here?")
    ask_in_hearing(asked, by=people[0], text="What brings you here?")
    answer_question(asked, by=asked.applicant, text="The ferry.")
    asked.refresh_from_db()
    assert asked.state == State.HEARING
    assert [letter.text for letter in asked.messages.all()] == [
        "What brings you here?",
        "The ferry.",
    ]
    assert Notice.objects.filter(user=asked.applicant, kind="application_asked").count() == 1


@pytest.mark.parametrize("who", [resident, member])
def test_others_do_not_ask_in_a_hearing(who: type[User]) -> None:
    asked, _people = heard_application()
    for by in (who(), asked.applicant):
        with pytest.raises(PermissionDenied):
            ask_in_hearing(asked, by=by, text="Well?")


def test_one_person_asks_three_times_at_most() -> None:
    asked, people = heard_application()
    for number in range(3):
        ask_in_hearing(asked, by=people[0], text=f"Question {number}")
    with pytest.raises(Refused, match="three times"):
        ask_in_hearing(asked, by=people[0], text="And?")
    ask_in_hearing(asked, by=people[1], text="And?")


def test_nobody_asks_once_the_ballot_is_open() -> None:
    ballot, people = open_ballot()
    with pytest.raises(Refused, match="over"):
        ask_in_hearing(ballot.application, by=people[0], text="One more thing")


def test_editors_decide_nothing_while_citizens_do() -> None:
    asked, _people = heard_application()
    for decide in (grant_application, decline_application):
        with pytest.raises(Refused, match="ballot"):
            decide(asked, by=editor(), reason="Because.")


# -- The roll --------------------------------------------------------------------------------------


def test_the_roll_is_fixed_at_the_opening() -> None:
    asked, people = heard_application()
    asleep, silenced = citizen(dormant_since=timezone.now()), citizen()
    warned, held = citizen(), citizen()
    for who, kind in ((silenced, "silenced"), (warned, "warning"), (held, "held")):
        sanction(who, kind)
    hurry_hearing(asked)
    open_ballots()
    ballot = asked.ballots.get()
    roll = set(ballot.roll.values_list("voter", flat=True))
    assert roll == {person.pk for person in [*people, warned, held]}
    assert asleep.pk not in roll
    assert ballot.roll_size == len(roll)

    with pytest.raises(PermissionDenied, match="not on the roll"):
        cast_vote(ballot, by=citizen(), vote="yes")
    for endorser in User.objects.filter(endorsements__application=asked):
        with pytest.raises(PermissionDenied, match="not on the roll"):
            cast_vote(ballot, by=endorser, vote="yes")


def test_everybody_on_the_roll_is_told_and_nobody_else() -> None:
    ballot, people = open_ballot()
    told = Notice.objects.filter(kind="ballot_opened").values_list("user", flat=True)
    assert set(told) == {person.pk for person in people}
    assert ballot.get_absolute_url() == Notice.objects.filter(kind="ballot_opened")[0].url


def test_with_a_short_roll_editors_decide() -> None:
    asked, _people = heard_application(voters=9)
    hurry_hearing(asked)
    assert open_ballots() == 1
    asked.refresh_from_db()
    assert asked.state == State.IN_REVIEW
    assert not asked.ballots.exists()
    grant_application(asked, by=editor(), reason="Welcome.")


def test_opening_twice_opens_once() -> None:
    asked, _people = heard_application()
    hurry_hearing(asked)
    assert [open_ballots(), open_ballots()] == [1, 0]
    assert asked.ballots.count() == 1


def test_nobody_vouches_once_the_ballot_is_open() -> None:
    ballot, _people = open_ballot()
    with pytest.raises(Refused, match="vouching is over"):
        endorse_application(ballot.application, by=citizen())


# -- A vote ----------------------------------------------------------------------------------------


def test_a_vote_is_counted_once_and_final() -> None:
    ballot, people = open_ballot()
    cast_vote(ballot, by=people[0], vote="yes")
    for again in ("yes", "no"):
        with pytest.raises(Refused, match="final"):
            cast_vote(ballot, by=people[0], vote=again)
    ballot.refresh_from_db()
    assert (ballot.yes, ballot.no, ballot.abstain) == (1, 0, 0)
    assert ballot.roll.filter(has_voted=True).count() == 1


def test_a_vote_that_is_none_is_refused() -> None:
    ballot, people = open_ballot()
    with pytest.raises(Refused, match="Choose"):
        cast_vote(ballot, by=people[0], vote="roll_size")


def test_a_sanction_bites_during_the_ballot() -> None:
    ballot, people = open_ballot()
    sanction(people[0], "silenced")
    with pytest.raises(PermissionDenied, match="at present"):
        cast_vote(ballot, by=people[0], vote="no")
    ballot.refresh_from_db()
    assert ballot.turnout == 0
    assert not ballot.roll.filter(has_voted=True).exists()


def test_no_vote_after_the_time_even_before_the_count() -> None:
    ballot, people = open_ballot()
    Ballot.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(Refused, match="closed"):
        cast_vote(ballot, by=people[0], vote="yes")


# -- The count -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("votes", "outcome", "state"),
    [
        ("yyyyyyynnn", Outcome.GRANTED, State.GRANTED),
        ("yyyyyyynnnaa", Outcome.GRANTED, State.GRANTED),
        ("yyynnaa", Outcome.DECLINED, State.DECLINED),
        ("yynnnn", Outcome.DECLINED, State.DECLINED),
        ("yyyyynnnn", Outcome.DECLINED, State.DECLINED),
        ("yyyynnaaaaaa", Outcome.CLOSE, State.IN_REVIEW),
    ],
)
def test_what_the_votes_come_to(votes: str, outcome: str, state: str) -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, votes)
    hurry_ballot(ballot)
    assert ballot.outcome == outcome
    application = ballot.application
    application.refresh_from_db()
    assert application.state == state
    assert not BallotVoter.objects.exists()


def test_granted_by_ballot_one_is_a_citizen_with_a_number() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyyyyyy")
    hurry_ballot(ballot)
    applicant = lock_member(ballot.application.applicant)
    assert applicant.standing == "citizen"
    assert applicant.citizen_number
    counted = CivicRecord.objects.get(kind="counted")
    assert (counted.facts["yes"], counted.facts["roll"], counted.by) == (8, 12, None)
    application = Application.objects.get()
    assert application.reason.startswith("The ballot: 8 yes, 0 no")
    assert application.decided_by is None


def test_declined_by_ballot_one_waits() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "nnnnnn")
    hurry_ballot(ballot)
    application = Application.objects.get()
    assert application.again_after is not None
    assert application.again_after > timezone.now() + timedelta(days=89)


def test_too_few_votes_open_it_once_more_with_those_kept_and_then_editors_decide() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyy")
    hurry_ballot(ballot)
    assert ballot.is_open
    assert ballot.yes == 3
    with pytest.raises(Refused, match="final"):
        cast_vote(ballot, by=people[0], vote="yes")
    vote_all(ballot, people[3:], "y")
    hurry_ballot(ballot)
    assert ballot.outcome == Outcome.NO_QUORUM
    application = Application.objects.get()
    assert application.state == State.IN_REVIEW
    grant_application(application, by=editor(), reason="Known to all of us.")


def test_the_second_time_can_decide() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyy")
    hurry_ballot(ballot)
    vote_all(ballot, people[3:], "yyy")
    hurry_ballot(ballot)
    assert ballot.outcome == Outcome.GRANTED


def test_nothing_but_abstentions_decides_nothing() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "aaaaaaaa")
    hurry_ballot(ballot)
    assert ballot.extended_at is not None
    hurry_ballot(ballot)
    assert ballot.outcome == Outcome.NO_QUORUM


def test_closing_twice_closes_once() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyyyy")
    hurry_ballot(ballot)
    assert close_ballots() == 0
    assert CivicRecord.objects.filter(kind="granted").count() == 1


@given(
    roll=st.integers(1, 4000), yes=st.integers(0, 900), no=st.integers(0, 900),
    abstain=st.integers(0, 900),
)  # fmt: skip
def test_quorum_and_share_are_exact(roll: int, yes: int, no: int, abstain: int) -> None:
    """Against fractions, on a step with the default numbers."""
    from fractions import Fraction  # noqa: PLC0415

    step = CharterStep(standing="citizen")
    quorum = step.quorum(roll)
    assert quorum >= 5
    assert quorum >= Fraction(roll, 10)
    assert quorum == 5 or quorum - 1 < Fraction(roll, 10)
    ballot = Ballot(roll_size=roll, quorum=quorum, yes=yes, no=no, abstain=abstain)
    outcome = outcome_of(ballot, step)
    if yes + no == 0 or yes + no + abstain < quorum:
        assert outcome == Outcome.NO_QUORUM
        return
    share = Fraction(yes, yes + no)
    granted, close = Fraction(70, 100), Fraction(65, 100)
    expected = Outcome.GRANTED if share >= granted else Outcome.CLOSE
    assert outcome == (expected if share >= close else Outcome.DECLINED)


# -- Ends before the close -------------------------------------------------------------------------


def test_withdrawn_during_the_ballot_nothing_of_it_is_kept() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "nnn")
    withdraw_application(ballot.application, by=ballot.application.applicant)
    ballot.refresh_from_db()
    assert (ballot.outcome, ballot.turnout) == (Outcome.STOPPED, 0)
    assert not BallotVoter.objects.exists()
    with pytest.raises(Refused, match="closed"):
        cast_vote(ballot, by=people[5], vote="yes")


def test_a_sanction_that_counts_ends_the_ballot() -> None:
    ballot, _people = open_ballot()
    sanction(ballot.application.applicant, "held")
    ballot.refresh_from_db()
    assert ballot.outcome == Outcome.STOPPED
    assert Application.objects.get().state == State.DECLINED


def test_an_appeal_that_is_upheld_means_a_new_ballot_with_a_new_roll() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "nnnnnnnn")
    hurry_ballot(ballot)
    reopen_application(ballot.application)
    asked = Application.objects.get()
    assert asked.state == State.HEARING
    with pytest.raises(Refused, match="ballot"):
        grant_application(asked, by=editor(), reason="I know better.")
    late = citizen()
    assert open_ballots() == 1
    again = Ballot.objects.open().get()
    assert again.pk != ballot.pk
    assert (again.turnout, again.roll_size) == (0, len(people) + 1)
    cast_vote(again, by=late, vote="yes")


def test_a_few_supporters_cannot_empty_the_roll() -> None:
    asked, people = heard_application()
    for person in people[:3]:
        with pytest.raises(Refused, match="vouching is over"):
            endorse_application(asked, by=person)
    hurry_hearing(asked)
    open_ballots()
    assert asked.ballots.get().roll_size == len(people)


def test_vouching_is_not_offered_where_it_would_be_refused() -> None:
    asked, people = heard_application()
    assert not can_endorse(people[0], asked)
    assert asked not in applications_to_vouch_for(people[0])


def test_questions_of_the_hearing_do_not_put_off_the_editors() -> None:
    asked, people = heard_application(voters=9)
    ask_in_hearing(asked, by=people[0], text="What brings you here?")
    with time_machine.travel(timezone.now() + timedelta(days=6)):
        open_ballots()
        asked.refresh_from_db()
        due = asked.decide_by
        assert due is not None
        ask_question(asked, by=editor(), text="And why now?")
        answer_question(asked, by=asked.applicant, text="The ferry.")
        asked.refresh_from_db()
        assert asked.decide_by is not None
        assert asked.decide_by - due < timedelta(hours=1)


def test_in_a_young_city_there_is_no_hearing() -> None:
    from tests.factories.community import application  # noqa: PLC0415

    charter(young_city=50)
    asked = application(resident())
    assert asked.state == State.IN_REVIEW
    assert asked.is_young


# -- What a ballot leaves open ---------------------------------------------------------------------


def test_an_editors_reason_after_a_close_ballot_is_entered_for_the_public() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyynnaaaaaa")
    hurry_ballot(ballot)
    grant_application(ballot.application, by=editor(), reason="Kind, and patient with us.")
    settled = CivicRecord.objects.get(kind="settled")
    assert (settled.facts["ballot"], settled.facts["outcome"]) == (ballot.pk, "granted")
    assert CivicReason.objects.get(entry=settled.pk).text == "Kind, and patient with us."


def test_who_may_vote_reads_on_the_page_of_the_ballot_how_it_was_settled(client: Client) -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyynnaaaaaa")
    hurry_ballot(ballot)
    client.force_login(people[0])
    assert "An editor who did not vouch decides by" in page_of(client, ballot)
    decline_application(ballot.application, by=editor(), reason="Not yet long enough here.")
    shown = page_of(client, ballot)
    assert "An editor who did not vouch declined it" in shown
    assert "Not yet long enough here." in shown


def test_a_decision_without_a_ballot_stays_between_the_editors_and_the_applicant() -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    assert not CivicRecord.objects.filter(kind="settled").exists()


def page_of(client: Client, ballot: Ballot) -> str:
    return client.get(ballot.get_absolute_url()).content.decode()


def test_a_ballot_that_cannot_be_settled_keeps_no_other_waiting() -> None:
    first, people = open_ballot()
    asked = application(resident())
    for _ in range(2):
        endorse_application(asked, by=citizen())
    hurry_hearing(asked)
    open_ballots()
    for ballot in Ballot.objects.all():
        vote_all(ballot, people, "yyyyyyyy")
    Ballot.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    stuck = Ballot.objects.due().first()
    assert stuck is not None
    assert stuck != first
    User.objects.filter(pk=asked.applicant_id).update(standing="visitor")
    with pytest.raises(Refused, match="changed meanwhile"):
        close_ballots()
    first.application.refresh_from_db()
    assert first.application.state == State.GRANTED


def test_a_sanction_that_comes_between_is_not_shown_for_the_public_reason(client: Client) -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyynnaaaaaa")
    hurry_ballot(ballot)
    sanction(ballot.application.applicant, "silenced")
    client.force_login(people[0])
    shown = page_of(client, ballot)
    assert "The reason is public" not in shown
    assert "Insults under three pieces." not in shown


def test_the_public_reason_falls_with_the_decision() -> None:
    ballot, people = open_ballot()
    vote_all(ballot, people, "yyyynnaaaaaa")
    hurry_ballot(ballot)
    declined = decline_application(ballot.application, by=editor(), reason="Too loud.")
    reopen_application(declined)
    settled = CivicRecord.objects.get(kind="settled")
    assert CivicReason.objects.get(entry=settled.pk).text == ""
