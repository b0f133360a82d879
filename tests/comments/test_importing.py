"""Comments of an archive: given times, states and names; repeatable; nobody is told."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from articles.models import Article
from comments.actions import ImportedComment, guest_key, import_comments
from comments.models import Comment, Decision, Discussion
from community.models import Notice, Participation
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import member

pytestmark = pytest.mark.django_db
AT = datetime(2019, 3, 4, 5, 6, tzinfo=UTC)


@pytest.fixture
def article() -> Article:
    return published_article()


def row(article: Article, number: int, **fields: Any) -> ImportedComment:
    fields.setdefault("text", f"Thought {number} of the archive.")
    fields.setdefault("guest_name", "Ida")
    fields.setdefault("at", AT)
    return ImportedComment(source=f"old.example#comment-{number}", article=article, **fields)


def answer(article: Article, number: int, parent: int, **fields: Any) -> ImportedComment:
    return row(article, number, parent_source=f"old.example#comment-{parent}", **fields)


def test_times_states_and_names_are_as_given(article: Article) -> None:
    report = import_comments(
        [
            row(article, 1, guest_email=" Ida@Example.org ", text="*Old* words."),
            row(article, 2, state=Comment.State.HELD),
            row(article, 3, state=Comment.State.SPAM),
        ]
    )
    assert (report.made, report.known) == (3, 0)
    first, held, spam = Comment.objects.order_by("pk")
    assert (first.guest_name, first.author, first.html) == (
        "Ida", None, "<p><em>Old</em> words.</p>",
    )  # fmt: skip
    assert first.guest_key == guest_key("ida@example.org")
    assert "ida" not in first.guest_key
    assert (first.created_at, first.published_at) == (AT, AT)
    assert (held.state, held.held_by, held.published_at) == ("held", "archive", None)
    assert spam.state == "spam"
    counted = Discussion.objects.get()
    assert (counted.published_count, counted.last_comment_at) == (1, AT)


def test_parents_are_kept_in_any_order_and_across_calls(article: Article) -> None:
    import_comments([answer(article, 3, 2), answer(article, 2, 1), row(article, 1)])
    import_comments([answer(article, 4, 3)])
    chain = Comment.objects.order_by("depth")
    assert [c.depth for c in chain] == [1, 2, 3, 4]
    assert [c.parent and c.parent.imported_from[-1] for c in chain] == [None, "1", "2", "3"]


def test_a_parent_that_is_nowhere_or_elsewhere_or_oneself_means_the_top(article: Article) -> None:
    other = published_article()
    import_comments([row(other, 7)])
    import_comments([
        answer(article, 1, 99), answer(article, 2, 7), answer(article, 3, 4), answer(article, 4, 3),
        answer(article, 5, 5),
    ])  # fmt: skip
    depths = dict(Comment.objects.values_list("imported_from", "depth"))
    assert [depths[f"old.example#comment-{n}"] for n in (1, 2, 3, 4, 5)] == [1, 1, 1, 2, 1]


def test_a_second_run_changes_nothing(article: Article) -> None:
    rows = [row(article, 1), answer(article, 2, 1), row(article, 3, author=member(), guest_name="")]
    import_comments(rows)
    before = list(Comment.objects.values())
    report = import_comments(rows)
    assert (report.made, report.known) == (0, 3)
    assert list(Comment.objects.values()) == before


def test_what_is_empty_or_said_already_is_left_out_and_counted(article: Article) -> None:
    by = member()
    comment(article, by=by, text="Said here.")
    report = import_comments(
        [
            row(article, 1, text=" \x00 "),
            row(article, 2, text="said HERE.", author=by),
            row(article, 3, text="Same.", author=by),
            row(article, 4, text="Same.", author=by),
            row(article, 5, text="Same."),
            row(article, 6, text="Same."),
        ]
    )
    assert (report.made, report.empty, report.doubled) == (3, 1, 2)
    assert Discussion.objects.get().published_count == 4


def test_nobody_is_told_and_nothing_counts(article: Article) -> None:
    import_comments([row(article, 1, author=member()), answer(article, 2, 1)])
    for rows in (Notice, Participation, Decision, DBTaskResult):
        assert not rows.objects.exists()
    assert mail.outbox == []


def test_a_few_queries_for_any_number(
    article: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = [row(article, 0), *(answer(article, n, (n - 1) // 5 * 5 and 0) for n in range(1, 400))]
    with django_assert_max_num_queries(21):  # SQLite takes some 45 rows in one INSERT
        assert import_comments(rows).made == 400
    assert Discussion.objects.get().published_count == 400
