"""Many at once in the town hall: one winner each, exact counters, and a sentence for the others."""

from functools import partial

import pytest

from articles.actions import (
    answer_proposal,
    decline_proposal,
    edit_proposal,
    move_proposals_on,
    propose,
    second_proposal,
    take_up_proposal,
    vote_on_proposal,
    withdraw_proposal,
)
from articles.models import Proposal, ProposalAnswer
from articles.models.proposals import OPEN_EACH, SECONDS_NEEDED
from community.errors import AlreadyDecided, Refused
from community.models import Notice
from tests.articles.at_once import at_once
from tests.articles.test_town_hall import counted
from tests.factories.community import citizen, editor
from tests.factories.town_hall import WHY, open_proposal, proposal, time_is_over

pytestmark = pytest.mark.django_db(transaction=True)


def refusals(results: list[object]) -> int:
    return sum(isinstance(result, Refused) for result in results)


def test_eight_seconds_at_once_open_the_vote_once() -> None:
    made = proposal()

    results = at_once(*[partial(second_proposal, made, by=citizen()) for _each in range(8)])

    assert refusals(results) == 8 - SECONDS_NEEDED
    assert counted(made) == (SECONDS_NEEDED, 0, 0)
    assert made.state == "open"
    assert Notice.objects.count() == 1


def test_one_citizen_seconds_once_however_often_at_once() -> None:
    made, by = proposal(), citizen()

    results = at_once(*[partial(second_proposal, made, by=by)] * 8)

    assert refusals(results) == 0
    assert counted(made) == (1, 0, 0)
    assert made.state == "gathering"


def test_votes_at_once_are_all_counted_once_each() -> None:
    made, undecided = open_proposal(), citizen()
    voters = [citizen() for _each in range(6)]

    at_once(
        *[partial(vote_on_proposal, made, supports=bool(at % 2), by=by)
          for at, by in enumerate(voters)],
        *[partial(vote_on_proposal, made, supports=bool(at % 2), by=undecided) for at in range(6)],
    )  # fmt: skip

    _seconds, support, against = counted(made)
    assert support + against == 7
    assert support in (3, 4)


def test_a_vote_at_the_end_is_counted_or_refused() -> None:
    for _round in range(3):
        made = time_is_over(open_proposal())
        results = at_once(
            *[partial(vote_on_proposal, made, supports=True, by=citizen()) for _each in range(4)],
            *[move_proposals_on] * 3,
        )
        assert refusals(results) == 4
        assert sum(result for result in results if isinstance(result, int)) == 1
        assert counted(made) == (2, 0, 0)
        assert Notice.objects.filter(user=made.by, kind="proposal_voted").count() == 1


def test_contrary_decisions_at_once_have_one_winner() -> None:
    for _round in range(3):
        made = open_proposal()
        results = at_once(
            *[partial(take_up_proposal, made, words="Yes.", by=editor()) for _each in range(3)],
            *[partial(decline_proposal, made, words="No.", by=editor()) for _each in range(3)],
            partial(withdraw_proposal, made, by=made.by or citizen()),
        )
        assert sum(isinstance(result, Proposal) for result in results) == 1
        assert refusals(results) == 6
        made.refresh_from_db()
        decided = made.answers.filter(kind__in=["taken_up", "declined"]).count()
        assert decided == (made.state != "withdrawn")


def test_the_same_decision_by_one_editor_at_once_is_one() -> None:
    made, by = proposal(), editor()

    results = at_once(*[partial(decline_proposal, made, words="We did.", by=by)] * 6)

    assert not any(isinstance(result, AlreadyDecided) for result in results)
    assert ProposalAnswer.objects.count() == Notice.objects.count() == 1


def test_the_same_words_at_once_are_one_answer() -> None:
    made, by = proposal(), editor()

    at_once(*[partial(answer_proposal, made, words="We are asking.", by=by)] * 6)

    assert ProposalAnswer.objects.count() == Notice.objects.count() == 1


def test_the_same_proposal_at_once_is_one() -> None:
    by = citizen()

    results = at_once(*[partial(propose, title="Lamps", why=WHY, by=by)] * 8)

    assert len({each.pk for each in results if isinstance(each, Proposal)}) == 1
    assert Proposal.objects.count() == 1


def test_eight_proposals_at_once_are_three() -> None:
    by = citizen()

    results = at_once(*[partial(propose, title=f"Lamp {at}", why=WHY, by=by) for at in range(8)])

    assert refusals(results) == 8 - OPEN_EACH
    assert Proposal.objects.count() == OPEN_EACH


def test_nobody_stands_behind_words_that_change_at_the_same_moment() -> None:
    """Either the words were changed before the second, or they are the first ones."""
    for _round in range(4):
        by = citizen()
        made = proposal("Before", by=by)
        changed, seconded = at_once(
            partial(edit_proposal, made, title="After", why=WHY, by=by),
            partial(second_proposal, made, by=citizen()),
        )
        assert isinstance(seconded, Proposal)
        assert seconded.title == ("Before" if isinstance(changed, Refused) else "After")
