"""Moderators decide: what changes, who is told, what the log keeps, and two at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.actions import (
    approve_comment,
    claim_comment,
    edit_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    pick_comment,
    report_comment,
    restore_comment,
    set_discussion_mode,
    unpick_comment,
)
from comments.models import Comment, Decision, Discussion
from comments.permissions import can_moderate, comments_moderated_by
from community.errors import AlreadyDecided, Refused
from community.models import CivicReason, Notice, Participation, User
from tests.factories.articles import published_article
from tests.factories.comments import comment, guest_comment, held_comment
from tests.factories.community import citizen, editor, member, moderator, writer

pytestmark = pytest.mark.django_db
State = Comment.State


def counted(written: Comment) -> int:
    return Discussion.objects.get(pk=written.discussion_id).published_count


def test_approving_shows_it_and_tells_its_author(run_tasks: Callable[[], int]) -> None:
    by = moderator()
    held = held_comment()
    approved = approve_comment(held, by=by)

    assert (approved.state, approved.held_by, approved.held_reason) == (State.PUBLISHED, "", "")
    assert approved.published_at is not None
    assert counted(held) == 1
    assert Participation.objects.get(source=held.uuid).user == held.author
    assert "has been published" in Notice.objects.get().sentence
    run_tasks()
    assert "is shown" in mail.outbox[0].subject
    entry = Decision.objects.get()
    assert (entry.kind, entry.comment, entry.by) == ("approved", held.uuid, by.record_id)
    assert held.author
    assert (entry.member, entry.facts) == (held.author.record_id, {"stopped_by": "newcomer"})


def test_the_author_of_the_parent_hears_of_an_answer_when_it_is_approved() -> None:
    parent = comment()
    answer = held_comment(parent=parent)
    approve_comment(answer, by=moderator())
    kinds = set(Notice.objects.values_list("user", "kind"))
    assert kinds == {
        (parent.author_id, "comment_answered"),
        (answer.author_id, "comment_published"),
    }


def test_hiding_says_why_and_takes_back_what_counted(run_tasks: Callable[[], int]) -> None:
    written, by = comment(), moderator()
    hidden = hide_comment(written, by=by, reason=" It insults the nurse. ")

    assert (hidden.state, hidden.hidden_reason) == (State.HIDDEN, "It insults the nurse.")
    assert counted(written) == 0
    assert not Participation.objects.filter(source=written.uuid).exists()
    assert Notice.objects.get().sentence == (
        f"Your comment on “{written.discussion.article}” has been hidden: It insults the nurse."
    )
    run_tasks()
    assert "It insults the nurse." in mail.outbox[0].body
    entry = Decision.objects.get()
    assert entry.reason_hash
    assert CivicReason.objects.get(entry=entry.pk).text == "It insults the nurse."


def test_hiding_needs_a_reason_that_fits() -> None:
    for reason in ("  ", "x" * 501):
        with pytest.raises(Refused, match=r"Say why|under 500"):
            hide_comment(comment(), by=moderator(), reason=reason)


def test_a_hidden_comment_comes_back_and_counts_once() -> None:
    written = comment()
    hide_comment(written, by=moderator(), reason="By mistake.")
    back = restore_comment(written, by=moderator())

    assert (back.state, back.hidden_reason) == (State.PUBLISHED, "")
    assert back.published_at == written.published_at
    assert back.kept_at is not None
    assert counted(written) == 1
    assert Participation.objects.filter(source=written.uuid).count() == 1


def test_an_answer_is_told_of_only_the_first_time() -> None:
    answer = comment(parent=comment())
    hide_comment(answer, by=moderator(), reason="By mistake.")
    restore_comment(answer, by=moderator())
    assert not Notice.objects.filter(kind="comment_answered").exists()


def test_keeping_settles_the_reports() -> None:
    written = comment()
    report_comment(written, by=citizen(), reason="abuse")
    assert list(Comment.objects.waiting()) == [written]
    kept = keep_comment(written, by=moderator())

    assert kept.kept_at is not None
    assert not Comment.objects.waiting().exists()
    assert Decision.objects.get().kind == "kept"


def test_approving_what_was_reported_keeps_it() -> None:
    written = held_comment(guest_name="Ida", by=None, imported_from="x", held_by="reports")
    Comment.objects.filter(pk=written.pk).update(state=State.PUBLISHED)
    report_comment(written, by=citizen(), reason="abuse")
    Comment.objects.filter(pk=written.pk).update(state=State.HELD)
    assert approve_comment(written, by=moderator()).kept_at is not None
    assert approve_comment(held_comment(), by=moderator()).kept_at is None


def test_a_guest_is_told_nothing() -> None:
    hide_comment(guest_comment(), by=moderator(), reason="Advertising.")
    assert not Notice.objects.exists()


# -- Twice, and two at once ------------------------------------------------------------------------


def test_the_same_decision_twice_by_the_same_person_is_silent() -> None:
    by, held, shown = moderator(), held_comment(), comment()
    for _ in range(2):
        approve_comment(held, by=by)
        hide_comment(shown, by=by, reason="Advertising.")
    for _ in range(2):
        restore_comment(shown, by=by)
    assert Decision.objects.count() == 3
    assert (counted(held), counted(shown)) == (1, 1)


def test_the_second_moderator_reads_who_was_first() -> None:
    first, second, held = moderator("Grace"), moderator(), held_comment()
    approve_comment(held, by=first)
    with pytest.raises(AlreadyDecided, match="Grace has decided this already: approved"):
        approve_comment(held, by=second)
    hide_comment(held, by=second, reason="Advertising.")
    with pytest.raises(AlreadyDecided, match="has decided this already: hidden"):
        approve_comment(held, by=first)
    with pytest.raises(Refused, match="This one is not"):
        keep_comment(held, by=first)


def test_what_its_author_changed_meanwhile_is_read_again() -> None:
    held = held_comment()
    seen = held.text_hash
    assert held.author
    edit_comment(held, by=held.author, text="Something else.")
    with pytest.raises(Refused, match="changed the text meanwhile"):
        approve_comment(held, by=moderator(), seen=seen)
    held.refresh_from_db()
    assert approve_comment(held, by=moderator(), seen=held.text_hash).is_published


def test_a_deleted_comment_is_beyond_deciding() -> None:
    gone = comment(state=State.DELETED)
    for decide in (approve_comment, restore_comment, keep_comment):
        with pytest.raises(Refused):
            decide(gone, by=moderator())


# -- Who -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", [member, citizen, writer])
def test_only_moderators_decide(person: Callable[..., User]) -> None:
    by, held = person(), held_comment()
    assert not can_moderate(by, held)
    with pytest.raises(PermissionDenied):
        approve_comment(held, by=by)
    with pytest.raises(PermissionDenied):
        hide_comment(comment(), by=by, reason="Because.")


@pytest.mark.parametrize("person", [moderator, editor])
def test_nobody_decides_on_their_own(person: Callable[..., User]) -> None:
    by = person()
    own, other = held_comment(by=by), held_comment()
    assert not can_moderate(by, own)
    with pytest.raises(PermissionDenied, match="never on their own"):
        approve_comment(own, by=by)
    assert approve_comment(other, by=by).is_published
    assert list(comments_moderated_by(by)) == [other]
    assert list(comments_moderated_by(own.author or by)) == [other]


# -- The log ---------------------------------------------------------------------------------------


def test_the_log_only_grows() -> None:
    hide_comment(comment(), by=moderator(), reason="Advertising.")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.update(kind="kept")
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.all().delete()


# -- Spam, picks, claims, settings -----------------------------------------------------------------


def test_marking_as_spam_hides_and_tells_its_author(run_tasks: Callable[[], int]) -> None:
    written, by = comment(), moderator()
    report_comment(written, by=citizen(), reason="spam")
    marked = mark_as_spam(written, by=by)

    assert (marked.state, counted(written)) == (State.SPAM, 0)
    assert "taken for advertising" in Notice.objects.get().sentence
    assert not Comment.objects.waiting().exists()
    run_tasks()
    assert "taken for advertising" in mail.outbox[0].body
    entry = Decision.objects.get()
    assert (entry.kind, entry.facts) == ("spam", {"rule": "spam"})
    assert entry.article == written.discussion.article.uuid


def test_spam_twice_is_silent_and_a_second_moderator_is_told() -> None:
    by, written = moderator("Grace"), comment()
    for _ in range(2):
        mark_as_spam(written, by=by)
    assert Decision.objects.count() == 1
    with pytest.raises(AlreadyDecided, match="Grace has decided this already: taken for spam"):
        mark_as_spam(written, by=moderator())
    assert approve_comment(written, by=moderator()).is_published


def test_what_the_model_took_for_spam_can_still_be_decided() -> None:
    for decide in (mark_as_spam, approve_comment):
        written = comment(state=State.SPAM, held_by="spam")
        decide(written, by=moderator())
    assert set(Decision.objects.values_list("kind", flat=True)) == {"spam", "approved"}


def test_the_log_says_by_which_rule() -> None:
    hide_comment(comment(), by=moderator(), reason="Insulting.", rule="abuse")
    assert Decision.objects.get().facts == {"rule": "abuse"}


def test_keeping_a_suspicious_comment_settles_it() -> None:
    written = comment(is_suspicious=True)
    assert list(Comment.objects.waiting()) == [written]
    keep_comment(written, by=moderator())
    assert not Comment.objects.waiting().exists()


def test_editors_pick_what_is_shown() -> None:
    by, written = editor(), comment()
    for _ in range(2):
        assert pick_comment(written, by=by).picked_at
    for _ in range(2):
        assert unpick_comment(written, by=by).picked_at is None
    kinds = Decision.objects.order_by("at").values_list("kind", flat=True)
    assert list(kinds) == ["picked", "unpicked"]
    with pytest.raises(Refused, match="Only a comment that is shown"):
        pick_comment(held_comment(), by=by)


@pytest.mark.parametrize("person", [member, citizen, writer, moderator])
def test_nobody_else_picks(person: Callable[..., User]) -> None:
    with pytest.raises(PermissionDenied):
        pick_comment(comment(), by=person())


def test_nobody_picks_their_own() -> None:
    by = editor()
    with pytest.raises(PermissionDenied, match="never their own"):
        pick_comment(comment(by=by), by=by)


def test_one_looks_at_a_comment_for_five_minutes() -> None:
    grace, mona, written = moderator("Grace"), moderator("Mona"), held_comment()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert claim_comment(written, by=grace).by == grace
        assert claim_comment(written, by=mona).by == grace
        clock.shift(timedelta(minutes=4))
        assert claim_comment(written, by=grace).by == grace, "goes on looking"
        clock.shift(timedelta(minutes=4))
        assert claim_comment(written, by=mona).by == grace
        clock.shift(timedelta(minutes=2))
        assert claim_comment(written, by=mona).by == mona


def test_who_looks_at_the_next_one_leaves_the_first() -> None:
    grace, mona, first, second = moderator(), moderator(), held_comment(), held_comment()
    claim_comment(first, by=grace)
    claim_comment(second, by=grace)
    assert claim_comment(first, by=mona).by == mona
    assert approve_comment(second, by=mona).is_published, "a look keeps nobody from deciding"


def test_only_moderators_look() -> None:
    with pytest.raises(PermissionDenied):
        claim_comment(held_comment(), by=citizen())


def test_setting_a_discussion_is_in_the_log_once() -> None:
    by, article = moderator(), published_article()
    for _ in range(2):
        set_discussion_mode(article, by=by, mode="closed", closed_reason="A brawl.", slow_minutes=3)
    entry = Decision.objects.get()
    assert (entry.kind, entry.comment, entry.article) == ("set", None, article.uuid)
    assert entry.facts == {
        "mode": "closed", "slow_minutes": 3, "mode_before": "open", "slow_before": 0,
    }  # fmt: skip
    assert CivicReason.objects.get(entry=entry.pk).text == "A brawl."
    with pytest.raises(Refused, match="from 0 to 1440"):
        set_discussion_mode(article, by=by, mode="open", slow_minutes=1441)


def hide_for_advertising(written: Comment, *, by: User, stood: str) -> Comment:
    return hide_comment(written, by=by, reason="Advertising.", stood=stood)


@pytest.mark.parametrize("decide", [hide_for_advertising, mark_as_spam])
def test_what_was_approved_since_it_was_looked_at_is_decided(
    decide: Callable[..., Comment],
) -> None:
    mona, written = moderator(), held_comment()
    approve_comment(written, by=moderator("Grace"))
    with pytest.raises(AlreadyDecided, match="Grace has decided this already: approved"):
        decide(written, by=mona, stood="held")
    assert decide(written, by=mona, stood="published").hidden_reason
