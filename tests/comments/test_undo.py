"""Taking a decision back: all is as before, in time, by whoever decided; the log has both."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comments.actions import (
    approve_comment,
    edit_comment,
    forget_old_undos,
    hide_comment,
    keep_comment,
    mark_as_spam,
    pick_comment,
    report_comment,
    restore_comment,
    undo_batch,
    undo_decision,
)
from comments.models import Comment, Decision, Discussion, Undo
from community.errors import Refused
from community.models import Notice, Participation, User
from tests.factories.comments import comment, guest_comment, held_comment, hidden_comment
from tests.factories.community import citizen, editor, moderator

pytestmark = pytest.mark.django_db
State = Comment.State
FIELDS = (
    "state", "held_by", "held_reason", "hidden_reason", "kept_at", "published_at", "is_suspicious",
)  # fmt: skip


def how_it_stands(written: Comment) -> dict[str, Any]:
    row = Comment.objects.get(pk=written.pk)
    return {
        **{name: getattr(row, name) for name in FIELDS},
        "count": Discussion.objects.get(pk=row.discussion_id).published_count,
        "counts for": Participation.objects.filter(source=row.uuid).count(),
        "open reports": row.reports.filter(settled_at__isnull=True).count(),
        "notices": Notice.objects.count(),
    }


def last() -> Decision:
    return Decision.objects.latest("at")


def suspicious() -> Comment:
    written = comment(is_suspicious=True)
    report_comment(written, by=citizen(), reason="abuse")
    return written


DECISIONS: list[tuple[Callable[[], Comment], Callable[..., Comment], dict[str, str]]] = [
    (held_comment, approve_comment, {}),
    (lambda: held_comment(parent=comment()), approve_comment, {}),
    (lambda: comment(state="spam", held_by="spam"), approve_comment, {}),
    (held_comment, hide_comment, {"reason": "Advertising."}),
    (suspicious, hide_comment, {"reason": "Advertising."}),
    (suspicious, keep_comment, {}),
    (suspicious, mark_as_spam, {}),
    (held_comment, mark_as_spam, {}),
    (hidden_comment, restore_comment, {}),
    (guest_comment, hide_comment, {"reason": "Advertising."}),
]


@pytest.mark.parametrize(("made", "decide", "options"), DECISIONS)
def test_all_is_as_it_was(
    made: Callable[[], Comment], decide: Callable[..., Comment], options: dict[str, str]
) -> None:
    written, by = made(), moderator()
    before = how_it_stands(written)
    decide(written, by=by, **options)
    assert how_it_stands(written) != before
    decision = last()

    undo_decision(decision.pk, by=by)

    assert how_it_stands(written) == before
    entry = last()
    assert (entry.kind, entry.comment, entry.by) == ("undone", written.uuid, by.record_id)
    assert entry.facts == {"decision": str(decision.pk), "undone": decision.kind}


def test_twice_is_silent_and_then_it_can_be_decided_anew() -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    decision = last()
    for _ in range(2):
        undo_decision(decision.pk, by=by)
    assert Decision.objects.count() == 2
    assert approve_comment(written, by=moderator()).is_published


def test_the_mail_does_not_leave(run_tasks: Callable[[], int]) -> None:
    written, by = held_comment(parent=comment()), moderator()
    approve_comment(written, by=by)
    undo_decision(last().pk, by=by)
    run_tasks()
    assert mail.outbox == []


def test_a_second_decision_is_told_of_once(run_tasks: Callable[[], int]) -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    undo_decision(last().pk, by=by)
    approve_comment(written, by=by)
    run_tasks()
    assert len(mail.outbox) == 1


def test_whom_an_answer_concerns_is_told_when_it_is_shown_for_good(
    run_tasks: Callable[[], int],
) -> None:
    parent, by = comment(), moderator()
    written = held_comment(parent=parent)
    approve_comment(written, by=by)
    undo_decision(last().pk, by=by)
    assert not Notice.objects.filter(user=parent.author).exists()
    approve_comment(written, by=by)
    assert Notice.objects.filter(user=parent.author, kind="comment_answered").count() == 1
    run_tasks()
    assert sorted(letter.to[0] for letter in mail.outbox) == sorted(
        person.email for person in (parent.author, written.author) if person
    )


def test_the_mail_waits_a_minute() -> None:
    approve_comment(held_comment(), by=moderator())
    assert not DBTaskResult.objects.ready().exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert DBTaskResult.objects.ready().count() == 1


def test_a_notice_that_was_read_stays() -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    Notice.objects.update(read_at=timezone.now())
    undo_decision(last().pk, by=by)
    assert Notice.objects.count() == 1


def test_for_ten_minutes() -> None:
    written, by = comment(), moderator()
    hide_comment(written, by=by, reason="Advertising.")
    with (
        time_machine.travel(timezone.now() + timedelta(minutes=10, seconds=1)),
        pytest.raises(Refused, match="for ten minutes"),
    ):
        undo_decision(last().pk, by=by)
    with time_machine.travel(timezone.now() + timedelta(minutes=9)):
        assert undo_decision(last().pk, by=by).is_published


def test_only_who_decided() -> None:
    hide_comment(comment(), by=moderator(), reason="Advertising.")
    for other in (moderator(), editor(), citizen()):
        with pytest.raises(PermissionDenied):
            undo_decision(last().pk, by=other)


def test_a_role_that_is_gone_takes_nothing_back() -> None:
    by = moderator()
    hide_comment(comment(), by=by, reason="Advertising.")
    by.groups.clear()
    with pytest.raises(PermissionDenied):
        undo_decision(last().pk, by=User.objects.get(pk=by.pk))


def test_not_what_somebody_else_decided_on_since() -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    first = last()
    hide_comment(written, by=moderator(), reason="Advertising.")
    restore_comment(written, by=moderator())
    with pytest.raises(Refused, match="Something else has happened"):
        undo_decision(first.pk, by=by)


def test_a_pick_in_between_changes_nothing() -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    first = last()
    pick_comment(written, by=editor())
    assert undo_decision(first.pk, by=by).state == State.HELD


def test_what_its_author_changed_since_stays_changed() -> None:
    written, by = held_comment(), moderator()
    approve_comment(written, by=by)
    first = last()
    assert written.author
    edit_comment(written, by=written.author, text="Other words.")
    assert undo_decision(first.pk, by=by).text == "Other words."


def test_a_batch_comes_back_whole() -> None:
    batch, by = uuid4(), moderator()
    for _ in range(3):
        hide_comment(comment(), by=by, reason="A brawl.", batch=batch)
    assert undo_batch(batch, by=by) == 3
    assert Comment.objects.published().count() == 3
    assert undo_batch(batch, by=by) == 0


def test_old_ones_are_forgotten() -> None:
    hide_comment(comment(), by=moderator(), reason="Advertising.")
    assert forget_old_undos() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert forget_old_undos() == 1
    assert not Undo.objects.exists()
