"""The states of a piece, and who may move it from one to the next."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.actions import (
    approve_article,
    publish_article,
    publish_due_articles,
    return_article_to_draft,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.models import Article
from articles.signals import article_changed
from community.errors import Refused
from community.models import User
from tests.factories.articles import article
from tests.factories.community import administrator, editor, moderator, resident, writer

pytestmark = pytest.mark.django_db
STATES = ["draft", "in_review", "approved", "scheduled", "published", "withdrawn"]
TOMORROW = timezone.now() + timedelta(days=1)

schedule_tomorrow = partial(schedule_article, at=TOMORROW)
MOVES: dict[Callable[..., Article], tuple[str, set[str]]] = {
    submit_article: ("in_review", {"draft"}),
    approve_article: ("approved", {"in_review"}),
    schedule_tomorrow: ("scheduled", {"draft", "in_review", "approved", "scheduled"}),
    publish_article: ("published", {"draft", "in_review", "approved", "scheduled"}),
    withdraw_article: ("withdrawn", {"published"}),
    return_article_to_draft: ("draft", set(STATES) - {"draft"}),
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("move", MOVES, ids=lambda move: getattr(move, "__name__", "schedule"))
def test_piece_moves_only_along_its_way(move: Callable[..., Article], state: str) -> None:
    to, earlier = MOVES[move]
    piece = article(state=state)
    if state in earlier or state == to:
        move(piece, by=editor())
        assert piece.state == to
    else:
        with pytest.raises(Refused, match="cannot be done now"):
            move(piece, by=editor())
        assert Article.objects.get(pk=piece.pk).state == state


@pytest.mark.parametrize("move", MOVES, ids=lambda move: getattr(move, "__name__", "schedule"))
def test_doing_the_same_twice_is_silent(move: Callable[..., Article]) -> None:
    to, earlier = MOVES[move]
    piece, user = article(state=min(earlier - {to})), editor()
    move(piece, by=user)
    move(piece, by=user)
    assert [row.what for row in piece.revisions.all()] == [to]


@pytest.mark.parametrize("person", [writer, moderator, resident])
@pytest.mark.parametrize(
    "move", [approve_article, schedule_tomorrow, publish_article, withdraw_article]
)
def test_only_editors_publish(move: Callable[..., Article], person: Callable[[], User]) -> None:
    user = person()
    piece = article(state=min(MOVES[move][1]), created_by=user)
    with pytest.raises(PermissionDenied):
        move(piece, by=user)
    move(piece, by=administrator())


def test_writer_hands_in_an_own_draft_and_may_take_it_back() -> None:
    user = writer()
    piece = article(created_by=user)
    submit_article(piece, by=user)
    return_article_to_draft(piece, by=user)
    assert piece.state == "draft"
    with pytest.raises(PermissionDenied):
        submit_article(article(), by=user)
    with pytest.raises(PermissionDenied):
        return_article_to_draft(article(created_by=user, state="published"), by=user)


def test_empty_piece_is_not_published() -> None:
    with pytest.raises(Refused, match="nothing to read"):
        publish_article(article(body=""), by=editor())


def test_piece_is_not_scheduled_for_the_past() -> None:
    with pytest.raises(Refused, match="still to come"):
        schedule_article(article(), at=timezone.now(), by=editor())


def test_scheduled_piece_comes_out_when_its_time_has_come_and_once() -> None:
    piece, at = article(), datetime(2030, 5, 1, 6, tzinfo=timezone.get_default_timezone())
    with time_machine.travel(at - timedelta(hours=1)):
        schedule_article(piece, at=at, by=editor())
        assert publish_due_articles() == 0
    with time_machine.travel(at + timedelta(minutes=1)):
        assert publish_due_articles() == 1
        assert publish_due_articles() == 0
    piece.refresh_from_db()
    assert (piece.state, piece.published_at) == ("published", at)
    assert piece.revisions.first().by is None  # type: ignore[union-attr]


@pytest.mark.django_db(transaction=True)
def test_piece_that_is_taken_back_at_the_last_moment_stays_back() -> None:
    user, yesterday = editor(), timezone.now() - timedelta(days=1)
    for number in (3, 2):
        article(state="scheduled", published_at=yesterday - timedelta(hours=number))
    first, second = Article.objects.order_by("published_at")

    def take_back(article_pk: int, **_: object) -> None:
        if article_pk == first.pk:
            return_article_to_draft(second, by=user)

    article_changed.connect(take_back)
    try:
        assert publish_due_articles() == 1
    finally:
        article_changed.disconnect(take_back)
    second.refresh_from_db()
    assert second.state == "draft"


def test_scheduled_piece_that_is_published_by_hand_bears_the_time_of_that() -> None:
    piece = article(state="scheduled", published_at=TOMORROW)
    publish_article(piece, by=editor())
    assert piece.published_at is not None
    assert piece.published_at <= timezone.now()


def test_piece_that_was_out_before_keeps_its_date() -> None:
    first = timezone.now() - timedelta(days=400)
    piece, user = article(state="published", published_at=first), editor()
    withdraw_article(piece, by=user)
    return_article_to_draft(piece, by=user)
    publish_article(piece, by=user)
    assert piece.published_at == first


def test_schedule_is_forgotten_with_the_return_to_draft() -> None:
    piece = article(state="scheduled", published_at=TOMORROW)
    return_article_to_draft(piece, by=editor())
    assert piece.published_at is None
