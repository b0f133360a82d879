"""Texts stored under earlier rules are brought up to date; nothing else of a piece changes."""

from collections.abc import Callable

import pytest
from django.db import connection

from articles.actions import renew_texts
from articles.html import TEXT_VERSION
from articles.models import Article
from tests.factories.articles import published_article

pytestmark = pytest.mark.django_db
OLD = {"preview": "<p>all of it</p>", "word_count": 0, "text_version": 0}


def test_older_texts_are_worked_out_anew() -> None:
    piece = published_article(body=f"<p>{'word ' * 300}</p>")
    Article.objects.update(**OLD)

    assert renew_texts() == 1

    renewed = Article.objects.get()
    assert (renewed.preview, renewed.word_count) == (piece.preview, 300)
    assert (renewed.text_version, renewed.version) == (TEXT_VERSION, 1)
    assert (renewed.updated_at, renewed.revisions.count()) == (None, 0)
    assert renew_texts() == 0


def test_it_goes_on_where_it_stopped() -> None:
    for _each in range(3):
        published_article()
    Article.objects.update(**OLD)

    assert [renew_texts(2), renew_texts(2), renew_texts(2)] == [2, 1, 0]


def test_a_piece_that_somebody_saves_meanwhile_is_left_alone() -> None:
    published_article(body="<p>Old words.</p>")
    Article.objects.update(**OLD)
    saved: list[str] = []

    def save_first(execute: Callable[..., object], sql: str, *rest: object) -> object:
        """Somebody is faster by a moment: right before the renewed text is written."""
        if sql.startswith("UPDATE") and not saved:
            saved.append(sql)
            Article.objects.update(body="<p>New words.</p>", version=2)
        return execute(sql, *rest)

    with connection.execute_wrapper(save_first):
        assert renew_texts() == 0

    assert saved
    assert Article.objects.get().body == "<p>New words.</p>"
