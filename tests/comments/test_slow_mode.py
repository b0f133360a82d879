"""Slow mode: one comment of one person in so many minutes, counted from the rows."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article
from comments.actions import delete_comment, edit_comment, post_comment, set_discussion_mode
from community.errors import TooOften
from tests.factories.articles import published_article
from tests.factories.community import moderator, resident

pytestmark = pytest.mark.django_db


@pytest.fixture
def slow() -> Article:
    article = published_article()
    set_discussion_mode(article, by=moderator(), mode="open", slow_minutes=5)
    return article


def test_the_next_comment_waits_and_says_how_long(slow: Article) -> None:
    by = resident()
    with time_machine.travel(timezone.now(), tick=False) as clock:
        post_comment(slow, by=by, text="One.")
        clock.shift(timedelta(minutes=2, seconds=30))
        with pytest.raises(TooOften, match="in 3 minutes") as refused:
            post_comment(slow, by=by, text="Two.")
        assert refused.value.retry_after == 150
        clock.shift(timedelta(minutes=2, seconds=30))
        assert post_comment(slow, by=by, text="Two.").is_published


def test_others_and_other_discussions_do_not_wait(slow: Article) -> None:
    by = resident()
    post_comment(slow, by=by, text="One.")
    assert post_comment(slow, by=resident(), text="Two.").is_published
    assert post_comment(published_article(), by=by, text="Two.").is_published


def test_taking_a_comment_back_wins_no_time_and_editing_loses_none(slow: Article) -> None:
    by = resident()
    first = post_comment(slow, by=by, text="One.")
    assert edit_comment(first, by=by, text="One!").text == "One!"
    delete_comment(first, by=by)
    with pytest.raises(TooOften):
        post_comment(slow, by=by, text="Two.")


def test_the_staff_does_not_wait(slow: Article) -> None:
    by = moderator()
    for text in ("One.", "Two."):
        assert post_comment(slow, by=by, text=text).is_published
