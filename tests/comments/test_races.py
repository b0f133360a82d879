"""Several at once: nothing doubled, nothing lost, counters equal to the rows."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import close_old_connections, connection
from django.db.models import Count, Q

from comments.actions import (
    approve_comment,
    hide_comment,
    post_comment,
    report_comment,
    restore_comment,
)
from comments.models import Comment, Decision, Discussion, Report
from community.errors import AlreadyDecided, Refused
from community.models import Notice, Participation
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import citizen, moderator, resident

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[object]:
    """Run ``calls`` in threads of their own, begun together; return results or ``Refused``."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        close_old_connections()
        try:
            start.wait()
            return call()
        except Refused as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def assert_counters_equal_rows() -> None:
    published = Count("comments", filter=Q(comments__state="published"))
    for row in Discussion.objects.annotate(rows=published):
        assert row.published_count == row.rows


def test_the_same_form_sent_eight_times_is_one_comment() -> None:
    article, by, parent = published_article(), resident(), None
    for text in ("First, where no discussion is yet.", "Second."):
        posted = at_once(*[
            partial(post_comment, article, by=by, text=text, parent=parent)
        ] * 8)  # fmt: skip
        assert len({p.pk for p in posted if isinstance(p, Comment)}) == 1
        parent = Comment.objects.first()
    assert Comment.objects.count() == 2
    assert Discussion.objects.get().published_count == 2
    assert Participation.objects.count() == 2


def test_first_comments_of_several_share_one_discussion() -> None:
    article = published_article()
    people = [resident() for _ in range(8)]
    at_once(*[
        partial(post_comment, article, by=by, text=f"{by} was here.") for by in people
    ])  # fmt: skip
    assert Comment.objects.count() == 8
    assert Discussion.objects.get().published_count == 8


def test_two_moderators_at_once_one_wins_and_the_other_reads_a_sentence() -> None:
    people = [moderator() for _ in range(4)]
    for _ in range(3):
        held = held_comment()
        done = at_once(*[partial(approve_comment, held, by=by) for by in people])
        assert sum(isinstance(result, AlreadyDecided) for result in done) == 3
    assert Decision.objects.count() == 3
    assert Notice.objects.count() == 3
    assert_counters_equal_rows()


def test_contrary_decisions_leave_one_state_and_true_counters() -> None:
    first, second = moderator(), moderator()
    for _ in range(4):
        written = comment()
        at_once(
            partial(hide_comment, written, by=first, reason="Advertising."),
            partial(restore_comment, written, by=second),
            partial(hide_comment, written, by=second, reason="Off topic."),
        )
    assert_counters_equal_rows()


def test_reports_at_once_hold_a_comment_once() -> None:
    written = comment()
    people = [citizen() for _ in range(6)]
    at_once(*[partial(report_comment, written, by=by, reason="spam") for by in people])
    written.refresh_from_db()
    assert written.state == "held"
    assert 2 <= Report.objects.count() <= 6
    assert_counters_equal_rows()


def test_an_answer_and_the_end_of_its_parent() -> None:
    for _ in range(4):
        parent, by = comment(), moderator()
        article, author = parent.discussion.article, resident()
        answered, _ = at_once(
            partial(post_comment, article, by=author, text="But why?", parent=parent),
            partial(hide_comment, parent, by=by, reason="Advertising."),
        )
        parent.refresh_from_db()
        assert parent.state == "hidden"
        assert isinstance(answered, Comment | Refused)
    assert_counters_equal_rows()
