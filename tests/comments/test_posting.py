"""Writing a comment: what is taken, what is refused and how, and that nothing comes twice."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import Settings

from articles.models import Access, Article
from comments.actions import post_comment, set_discussion_mode
from comments.models import Comment, Discussion
from comments.permissions import can_comment, can_reply
from community.errors import Refused
from community.models import City, Notice, Participation, Sanction
from tests.factories.articles import article as draft_article
from tests.factories.articles import published_article
from tests.factories.comments import (
    comment,
    discussion,
    guest_comment,
    held_comment,
    hidden_comment,
    trusted_member,
)
from tests.factories.community import citizen, editor, member, moderator, resident

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture
def article() -> Article:
    return published_article()


def test_a_residents_comment_appears_at_once(article: Article) -> None:
    by = resident()
    posted = post_comment(article, by=by, text="  *Well* said.  ")

    assert (posted.state, posted.depth, posted.parent) == (State.PUBLISHED, 1, None)
    assert (posted.text, posted.html) == ("*Well* said.", "<p><em>Well</em> said.</p>")
    assert posted.discussion.article == article
    found = Discussion.objects.get(article=article)
    assert (found.published_count, found.last_comment_at) == (1, posted.published_at)
    part = Participation.objects.get(user=by)
    assert (part.kind, part.article, part.source) == ("commented", article.uuid, posted.uuid)


def test_a_newcomers_comment_is_held_and_counts_nothing(article: Article) -> None:
    by = member()
    posted = post_comment(article, by=by, text="Hello.")

    assert (posted.state, posted.held_by, posted.published_at) == (State.HELD, "newcomer", None)
    assert Discussion.objects.get(article=article).published_count == 0
    assert not Participation.objects.filter(user=by).exists()


def test_an_answer_hangs_on_its_parent_and_its_author_is_told(
    article: Article, run_tasks: Callable[[], int]
) -> None:
    parent = comment(article, by=resident("Ida"))
    assert parent.author
    answer = post_comment(article, by=resident("Ada"), text="Not **quite**.", parent=parent)

    assert (answer.parent, answer.depth) == (parent, 2)
    notice = Notice.objects.get(user=parent.author)
    assert (notice.kind, notice.url) == ("comment_answered", answer.get_absolute_url())
    assert notice.sentence == f"Ada answered your comment on “{article.title}”."
    assert run_tasks() == 1
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == ([parent.author.email], "Ada answered you")
    assert "Not **quite**." in letter.body
    assert f"/comments/{answer.pk}/" in letter.body
    assert str(answer.uuid) in letter.extra_headers["Message-ID"]


def test_nobody_is_told_of_an_answer_to_oneself_or_to_a_guest(article: Article) -> None:
    own = comment(article)
    assert own.author
    post_comment(article, by=own.author, text="And another thing.", parent=own)
    post_comment(article, by=resident(), text="Well.", parent=guest_comment(article))

    assert not Notice.objects.exists()


def test_of_a_held_answer_the_parent_is_not_told(article: Article) -> None:
    post_comment(article, by=member(), text="Hello.", parent=comment(article))
    assert not Notice.objects.exists()


def test_the_mail_stays_in_when_the_answer_is_gone(
    article: Article, run_tasks: Callable[[], int]
) -> None:
    answer = post_comment(article, by=resident(), text="Not quite.", parent=comment(article))
    Comment.objects.filter(pk=answer.pk).update(state=State.HIDDEN)
    run_tasks()
    assert mail.outbox == []


# -- Twice -----------------------------------------------------------------------------------------


def test_the_same_text_twice_is_one_comment(article: Article) -> None:
    by, parent = resident(), comment(article)
    first = post_comment(article, by=by, text="The same.", parent=parent)
    again = post_comment(article, by=by, text=" the  SAME. ", parent=parent)

    assert again == first
    assert Comment.objects.filter(author=by).count() == 1
    assert Discussion.objects.get().published_count == 2
    assert Notice.objects.count() == 1


def test_a_second_press_is_neither_too_quick_nor_too_late(
    article: Article, settings: Settings
) -> None:
    settings.LIMITS_ENABLED = True
    by = resident()
    first = post_comment(article, by=by, text="The same.")
    assert post_comment(article, by=by, text="The same.") == first
    Discussion.objects.update(mode=Discussion.Mode.CLOSED)
    assert post_comment(article, by=by, text="The same.") == first


def test_the_same_text_elsewhere_or_by_another_is_another_comment(article: Article) -> None:
    by, parent = resident(), comment(article)
    one = post_comment(article, by=by, text="The same.")
    others = [
        post_comment(article, by=by, text="The same.", parent=parent),
        post_comment(published_article(), by=by, text="The same."),
        post_comment(article, by=resident(), text="The same."),
    ]
    assert one not in others
    assert Comment.objects.count() == 5


def test_a_deleted_text_may_be_said_again(article: Article) -> None:
    by = resident()
    comment(article, by=by, text="The same.", state=State.DELETED)
    assert post_comment(article, by=by, text="The same.").is_published


# -- Refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("gone", [hidden_comment, held_comment])
def test_what_is_gone_cannot_be_answered(gone: Callable[..., Comment], article: Article) -> None:
    by, parent = resident(), gone(article)
    assert not can_reply(by, parent)
    with pytest.raises(Refused, match=r"is gone|waits for a moderator"):
        post_comment(article, by=by, text="But why?", parent=parent)
    assert not Comment.objects.filter(author=by).exists()

    parent = comment(article)
    assert can_reply(by, parent)
    assert post_comment(article, by=by, text="But why?", parent=parent).is_published


def test_a_stale_parent_is_looked_at_again(article: Article) -> None:
    parent = comment(article)
    Comment.objects.filter(pk=parent.pk).update(state=State.DELETED)
    with pytest.raises(Refused, match="is gone"):
        post_comment(article, by=resident(), text="But why?", parent=parent)


def test_the_parent_stands_under_the_same_article(article: Article) -> None:
    discussion(article)
    with pytest.raises(PermissionDenied):
        post_comment(article, by=resident(), text="But why?", parent=comment())


def test_a_discussion_closes_by_age(article: Article) -> None:
    by = resident()
    Article.objects.update(published_at=timezone.now() - timedelta(days=30, minutes=1))
    article.refresh_from_db()
    assert not can_comment(by, article)
    with pytest.raises(Refused, match="after 30 days"):
        post_comment(article, by=by, text="Too late?")

    article.discussion_age_from = timezone.now() - timedelta(days=29)
    assert post_comment(article, by=by, text="Imported yesterday.").is_published
    City.objects.update(close_discussion_days=0)
    article.discussion_age_from = None
    assert post_comment(article, by=by, text="Never closes.").is_published


def test_a_discussion_closes_by_hand_with_its_reason(article: Article) -> None:
    set_discussion_mode(
        article, by=moderator(), mode="closed", closed_reason="All has been said here."
    )
    with pytest.raises(Refused, match="All has been said here"):
        post_comment(article, by=citizen(), text="One thing more.")
    set_discussion_mode(article, by=moderator(), mode="open")
    assert post_comment(article, by=citizen(), text="One thing more.").is_published


def test_only_moderators_close_a_discussion(article: Article) -> None:
    with pytest.raises(PermissionDenied):
        set_discussion_mode(article, by=citizen(), mode="closed")


def test_residents_only(article: Article) -> None:
    visitor = trusted_member()
    discussion(article, mode=Discussion.Mode.RESIDENTS)
    with pytest.raises(PermissionDenied, match="only residents and citizens"):
        post_comment(article, by=visitor, text="May I?")
    for by in (resident(), citizen(), editor()):
        assert post_comment(article, by=by, text="I may.").is_published


def test_who_may_not_read_may_not_comment() -> None:
    gated = published_article(access=Access.RESIDENTS)
    with pytest.raises(PermissionDenied, match="may read the whole piece"):
        post_comment(gated, by=trusted_member(), text="What does it say?")
    assert post_comment(gated, by=resident(), text="It says much.").is_published


def test_nothing_is_said_under_a_draft() -> None:
    with pytest.raises(PermissionDenied, match="when the piece is published"):
        post_comment(draft_article(), by=editor(), text="Early.")


@pytest.mark.parametrize("kind", ["silenced", "suspended", "banned"])
def test_a_sanction_bites_at_once_in_an_open_session(kind: str, article: Article) -> None:
    by = resident()
    assert can_comment(by, article)  # this instance has looked its sanctions up
    until = None if kind == "banned" else timezone.now() + timedelta(days=1)
    Sanction.objects.create(user=by, kind=kind, reason="Insults.", until=until)
    with pytest.raises(PermissionDenied, match="may not comment"):
        post_comment(article, by=by, text="Still here.")


def test_a_closed_account_writes_nothing(article: Article) -> None:
    by = resident()
    type(by).objects.update(is_active=False)
    with pytest.raises(PermissionDenied):
        post_comment(article, by=by, text="Still here.")


def test_depth_is_counted_past_the_sixth_level(article: Article) -> None:
    parent = None
    for n in range(9):
        parent = comment(article, parent=parent, text=f"Level {n}.")
    assert parent is not None
    assert parent.depth == 9
    assert post_comment(article, by=resident(), text="Ten.", parent=parent).depth == 10
