"""Appeals beside the rest of moderating: what was undone, and what the spam model learns."""

import pytest

from comments.actions import (
    appeal_hiding,
    hide_comment,
    hiding_of,
    mark_as_spam,
    overturn_hiding,
    undo_decision,
)
from comments.models import Decision, SpamLesson
from community.actions.appeals import give_opinion
from tests.factories.appeals import citizens, jurors
from tests.factories.comments import comment
from tests.factories.community import moderator

pytestmark = pytest.mark.django_db


def test_what_was_taken_for_spam_by_mistake_teaches_the_contrary_when_overturned() -> None:
    citizens(3)
    shown = comment(text="A long thought about ferries and the people who wait for them.")
    mark_as_spam(shown, by=moderator())
    assert shown.author is not None
    appeal = appeal_hiding(shown, by=shown.author, statement="It is no spam.")
    for juror in jurors(appeal)[:2]:
        give_opinion(appeal, by=juror, opinion="upheld", reason="A thought, no advertisement.")
    appeal.refresh_from_db()
    assert overturn_hiding(shown, appeal=appeal)
    assert [lesson.is_spam for lesson in SpamLesson.objects.filter(comment=shown)] == [False]


def test_a_hiding_that_was_taken_back_is_not_the_one_that_holds() -> None:
    shown, by = comment(), moderator()
    hide_comment(shown, by=by, reason="Rude.")
    undo_decision(Decision.objects.get(kind="hidden").pk, by=by)
    shown.refresh_from_db()
    assert hiding_of(shown) is None
    mark_as_spam(shown, by=by)
    shown.refresh_from_db()
    found = hiding_of(shown)
    assert found is not None
    assert found.kind == "spam"
    undo_decision(found.pk, by=by)
    hide_comment(shown, by=moderator(), reason="Rude, still.")
    shown.refresh_from_db()
    found = hiding_of(shown)
    assert found is not None
    assert found.kind == "hidden"
