"""The spam model: what it learns from moderators, what it unlearns, what it says and does."""

from collections.abc import Sequence

import pytest
from pytest_django import DjangoAssertNumQueries

from comments.actions import (
    approve_comment,
    delete_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    post_comment,
    report_comment,
    restore_comment,
    undo_decision,
)
from comments.actions.spam import author_then, teach
from comments.checks import spam
from comments.models import Comment, Decision, SpamLesson, SpamToken
from comments.spam import Author, explain, judge, tokens_of
from comments.spam.features import hosts_of
from comments.spam.model import CERTAIN, HOLD, MUCH, OF_EACH, REMARK
from community.html import comment_html
from tests.comments.labelled import (
    in_folds,
    in_time,
    marked,
    precision_and_recall,
    written_set,
)
from tests.comments.writings import writing
from tests.factories.articles import published_article
from tests.factories.comments import comment, guest_comment, held_comment, hidden_comment
from tests.factories.community import citizen, editor, member, moderator, resident

pytestmark = pytest.mark.django_db
ADVERT = "Best online casino, huge bonus https://lucky.example/win"
THOUGHT = "The ferry should wait for the nurse."


def taught(comments: int = OF_EACH, *, each: int = 4) -> None:
    """As if moderators had decided: ``each`` times as many lessons as ``comments`` in all."""
    for is_spam, text in ((True, ADVERT), (False, THOUGHT)):
        tokens = tokens_of(comment_html(text))
        number = comments * each // 2
        rows = [
            SpamToken(token=token, **{"spam" if is_spam else "other": number}) for token in tokens
        ]
        SpamToken.objects.bulk_create(rows)
    total = comments * each // 2
    SpamToken.objects.create(token="", spam=total, other=total)


def counts(token: str) -> Sequence[int]:
    return SpamToken.objects.filter(token=token).values_list("spam", "other").first() or (0, 0)


# -- Marks -----------------------------------------------------------------------------------------


def test_marks_of_a_comment() -> None:
    author = Author("visitor", 0, 0)
    marks = tokens_of(comment_html("BEST c4sino!! https://www.Lucky.example/x?a=1&b=2"), author)
    for mark in (
        "w:casino", "p:best casino", "h:lucky.example", "s:shouted", "s:linked", "s:calls",
        "a:visitor", "a:first day", "a:none published",
    ):  # fmt: skip
        assert mark in marks
    assert len(marks) == len(set(marks))
    assert all(len(mark) <= 80 for mark in tokens_of(comment_html("x" * 5000)))


def test_a_long_text_has_a_bounded_number_of_marks() -> None:
    assert len(tokens_of(comment_html(" ".join(f"word{n}" for n in range(1400))))) < 640


def test_hosts_each_once() -> None:
    html = comment_html(
        "https://a.example https://www.a.example/b http://b.example mailto:x@y.example"
    )
    assert hosts_of(html) == ["a.example", "b.example"]


# -- Judging ---------------------------------------------------------------------------------------


def test_what_is_not_known_is_in_the_middle() -> None:
    assert judge(["w:ferry"], {}, 100, 100).score == 0.5
    assert judge(["w:ferry"], {"w:ferry": (1, 0)}, 0, 0).score == 0.5


def test_contradictory_evidence_is_in_the_middle() -> None:
    known = {**{f"w:a{n}": (50, 0) for n in range(9)}, **{f"w:b{n}": (0, 50) for n in range(9)}}
    assert 0.4 < judge(list(known), known, 50, 50).score < 0.6


def test_the_score_stays_between_0_and_1_however_strong() -> None:
    known = {f"w:a{n}": (10**6, 0) for n in range(200)}
    assert 0.99 < judge(list(known), known, 10**6, 10**6).score <= 1
    upside_down = dict.fromkeys(known, (0, 10**6))
    assert 0 <= judge(list(known), upside_down, 10**6, 10**6).score < 0.01


def test_it_says_why_in_words() -> None:
    known = {
        "p:online casino": (40, 0), "w:casino": (40, 0), "h:x.example": (30, 1),
        "a:many": (0, 50), "w:ferry": (1, 30),
    }  # fmt: skip
    said = explain(judge(list(known), known, 50, 50))
    assert said == (
        "Like spam: “online casino”, a link to x.example. "
        "Unlike: the author has ten or more published comments, “ferry”."
    )


def test_precision_and_recall_on_comments_written_for_it() -> None:
    rows = marked(written_set())
    for scored in (list(in_folds(rows)), list(in_time(rows, 40))):
        for threshold, recall in ((REMARK, 0.9), (HOLD, 0.7), (CERTAIN, 0.4)):
            precision, found, _wrong = precision_and_recall(scored, threshold)
            assert precision >= (0.94 if threshold == REMARK else 0.98)
            assert found >= recall


# -- Learning --------------------------------------------------------------------------------------


def test_decisions_teach() -> None:
    by = moderator()
    mark_as_spam(comment(text=ADVERT), by=by)
    hide_comment(comment(text=ADVERT), by=by, reason="Advertising.", rule="spam")
    approve_comment(held_comment(text=THOUGHT), by=by)
    kept = comment(text=THOUGHT)
    report_comment(kept, by=citizen(), reason="spam")
    keep_comment(kept, by=by)
    restore_comment(hidden_comment(text=THOUGHT), by=by)
    hide_comment(comment(text="You fool."), by=by, reason="Insulting.", rule="abuse")

    assert counts("") == (2, 3)
    assert counts("w:casino") == (2, 0)
    assert counts("w:ferry") == (0, 3)
    assert counts("w:fool") == (0, 0), "hidden for another reason, so nothing is learnt"


def test_a_comment_never_teaches_twice_or_two_things() -> None:
    by, written = moderator(), held_comment(text=ADVERT)
    approve_comment(written, by=by)
    approve_comment(written, by=by)
    assert counts("") == (0, 1)
    mark_as_spam(written, by=by)
    assert (counts(""), counts("w:casino")) == ((1, 0), (1, 0))
    assert SpamLesson.objects.get().is_spam


def test_undoing_unlearns_and_forgets_the_words() -> None:
    by, written = moderator(), comment(text=ADVERT)
    mark_as_spam(written, by=by)
    undo_decision(Decision.objects.get().pk, by=by)
    assert counts("") == (0, 0)
    assert list(SpamToken.objects.values_list("token", flat=True)) == [""]


def test_undoing_puts_back_what_it_taught_before() -> None:
    by, written = moderator(), held_comment(text=THOUGHT)
    approve_comment(written, by=by)
    mark_as_spam(written, by=by)
    undo_decision(Decision.objects.get(kind="spam").pk, by=by)
    assert (counts(""), counts("w:ferry")) == ((0, 1), (0, 1))


def test_it_unlearns_what_it_learnt_although_the_text_has_changed() -> None:
    by, written = moderator(), held_comment(text=THOUGHT)
    approve_comment(written, by=by)
    Comment.objects.update(html=comment_html(ADVERT))
    mark_as_spam(written, by=by)
    assert (counts("w:ferry"), counts("w:casino")) == ((0, 0), (1, 0))


def test_words_that_their_author_deletes_are_forgotten() -> None:
    written = held_comment(text=THOUGHT)
    approve_comment(written, by=moderator())
    assert written.author
    delete_comment(written, by=written.author)
    assert not SpamToken.objects.filter(token="w:ferry").exists()
    assert not SpamLesson.objects.exists()


def test_a_guest_teaches_too_and_authors_are_seen_as_they_were() -> None:
    teach(guest_comment(text=ADVERT), is_spam=True)
    assert counts("") == (1, 0)
    by = resident()
    first, second = comment(by=by), comment(by=by)
    then = [author_then(first), author_then(second)]
    assert [author.published for author in then if author] == [0, 1]


# -- What comes of it ------------------------------------------------------------------------------


def test_it_says_nothing_before_it_has_learnt_a_little() -> None:
    taught(2, each=4)
    written = post_comment(published_article(), by=resident(), text=ADVERT)
    assert (written.is_published, written.spam_score) == (True, None)


def test_it_only_holds_before_it_has_learnt_much() -> None:
    taught(OF_EACH, each=2)
    assert OF_EACH * 2 < MUCH
    written = post_comment(published_article(), by=resident(), text=ADVERT)
    assert (written.state, written.held_by) == (Comment.State.HELD, "spam")
    assert written.spam_score is not None
    assert written.spam_score > CERTAIN
    assert "a link to lucky.example" in written.held_reason


def test_what_is_certain_is_spam_whatever_else_objects() -> None:
    taught()
    written = post_comment(published_article(), by=member(), text=ADVERT)
    assert (written.state, written.held_by) == (Comment.State.SPAM, "spam")
    assert [row["check"] for row in written.checks if row["verdict"] == "hold"] == [
        "links", "newcomer",
    ]  # fmt: skip
    assert written not in Comment.objects.waiting()


def test_what_is_not_like_spam_passes_and_the_score_is_kept() -> None:
    taught()
    written = post_comment(published_article(), by=resident(), text=THOUGHT)
    assert written.is_published
    assert written.spam_score is not None
    assert written.spam_score < 0.1


def test_what_is_a_little_like_spam_is_shown_and_pointed_out() -> None:
    taught()
    SpamToken.objects.create(token="w:prize", spam=75, other=25)
    written = post_comment(
        published_article(),
        by=resident(),
        text="Perhaps a prize would have mended matters somewhat.",
    )
    assert written.spam_score is not None
    assert REMARK <= written.spam_score < HOLD
    assert written.is_published
    assert written in Comment.objects.waiting()


def test_the_staff_is_not_judged() -> None:
    taught()
    written = post_comment(published_article(), by=editor(), text=ADVERT)
    assert (written.is_published, written.spam_score) == (True, None)


def test_one_query_for_any_text(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    taught()
    text = writing(" ".join(f"word{n}" for n in range(1000)))
    assert text.published == 0
    with django_assert_num_queries(1):
        spam.check(text)
