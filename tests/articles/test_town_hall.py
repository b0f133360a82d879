"""Proposing, seconding, voting, and what the clock does: who may, once each, and exact numbers."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from pytest_django import Settings

from articles.actions import (
    decline_proposal,
    edit_proposal,
    move_proposals_on,
    propose,
    recount_proposals,
    second_proposal,
    take_up_proposal,
    vote_on_proposal,
    weigh_new_proposals,
    withdraw_proposal,
)
from articles.actions.likeness import count_words_anew
from articles.actions.proposals.words import store_words
from articles.likeness.weighing import Rarity
from articles.models import Proposal, ProposalSecond, ProposalVote
from articles.models.proposals import GATHERING_DAYS, OPEN_EACH, SECONDS_NEEDED, VOTING_DAYS
from articles.permissions import (
    can_answer_proposal,
    can_edit_proposal,
    can_second,
    can_see_proposal,
    can_vote,
    can_withdraw_proposal,
    may_take_part,
    proposals_answerable_by,
    proposals_to_second,
    proposals_to_vote_on,
    proposals_visible_to,
)
from community.errors import AlreadyDecided, Refused, TooOften
from community.models import Notice, User
from tests.articles.test_likes import PEOPLE, sanctioned
from tests.factories.articles import published_article, section
from tests.factories.community import citizen, editor, resident
from tests.factories.town_hall import (
    WHY,
    done_proposal,
    open_proposal,
    proposal,
    proposals_in_every_state,
    time_is_over,
    voted_proposal,
)

pytestmark = pytest.mark.django_db


def counted(made: Proposal) -> tuple[int, int, int]:
    """The counters of the row, which are those of the rows."""
    made.refresh_from_db()
    votes = made.votes
    rows = (
        made.seconds.count(),
        votes.filter(supports=True).count(),
        votes.filter(supports=False).count(),
    )
    assert (made.second_count, made.support_count, made.against_count) == rows
    return rows


# -- Who -------------------------------------------------------------------------------------------


def test_citizens_awake_and_not_silenced_take_part() -> None:
    people = {name: make() for name, make in PEOPLE.items()}
    gathering, voting = proposal(), open_proposal()
    able = {"citizen", "warned", "held"}

    assert {name for name, user in people.items() if may_take_part(user)} == able
    assert {name for name, user in people.items() if can_second(user, gathering)} == able
    assert {name for name, user in people.items() if can_vote(user, voting)} == able


@pytest.mark.parametrize("person", PEOPLE)
def test_every_rule_agrees_with_its_twin(person: str) -> None:
    user = PEOPLE[person]()
    made = list(proposals_in_every_state().values())
    if isinstance(user, User):
        for each in proposals_in_every_state().values():
            each.by = user
            each.save(update_fields=["by"])
            made.append(each)
    made += [time_is_over(proposal()), time_is_over(open_proposal())]
    twins = [
        (can_see_proposal, proposals_visible_to(user)),
        (can_second, proposals_to_second(user)),
        (can_vote, proposals_to_vote_on(user)),
        (can_answer_proposal, proposals_answerable_by(user)),
    ]

    for rule, rows in twins:
        assert set(rows) == {each for each in made if rule(user, each)}, rule


def test_what_is_out_of_sight_is_there_for_its_author_and_editors() -> None:
    made, other, by_desk = proposals_in_every_state(), citizen(), editor()
    hidden = {name for name, each in made.items() if not can_see_proposal(other, each)}

    assert hidden == {"withdrawn", "hidden"}
    for name in hidden:
        author = made[name].by
        assert author is not None
        assert can_see_proposal(author, made[name])
        assert can_see_proposal(by_desk, made[name])


def test_its_author_changes_it_until_a_second_and_withdraws_it_until_a_decision() -> None:
    states = proposals_in_every_state()
    author_of = {name: each.by or citizen() for name, each in states.items()}

    able = {name for name, each in states.items() if can_edit_proposal(author_of[name], each)}
    assert able == {"gathering"}
    able = {name for name, each in states.items() if can_withdraw_proposal(author_of[name], each)}
    assert able == {"gathering", "open", "voted"}
    assert not any(can_edit_proposal(citizen(), each) for each in states.values())
    assert not any(can_withdraw_proposal(citizen(), each) for each in states.values())


@pytest.mark.parametrize("kind", ["silenced", "suspended", "banned"])
def test_who_is_silenced_proposes_seconds_and_votes_on_nothing_but_withdraws(kind: str) -> None:
    user = citizen()
    own = proposal(by=user)
    silenced = sanctioned(kind)
    own.by = silenced
    own.save()

    with pytest.raises(PermissionDenied, match="cannot propose"):
        proposal(by=silenced)
    with pytest.raises(PermissionDenied, match="cannot take part"):
        second_proposal(proposal(), by=silenced)
    with pytest.raises(PermissionDenied, match="cannot take part"):
        vote_on_proposal(open_proposal(), supports=True, by=silenced)
    with pytest.raises(PermissionDenied, match="cannot change"):
        edit_proposal(own, title="Else", why="Else.", by=silenced)
    assert withdraw_proposal(own, by=silenced).state == "withdrawn"


# -- Proposing -------------------------------------------------------------------------------------


def test_a_proposal_is_cleaned_dated_and_looks_for_support() -> None:
    place = section("Night")
    why = "Who *pays*?\n\n<script>alert(1)</script> [here](javascript:alert(1))"

    made = propose(title="  Who  pays \n for it? ", why=why, section=place, by=citizen())

    assert (made.title, made.section, made.state) == ("Who pays for it?", place, "gathering")
    assert "<em>pays</em>" in made.html
    assert "<script" not in made.html
    assert "javascript:" not in made.html.partition("<a")[2].partition(">")[0]
    assert made.until - made.at == timedelta(days=GATHERING_DAYS)


def test_the_same_sent_twice_is_one_and_by_somebody_else_another() -> None:
    first, second = citizen(), citizen()
    sent = [proposal("Lamps", by=by) for by in (first, first, second)]
    again = propose(title="LAMPS ", why=f" {WHY}\n", by=first)

    assert len({each.pk for each in sent}) == 2
    assert again == sent[0]


def test_what_was_withdrawn_may_be_proposed_anew() -> None:
    user = citizen()
    made = proposal("Lamps", by=user)
    withdraw_proposal(made, by=user)

    assert proposal("Lamps", by=user).pk != made.pk


def test_three_at_a_time_and_a_decision_makes_room() -> None:
    user = citizen()
    made = [proposal(by=user) for _each in range(OPEN_EACH)]
    with pytest.raises(Refused, match="3 open proposals"):
        proposal(by=user)
    assert propose(title=made[0].title, why=WHY, by=user) == made[0]

    decline_proposal(made[0], words="We did.", by=editor())

    assert proposal(by=user)


def test_ten_an_hour(settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    user = citizen()
    for _each in range(10):
        withdraw_proposal(proposal(by=user), by=user)

    with pytest.raises(TooOften):
        proposal(by=user)


@pytest.mark.parametrize(("title", "why"), [("", "Because."), ("Lamps", " \n")])
def test_a_proposal_says_what_and_why(title: str, why: str) -> None:
    with pytest.raises(Refused, match="what we should cover"):
        propose(title=title, why=why, by=citizen())


@pytest.mark.parametrize(("title", "why"), [("a" * 141, "Because."), ("Lamps", "a" * 2001)])
def test_what_is_too_long_is_not_stored(title: str, why: str) -> None:
    with pytest.raises(ValidationError):
        propose(title=title, why=why, by=citizen())
    assert not Proposal.objects.exists()


def test_its_telling_words_are_kept_and_follow_its_words() -> None:
    by = citizen()
    made = proposal("The last ferries", by=by)
    assert weigh_new_proposals() == 0
    for title in ("Ferries at night", "Trains", "Libraries"):
        published_article(title)
    count_words_anew()
    assert [weigh_new_proposals() for _each in range(2)] == [1, 0]
    made.refresh_from_db()
    assert "ferrie" in (made.words or {})

    edit_proposal(made, title="The last trains", why=WHY, by=by)
    store_words(made, Rarity(3, 2.0, {}))
    assert weigh_new_proposals() == 1

    made.refresh_from_db()
    assert "trains" in (made.words or {})
    assert "ferrie" not in (made.words or {})


def test_its_words_change_until_the_first_second() -> None:
    user, place = citizen(), section()
    made = proposal("Lamps", by=user)

    changed = edit_proposal(made, title="Lights", why="*Why* not?", section=place, by=user)
    assert (changed.title, changed.section) == ("Lights", place)
    assert changed.html == "<p><em>Why</em> not?</p>"
    assert changed.changed_at is not None
    with pytest.raises(PermissionDenied, match="Only its author"):
        edit_proposal(made, title="Mine", why="Mine.", by=citizen())

    second_proposal(made, by=citizen())

    with pytest.raises(Refused, match="stay as they are"):
        edit_proposal(made, title="Lanterns", why="Why not?", by=user)
    unchanged = edit_proposal(made, title="Lights", why="*Why* not?", section=place, by=user)
    assert unchanged.title == "Lights"


def test_it_does_not_become_another_one_of_ones_own() -> None:
    user = citizen()
    made, other = proposal("Lamps", by=user), proposal("Lights", by=user)

    with pytest.raises(Refused, match="just that already"):
        edit_proposal(other, title="lamps", why=WHY, by=user)
    assert edit_proposal(made, title="Lamps", why=WHY, by=user) == made


def test_a_decided_one_is_not_withdrawn() -> None:
    user = citizen()
    made = decline_proposal(proposal(by=user), words="We did.", by=editor())

    with pytest.raises(AlreadyDecided):
        withdraw_proposal(made, by=user)
    with pytest.raises(PermissionDenied, match="Only its author"):
        withdraw_proposal(proposal(), by=user)


def test_withdrawing_twice_is_silent() -> None:
    user = citizen()
    made = proposal(by=user)

    assert [withdraw_proposal(made, by=user).state for _each in range(2)] == ["withdrawn"] * 2


# -- Seconding -------------------------------------------------------------------------------------


def test_two_seconds_bring_it_to_the_vote_and_its_author_is_told() -> None:
    made, first = proposal("Lamps"), citizen()

    for _each in range(2):
        second_proposal(made, by=first)
    assert counted(made) == (1, 0, 0)
    assert made.state == "gathering"
    second_proposal(made, by=citizen())

    assert counted(made) == (SECONDS_NEEDED, 0, 0)
    assert made.state == "open"
    assert made.opened_at is not None
    assert made.until - made.opened_at == timedelta(days=VOTING_DAYS)
    notice = Notice.objects.get()
    assert (notice.user, notice.kind, notice.url) == (
        made.by,
        "proposal_open",
        made.get_absolute_url(),
    )
    assert "“Lamps” has been seconded" in notice.sentence


def test_nobody_seconds_their_own_and_residents_do_not() -> None:
    user = citizen()
    made = proposal(by=user)

    with pytest.raises(PermissionDenied, match="their own"):
        second_proposal(made, by=user)
    with pytest.raises(PermissionDenied, match="cannot take part"):
        second_proposal(made, by=resident())
    assert counted(made) == (0, 0, 0)


def test_who_seconded_it_reads_no_refusal_later() -> None:
    made, by = proposal(), citizen()
    second_proposal(made, by=by)
    second_proposal(made, by=citizen())

    assert second_proposal(made, by=by).state == "open"
    with pytest.raises(Refused, match="any more"):
        second_proposal(made, by=citizen())


def test_a_second_after_the_time_counts_no_more_even_before_the_clock_comes_by() -> None:
    made = time_is_over(proposal())

    with pytest.raises(Refused, match="any more"):
        second_proposal(made, by=citizen())
    assert counted(made) == (0, 0, 0)


# -- Voting ----------------------------------------------------------------------------------------


def test_one_vote_each_and_one_may_change_ones_mind() -> None:
    made, first, second = open_proposal(), citizen(), citizen()

    for supports in (True, True):
        vote_on_proposal(made, supports=supports, by=first)
    vote_on_proposal(made, supports=False, by=second)
    assert counted(made) == (2, 1, 1)
    vote_on_proposal(made, supports=False, by=first)
    assert counted(made) == (2, 0, 2)
    vote_on_proposal(made, supports=True, by=second)

    assert counted(made) == (2, 1, 1)
    assert ProposalVote.objects.count() == 2


def test_the_author_and_residents_do_not_vote() -> None:
    user = citizen()
    made = open_proposal(by=user)

    with pytest.raises(PermissionDenied, match="their own"):
        vote_on_proposal(made, supports=True, by=user)
    with pytest.raises(PermissionDenied, match="cannot take part"):
        vote_on_proposal(made, supports=True, by=resident())


def test_there_is_no_vote_before_the_seconds_nor_after_the_end() -> None:
    for made in (proposal(), time_is_over(open_proposal()), voted_proposal(), done_proposal()):
        with pytest.raises(Refused, match="no vote"):
            vote_on_proposal(made, supports=True, by=citizen())


def test_whose_vote_it_was_is_forgotten_when_the_vote_is_over() -> None:
    ended, decided = open_proposal(), open_proposal()
    for made in (ended, decided):
        vote_on_proposal(made, supports=True, by=citizen())
    time_is_over(ended)
    assert ProposalVote.objects.exclude(user=None).count() == 2

    move_proposals_on()
    take_up_proposal(decided, words="In spring.", by=editor())

    assert not ProposalVote.objects.exclude(user=None).exists()
    assert counted(ended) == counted(decided) == (2, 1, 0)


def test_an_account_that_goes_leaves_its_second_its_vote_and_its_proposal_without_a_name() -> None:
    author, by = citizen(), citizen()
    made = proposal(by=author)
    second_proposal(made, by=by)
    made = second_proposal(made, by=citizen())
    vote_on_proposal(made, supports=True, by=by)

    by.delete()
    author.delete()

    assert counted(made) == (2, 1, 0)
    assert made.by is None
    assert ProposalSecond.objects.filter(user=None).count() == 1


def test_counters_that_rows_have_left_behind_are_put_right() -> None:
    made = open_proposal()
    vote_on_proposal(made, supports=True, by=citizen())
    ProposalVote.objects.all().delete()
    made.seconds.order_by("pk")[:1].get().delete()

    recount_proposals([made.pk])

    assert counted(made) == (1, 0, 0)


# -- The clock -------------------------------------------------------------------------------------


def test_what_nobody_seconded_lapses_and_its_author_is_told_once() -> None:
    made, other = proposal("Lamps"), proposal()
    time_is_over(made)

    assert [move_proposals_on() for _each in range(2)] == [1, 0]

    made.refresh_from_db()
    other.refresh_from_db()
    assert (made.state, other.state) == ("lapsed", "gathering")
    assert made.settled_at is not None
    notice = Notice.objects.get()
    assert (notice.user, notice.kind) == (made.by, "proposal_lapsed")
    assert "not seconded in time" in notice.sentence


def test_a_vote_that_is_over_waits_for_the_editors() -> None:
    made = open_proposal("Lamps")
    vote_on_proposal(made, supports=True, by=citizen())
    time_is_over(made)

    assert [move_proposals_on() for _each in range(2)] == [1, 0]

    made.refresh_from_db()
    assert made.state == "voted"
    assert made.settled_at is None
    sentence = Notice.objects.get(kind="proposal_voted").sentence
    assert "is over: 1 for it, 0 against" in sentence


def test_the_days_that_are_left_are_whole() -> None:
    made = proposal()
    assert made.days_left == GATHERING_DAYS
    made.until = timezone.now() + timedelta(minutes=5)
    assert made.days_left == 1
    assert time_is_over(made).days_left == 0
