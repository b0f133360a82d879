"""Editing and deleting one's own words."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from comments.actions import delete_comment, edit_comment, post_comment
from comments.models import Comment, CommentEdit, Discussion
from comments.permissions import can_delete, can_edit
from community.errors import Refused
from community.models import City, Participation, Sanction, User
from tests.factories.comments import (
    comment,
    guest_comment,
    held_comment,
    hidden_comment,
    trusted_member,
)
from tests.factories.community import citizen, member, resident

pytestmark = pytest.mark.django_db
State = Comment.State


def author_of(written: Comment) -> User:
    assert written.author is not None
    return written.author


def test_an_edit_is_public_and_the_earlier_text_kept() -> None:
    written = comment(text="Teh ferry.")
    edited = edit_comment(written, by=author_of(written), text="The ferry.")

    assert (edited.text, edited.html, edited.state) == (
        "The ferry.", "<p>The ferry.</p>", State.PUBLISHED,
    )  # fmt: skip
    assert edited.edited_at is not None
    assert [edit.text for edit in edited.edits.all()] == ["Teh ferry."]
    assert Discussion.objects.get().published_count == 1


def test_the_same_text_again_changes_nothing() -> None:
    written = comment(text="The ferry.")
    assert edit_comment(written, by=author_of(written), text="The ferry. ").edited_at is None
    assert not CommentEdit.objects.exists()


def test_an_edit_runs_the_checks_and_may_be_held() -> None:
    written = comment(by=trusted_member())
    edited = edit_comment(written, by=author_of(written), text="Buy at https://shop.example now")

    assert (edited.state, edited.held_by) == (State.HELD, "links")
    assert Discussion.objects.get(pk=edited.discussion_id).published_count == 0
    assert not Participation.objects.filter(source=edited.uuid).exists()


def test_an_edit_frees_no_held_comment() -> None:
    written = held_comment(by=resident(), held_by="reports", held_reason="2 readers reported it.")
    edited = edit_comment(written, by=author_of(written), text="Politer.")
    assert (edited.state, edited.held_by, edited.text) == (State.HELD, "reports", "Politer.")


def test_an_edited_comment_is_no_longer_one_that_a_moderator_kept() -> None:
    written = comment(kept_at=timezone.now())
    assert edit_comment(written, by=author_of(written), text="Worse.").kept_at is None


def test_an_edit_into_what_stands_beside_it_is_refused() -> None:
    written = comment(text="One.")
    by = author_of(written)
    other = comment(written.discussion.article, by=by, text="Two.")
    with pytest.raises(Refused, match="exactly this already"):
        edit_comment(other, by=by, text="one.")
    assert not CommentEdit.objects.exists()


@pytest.mark.parametrize(
    ("person", "minutes"), [(trusted_member, 15), (resident, 120), (citizen, 1440)]
)
def test_the_window_goes_by_standing(person: type[User], minutes: int) -> None:
    at = timezone.now()
    written = comment(by=person(), at=at)
    by = author_of(written)
    City.objects.update(close_discussion_days=0)
    with time_machine.travel(at + timedelta(minutes=minutes, seconds=-1), tick=False):
        assert can_edit(by, written)
        edit_comment(written, by=by, text="In time.")
    with time_machine.travel(at + timedelta(minutes=minutes, seconds=1), tick=False):
        assert not can_edit(by, written)
        with pytest.raises(PermissionDenied, match="time for changes is over"):
            edit_comment(written, by=by, text="Too late.")


def test_only_the_author_edits_and_only_what_is_in_view() -> None:
    written = comment()
    for other in (citizen(), resident()):
        with pytest.raises(PermissionDenied, match="Only its author"):
            edit_comment(written, by=other, text="Mine now.")
    hidden = hidden_comment(by=resident())
    with pytest.raises(PermissionDenied, match="no longer shown"):
        edit_comment(hidden, by=author_of(hidden), text="Politer.")


def test_nothing_changes_in_a_discussion_closed_by_hand() -> None:
    written = comment()
    Discussion.objects.update(mode=Discussion.Mode.CLOSED)
    with pytest.raises(PermissionDenied, match="closed"):
        edit_comment(written, by=author_of(written), text="Better.")


def test_the_silenced_do_not_edit_but_take_their_words_back() -> None:
    written = comment()
    by = author_of(written)
    end = timezone.now() + timedelta(days=1)
    Sanction.objects.create(user=by, kind="silenced", reason="Insults.", until=end)
    with pytest.raises(PermissionDenied, match="may not comment until"):
        edit_comment(written, by=by, text="Worse.")
    assert delete_comment(written, by=by).is_deleted


# -- Deleting --------------------------------------------------------------------------------------


def test_deleting_empties_the_text_and_counts_out() -> None:
    written = comment(text="Secret.")
    by = author_of(written)
    edit_comment(written, by=by, text="Less secret.")
    gone = delete_comment(written, by=by)

    assert (gone.state, gone.text, gone.html, gone.text_hash) == (State.DELETED, "", "", "")
    assert not CommentEdit.objects.exists()
    assert not Participation.objects.filter(user=by).exists()
    counted = Discussion.objects.get()
    assert (counted.published_count, counted.last_comment_at) == (0, None)
    delete_comment(written, by=by)
    assert Discussion.objects.get().published_count == 0


def test_the_newest_is_found_again_when_a_newer_one_goes() -> None:
    early = datetime(2026, 5, 1, tzinfo=timezone.get_default_timezone())
    first = comment(at=early)
    second = comment(first.discussion.article)
    assert Discussion.objects.get().last_comment_at == second.published_at
    delete_comment(second, by=author_of(second))
    assert Discussion.objects.get().last_comment_at == early


def test_who_may_delete_what() -> None:
    by = resident()
    assert can_delete(by, comment(by=by))
    assert can_delete(by, held_comment(by=by))
    for written in (
        hidden_comment(by=by),
        comment(),
        guest_comment(),
        comment(by=by, state="spam"),
    ):
        assert not can_delete(by, written)
        with pytest.raises(PermissionDenied, match="Only its author"):
            delete_comment(written, by=by)


def test_a_deleted_newcomer_begins_anew() -> None:
    newcomer = member()
    first = comment(by=newcomer)
    delete_comment(first, by=newcomer)
    again = post_comment(first.discussion.article, by=newcomer, text="Hello again.")
    assert again.state == State.HELD
