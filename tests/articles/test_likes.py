"""Liking and keeping pieces: who may, once each, and the counter equal to the rows."""

from collections.abc import Callable
from functools import partial

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles.actions import (
    bookmark_article,
    forget_reader,
    like_article,
    recount_likes,
    remove_bookmark,
    unlike_article,
)
from articles.models import Article, Bookmark, Like
from articles.permissions import can_bookmark, can_like
from community.errors import Refused
from community.models import User
from community.permissions import Person
from tests.articles.at_once import at_once
from tests.factories.articles import article, published_article
from tests.factories.community import citizen, editor, member, resident, sanction


def sanctioned(kind: str) -> User:
    user = citizen()
    sanction(user, kind)
    return user


PEOPLE: dict[str, Callable[[], Person]] = {
    "anonymous": AnonymousUser,
    "visitor": member,
    "resident": resident,
    "dormant": lambda: citizen(dormant_since=timezone.now()),
    "citizen": citizen,
    "warned": lambda: sanctioned("warning"),
    "held": lambda: sanctioned("held"),
    "silenced": lambda: sanctioned("silenced"),
    "suspended": lambda: sanctioned("suspended"),
    "banned": lambda: sanctioned("banned"),
    "closed": lambda: member(is_active=False),
    "editor": editor,
}
CITIZENS = {"citizen", "warned", "held"}
RESIDENTS = {"resident", "dormant"} | CITIZENS
MEMBERS = {"visitor", "editor"} | RESIDENTS

# By what the piece asks of its readers: who may like it, and who may keep it.
LIKE = {
    "everyone": MEMBERS,
    "members": MEMBERS,
    "residents": RESIDENTS | {"editor"},
    "citizens": CITIZENS | {"editor"},
}
KEEP = {access: able | {"silenced"} for access, able in LIKE.items()}


@pytest.mark.django_db
@pytest.mark.parametrize("access", LIKE)
def test_who_may_like_and_keep_a_piece(access: str) -> None:
    people = {name: make() for name, make in PEOPLE.items()}
    piece = published_article(access=access)

    assert {name for name, user in people.items() if can_like(user, piece)} == LIKE[access]
    assert {name for name, user in people.items() if can_bookmark(user, piece)} == KEEP[access]


@pytest.mark.django_db
@pytest.mark.parametrize("state", [state for state in Article.State if state != "published"])
def test_nobody_likes_or_keeps_what_is_not_out(state: str) -> None:
    piece, user = article(state=state), editor()

    assert not can_like(user, piece)
    assert not can_bookmark(user, piece)
    with pytest.raises(PermissionDenied, match="cannot like"):
        like_article(piece, by=user)
    with pytest.raises(PermissionDenied, match="cannot keep"):
        bookmark_article(piece, by=user)


@pytest.mark.django_db
def test_doing_the_same_twice_is_silent() -> None:
    piece, user = published_article(), member()

    for _ in range(2):
        like_article(piece, by=user)
        bookmark_article(piece, by=user)
    assert (piece.like_count, Like.objects.count(), Bookmark.objects.count()) == (1, 1, 1)

    for _ in range(2):
        unlike_article(piece, by=user)
        remove_bookmark(piece, by=user)
    assert (piece.like_count, Like.objects.count(), Bookmark.objects.count()) == (0, 0, 0)


@pytest.mark.django_db
def test_a_piece_withdrawn_meanwhile_takes_no_like() -> None:
    piece = published_article()
    Article.objects.update(state=Article.State.WITHDRAWN)

    with pytest.raises(Refused, match="not out any more"):
        like_article(piece, by=member())

    assert not Like.objects.exists()


@pytest.mark.django_db
def test_a_silenced_member_may_take_a_like_back() -> None:
    piece, user = published_article(), member()
    like_article(piece, by=user)
    sanction(user, "silenced")

    assert unlike_article(piece, by=User.objects.get(pk=user.pk)).like_count == 0


@pytest.mark.django_db
def test_who_goes_takes_the_likes_along() -> None:
    piece, gone, stays = published_article(), member(), member()
    for user in (gone, stays):
        like_article(piece, by=user)
        bookmark_article(piece, by=user)

    forget_reader(gone)

    piece.refresh_from_db()
    assert piece.like_count == 1
    assert [like.user for like in Like.objects.all()] == [stays]
    assert [kept.user for kept in Bookmark.objects.all()] == [stays]


@pytest.mark.django_db
def test_a_recount_puts_counters_right_and_nothing_else() -> None:
    liked, left_behind, unliked = published_article(), published_article(), published_article()
    gone = member()
    like_article(liked, by=member())
    like_article(left_behind, by=gone)
    gone.delete()
    Article.objects.filter(pk=unliked.pk).update(like_count=7)

    assert recount_likes() == 2
    assert recount_likes() == 0

    counts = {piece.pk: piece.like_count for piece in Article.objects.all()}
    assert counts == {liked.pk: 1, left_behind.pk: 0, unliked.pk: 0}


def assert_counters_equal_rows() -> None:
    for piece in Article.objects.all():
        assert piece.like_count == piece.likes.count()


@pytest.mark.django_db(transaction=True)
def test_sixteen_at_once_are_counted_once_each() -> None:
    piece, people = published_article(), [member() for _ in range(16)]

    at_once(*[partial(like_article, piece, by=by) for by in people])

    piece.refresh_from_db()
    assert piece.like_count == Like.objects.count() == 16


@pytest.mark.django_db(transaction=True)
def test_one_reader_pressing_sixteen_times_at_once_likes_once() -> None:
    piece, user = published_article(), member()

    at_once(*[partial(like_article, piece, by=user) for _ in range(16)])
    assert_counters_equal_rows()
    assert Like.objects.count() == 1

    at_once(*[partial(unlike_article, piece, by=user) for _ in range(16)])
    assert_counters_equal_rows()
    assert Like.objects.count() == 0

    at_once(*[partial(bookmark_article, piece, by=user) for _ in range(16)])
    assert Bookmark.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_likes_and_their_contrary_and_a_recount_at_once_leave_true_counters() -> None:
    piece, people = published_article(), [member() for _ in range(5)]
    for _ in range(3):
        at_once(
            *[partial(like_article, piece, by=by) for by in people],
            *[partial(unlike_article, piece, by=by) for by in people],
            *[partial(like_article, piece, by=by) for by in people],
            recount_likes,
        )
        assert_counters_equal_rows()
