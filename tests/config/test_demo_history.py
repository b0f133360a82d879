"""What the demo shows could have happened, in this order, and goes on when time does."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from articles.models import Proposal
from comments.models import Comment, Reaction
from community.actions.ladder import cast_vote, close_ballots, open_ballots
from community.actions.ledger import verify_database
from community.models import (
    Application,
    Ballot,
    Charter,
    CivicRecord,
    LadderMonth,
    Notice,
    PanelSeat,
    Participation,
    Standing,
    User,
)
from community.permissions import can_ask_in_hearing, staff_may
from community.permissions.ladder import DECIDE
from config.management.commands.demo import SHOWN
from tests.factories.demo import demo_loaded

pytestmark = pytest.mark.django_db
Kind, State = CivicRecord.Kind, Application.State


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with demo_loaded(django_db_blocker):
        yield


def the(handle: str) -> User:
    return User.objects.get(handle=handle)


def is_sound() -> bool:
    return list(verify_database(lambda count: None)) == []


def test_the_city_is_founded_under_its_first_charter_before_anybody_is_admitted() -> None:
    first, ours = Charter.objects.order_by("version")
    founded = CivicRecord.objects.get(kind=Kind.FOUNDED)
    admitted = CivicRecord.objects.filter(kind=Kind.GRANTED).earliest("at")
    applied = CivicRecord.objects.filter(kind=Kind.APPLIED).earliest("at")
    assert first.adopted_at == founded.at - timedelta(days=1)
    assert founded.at < admitted.at
    assert first.adopted_at
    assert ours.adopted_at
    assert first.adopted_at < ours.adopted_at < applied.at
    charters = CivicRecord.objects.filter(kind=Kind.CHARTERED).order_by("at")
    assert [entry.at for entry in charters] == [first.adopted_at, ours.adopted_at]


def test_numbers_of_citizens_follow_their_admission() -> None:
    citizens = User.objects.filter(standing=Standing.CITIZEN).order_by("citizen_since")
    assert list(citizens.values_list("citizen_number", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_what_was_granted_is_in_the_figures() -> None:
    granted = Counter(Application.objects.filter(state=State.GRANTED).values_list("standing"))
    counted = Counter[tuple[str]]()
    for month in LadderMonth.objects.all():
        counted[(month.standing,)] += month.granted
    assert counted == granted == {("resident",): 3, ("citizen",): 1}


def test_comments_follow_the_piece_their_author_and_what_they_answer() -> None:
    for comment in Comment.objects.select_related("discussion__article", "author", "parent"):
        published_at = comment.discussion.article.published_at
        assert published_at
        assert comment.author
        assert comment.created_at > max(published_at, comment.author.created_at), comment
        assert comment.parent is None or comment.created_at > comment.parent.created_at, comment


def test_nothing_was_read_before_it_came_out_nor_by_anybody_before_they_came() -> None:
    came_out = dict(
        Comment.objects.values_list(
            "discussion__article__uuid", "discussion__article__published_at"
        )
    )
    for row in Participation.objects.select_related("user"):
        assert row.day >= timezone.localdate(row.user.created_at)
        if row.article in came_out:
            assert row.day >= timezone.localdate(came_out[row.article])


def test_constructive_marks_are_by_residents_of_that_time() -> None:
    marks = Reaction.objects.filter(kind="constructive").select_related("comment", "user")
    for mark in marks:
        assert mark.user.resident_since
        assert mark.user.resident_since < mark.comment.created_at
    a_day = Counter(
        (mark.user_id, mark.comment.author_id, mark.created_at.date()) for mark in marks
    )
    assert max(a_day.values()) <= 3


def test_jurors_were_citizens_without_a_part_and_no_editors() -> None:
    for seat in PanelSeat.objects.select_related("appeal", "juror"):
        juror = seat.juror
        assert juror
        assert juror.citizen_since
        assert juror.citizen_since < seat.drawn_at
        assert "editor" not in juror.roles
        assert not seat.appeal.parties.filter(user=juror).exists()
        assert seat.drawn_at < (seat.given_at or timezone.now()) < seat.answer_by
    for entry in CivicRecord.objects.filter(kind=Kind.DRAWN):
        assert entry.facts["free"] == 3


def test_who_speaks_in_the_town_hall_was_a_citizen_by_then() -> None:
    for made in Proposal.objects.all():
        seconded = [second.user for second in made.seconds.select_related("user")]
        voted = [vote.user for vote in made.votes.select_related("user")]
        for user in filter(None, [made.by, *seconded, *voted]):  # names go when a vote is over
            assert user.citizen_since
            assert user.citizen_since < made.at


def test_notices_of_proposals_are_as_old_as_what_they_tell() -> None:
    for made in Proposal.objects.exclude(opened_at=None):
        told = dict(made.by.notices.values_list("kind", "created_at")) if made.by else {}
        assert told["proposal_open"] == made.opened_at
        assert told.get("proposal_done") == made.settled_at
        assert made.answers.filter(at=told["proposal_answered"]).exists()


def test_one_ballot_was_counted_and_not_unanimous_and_its_roll_is_gone() -> None:
    ballot = Ballot.objects.exclude(closed_at=None).get()
    assert ballot.outcome == Ballot.Outcome.GRANTED
    assert ballot.yes
    assert ballot.no
    assert not ballot.roll.exists()
    assert CivicRecord.objects.filter(kind=Kind.COUNTED, facts__ballot=ballot.pk).count() == 1
    assert ballot.application.applicant.citizen_since == ballot.closed_at


def test_one_ballot_is_open_and_its_marks_agree_with_its_sums() -> None:
    ballot = Ballot.objects.open().get()
    on_roll = {row.voter for row in ballot.roll.select_related("voter")}
    vouched = {row.endorser for row in ballot.application.endorsements.all()}
    assert ballot.is_open
    assert ballot.roll.filter(has_voted=True).count() == ballot.turnout == 3
    assert len(on_roll) == ballot.roll_size == 5
    assert on_roll | vouched == set(User.objects.filter(standing=Standing.CITIZEN))
    assert not on_roll & vouched


def test_one_application_is_heard_with_a_citizens_question_and_its_answer() -> None:
    heard = Application.objects.get(state=State.HEARING)
    question, answer = heard.messages.all()
    assert question.author
    assert answer.author == heard.applicant
    assert can_ask_in_hearing(question.author, heard)
    assert question.author.citizen_since
    assert question.author.citizen_since < question.created_at
    assert heard.submitted_at < question.created_at < answer.created_at < timezone.now()


def test_nobody_is_told_of_what_was_only_taken_over() -> None:
    kinds = Notice.objects.values_list("kind", flat=True).distinct()
    assert not {kind for kind in kinds if kind.startswith(("application", "ballot"))}


@pytest.mark.parametrize(
    ("vote", "state"), [("yes", "granted"), ("no", "declined"), ("abstain", "in_review")]
)
def test_the_clock_closes_the_ballot_and_opens_the_next(vote: str, state: str) -> None:
    over = timezone.now() - timedelta(minutes=1)
    asked = Ballot.objects.open().get()
    cast_vote(asked, by=the("old-barometer"), vote=vote)
    Ballot.objects.open().update(closes_at=over)
    Application.objects.filter(state=State.HEARING).update(hearing_until=over)

    assert (open_ballots(), close_ballots()) == (1, 1)

    asked.application.refresh_from_db()
    assert asked.application.state == state
    assert Ballot.objects.open().get().application.applicant == the("lin-jingyi")
    assert is_sound()


def test_links_lead_to_an_editor_a_voter_and_somebody_who_is_heard() -> None:
    shown = [the(handle) for handle in SHOWN]
    ballot = Ballot.objects.open().get()
    assert any(staff_may(user, DECIDE) for user in shown)
    assert ballot.roll.filter(voter__in=shown, has_voted=False).exists()
    assert Application.objects.filter(applicant__in=shown, state=State.HEARING).exists()
