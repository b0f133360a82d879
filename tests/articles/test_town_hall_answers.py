"""Editors answer proposals in public, decide with a reason, and link what came of them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.actions import (
    answer_proposal,
    decline_proposal,
    hide_proposal,
    link_article,
    take_up_proposal,
    withdraw_article,
)
from articles.models import Proposal, ProposalAnswer
from community.errors import AlreadyDecided, Refused
from community.models import Notice, User
from community.permissions import Person
from tests.factories.articles import article, published_article
from tests.factories.community import administrator, citizen, editor, moderator, resident, writer
from tests.factories.town_hall import (
    done_proposal,
    open_proposal,
    proposal,
    proposals_in_every_state,
    voted_proposal,
)

pytestmark = pytest.mark.django_db


def kinds() -> list[str]:
    return list(Notice.objects.order_by("pk").values_list("kind", flat=True))


@pytest.mark.parametrize("state", [*Proposal.State])
def test_editors_answer_at_any_time_but_what_is_out_of_sight(state: str) -> None:
    made = proposals_in_every_state()[state]
    if state in Proposal.OUT_OF_SIGHT:
        with pytest.raises(Refused):
            answer_proposal(made, words="We are asking the port.", by=editor())
        return

    before, told = made.answers.count(), Notice.objects.filter(user=made.by).count()
    by = editor()
    for _each in range(2):
        answer_proposal(made, words="We are asking the port.", by=by)

    made.refresh_from_db()
    assert made.state == state
    assert made.answers.count() == before + 1
    assert Notice.objects.filter(user=made.by).count() == told + 1


@pytest.mark.parametrize("person", [citizen, resident, writer, moderator])
def test_others_do_not_answer(person: Callable[[], User]) -> None:
    made, user = proposal(), person()

    for act in (answer_proposal, take_up_proposal, decline_proposal, hide_proposal):
        with pytest.raises(PermissionDenied, match="role"):
            act(made, words="So.", by=user)
    with pytest.raises(PermissionDenied, match="role"):
        link_article(made, published_article(), by=user)
    assert not ProposalAnswer.objects.exists()


@pytest.mark.parametrize("person", [editor, administrator])
def test_nobody_answers_their_own(person: Callable[[], Person]) -> None:
    made, user = proposal(), person()
    assert isinstance(user, User)
    made.by = user
    made.save()

    for act in (answer_proposal, take_up_proposal, decline_proposal, hide_proposal):
        with pytest.raises(PermissionDenied, match="your own"):
            act(made, words="So.", by=user)
    with pytest.raises(PermissionDenied, match="your own"):
        link_article(made, published_article(), by=user)


def test_every_answer_has_words() -> None:
    for act in (answer_proposal, take_up_proposal, decline_proposal, hide_proposal):
        with pytest.raises(Refused):
            act(proposal(), words=" \n", by=editor())


@pytest.mark.parametrize(
    ("act", "state"), [(take_up_proposal, "taken_up"), (decline_proposal, "declined")]
)
@pytest.mark.parametrize("make", [proposal, open_proposal, voted_proposal])
def test_a_decision_has_a_reason_and_its_author_is_told(
    act: Callable[..., Proposal], state: str, make: Callable[[], Proposal]
) -> None:
    made, by = make(), editor()
    Notice.objects.all().delete()

    for _each in range(2):
        act(made, words="Somebody is on the quay.", by=by)

    made.refresh_from_db()
    answer = made.answers.get()
    assert (made.state, answer.kind, answer.words) == (state, state, "Somebody is on the quay.")
    assert made.settled_at is not None
    assert made.until <= timezone.now()
    assert kinds() == ["proposal_answered"]


def test_who_decides_later_or_otherwise_is_told() -> None:
    made, by = proposal(), editor()
    take_up_proposal(made, words="In spring.", by=by)

    for act, words, who in (
        (decline_proposal, "No.", by),
        (take_up_proposal, "In autumn.", by),
        (take_up_proposal, "In spring.", editor()),
        (decline_proposal, "No.", editor()),
    ):
        with pytest.raises(AlreadyDecided):
            act(made, words=words, by=who)
    assert made.answers.count() == 1


def test_what_lapsed_or_was_withdrawn_is_not_decided() -> None:
    made = proposals_in_every_state()

    with pytest.raises(Refused, match="has lapsed"):
        take_up_proposal(made["lapsed"], words="In spring.", by=editor())
    with pytest.raises(Refused, match="withdrawn"):
        take_up_proposal(made["withdrawn"], words="In spring.", by=editor())


# -- The piece -------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["gathering", "open", "voted", "taken_up"])
def test_a_piece_that_is_out_makes_it_done_and_its_author_is_told(state: str) -> None:
    made, piece, by = proposals_in_every_state()[state], published_article(), editor()
    Notice.objects.all().delete()

    for _each in range(2):
        link_article(made, piece, by=by)

    made.refresh_from_db()
    assert (made.state, made.article) == ("done", piece)
    assert made.answers.filter(kind="done").count() == 1
    assert kinds() == ["proposal_done"]


@pytest.mark.parametrize("state", ["declined", "lapsed", "withdrawn", "hidden"])
def test_nothing_came_of_what_was_not_taken_up(state: str) -> None:
    made = proposals_in_every_state()[state]

    with pytest.raises(Refused):
        link_article(made, published_article(), by=editor())
    made.refresh_from_db()
    assert made.article is None


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_a_piece_that_is_not_out_is_not_linked(state: str) -> None:
    made = open_proposal()

    with pytest.raises(Refused, match="once it is out"):
        link_article(made, article(state=state), by=editor())
    made.refresh_from_db()
    assert made.state == "open"


def test_the_wrong_piece_is_replaced() -> None:
    made, right = done_proposal(), published_article()

    link_article(made, right, by=editor(), words="The other one was a slip.")

    made.refresh_from_db()
    assert made.article == right
    assert list(made.answers.values_list("kind", "words")) == [
        ("done", ""),
        ("done", "The other one was a slip."),
    ]


def test_the_piece_may_go_and_the_proposal_stays_done() -> None:
    made = done_proposal()
    assert made.article is not None
    withdraw_article(made.article, by=editor())
    made.refresh_from_db()
    assert (made.state, made.article is None) == ("done", False)

    made.article.delete()

    assert Proposal.objects.filter(pk=made.pk, state="done", article=None).exists()


def test_an_answer_is_not_too_long() -> None:
    for act in (answer_proposal, take_up_proposal, decline_proposal, hide_proposal):
        with pytest.raises(ValidationError):
            act(proposal(), words="a" * 1001, by=editor())
    assert set(Proposal.objects.values_list("state", flat=True)) == {"gathering"}


# -- Out of sight ----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["gathering", "open", "voted", "taken_up", "declined", "done"])
def test_what_breaks_the_charter_goes_out_of_sight_with_a_reason(state: str) -> None:
    made, by = proposals_in_every_state()[state], editor()

    for _each in range(2):
        hide_proposal(made, words="It names a child.", by=by)

    made.refresh_from_db()
    assert (made.state, made.article) == ("hidden", None)
    assert made.answers.filter(kind="hidden").count() == 1


# -- What the database itself refuses --------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "declined"},
        {"state": "open", "opened_at": None},
        {"settled_at": timezone.now() + timedelta()},
    ],
)
def test_a_state_has_its_times(wrong: dict[str, object]) -> None:
    made = proposal()

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(**wrong)


def test_a_piece_stands_on_what_is_done_alone() -> None:
    made = proposal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=made.pk).update(article=published_article())
