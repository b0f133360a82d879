"""What is new since a member's last visit: noted once in a while, marked, never at a price."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone

from articles.models import Article
from comments.models import Attention
from community.models import User
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import member, moderator

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 5, 4, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def article(clock: time_machine.Traveller) -> Article:
    piece = published_article()
    comment(piece, at=NOON - timedelta(days=1))
    return piece


@pytest.fixture
def reader(client: Client) -> User:
    user = member()
    client.force_login(user)
    return user


def look(client: Client, article: Article, clock: time_machine.Traveller, minutes: int) -> str:
    """The page as it is so many minutes after noon."""
    clock.move_to(NOON + timedelta(minutes=minutes))
    return client.get(article.get_absolute_url()).content.decode()


def test_what_came_after_the_last_visit_is_marked(
    client: Client, article: Article, reader: User, clock: time_machine.Traveller
) -> None:
    assert "is-new" not in look(client, article, clock, 0), "all is new on a first visit, so none"
    fresh = comment(article, at=NOON + timedelta(minutes=50))
    comment(article, by=reader, at=NOON + timedelta(minutes=51))
    html = look(client, article, clock, 60)
    assert html.count("is-new") == 1
    assert f'<article class="comment is-new" id="comment-{fresh.pk}"' in html
    assert f'<a href="#comment-{fresh.pk}">1 new' in html
    assert html.count("is-new") == look(client, article, clock, 75).count("is-new")
    assert "is-new" not in look(client, article, clock, 120)


def test_a_visit_lasts_while_looks_are_close(
    client: Client, article: Article, reader: User, clock: time_machine.Traveller
) -> None:
    look(client, article, clock, 0)
    for minutes in (20, 40, 60):
        look(client, article, clock, minutes)
    kept = Attention.objects.get()
    assert kept.before_at is None, "still the first visit"
    assert kept.looked_at == NOON + timedelta(minutes=60)
    look(client, article, clock, 91)
    assert Attention.objects.get().before_at == NOON + timedelta(minutes=60)


def test_what_was_held_is_new_when_it_is_shown(
    client: Client, article: Article, reader: User, clock: time_machine.Traveller
) -> None:
    held = held_comment(article, at=NOON - timedelta(hours=1))
    look(client, article, clock, 0)
    clock.move_to(NOON + timedelta(minutes=40))
    moderators = Client()
    moderators.force_login(moderator())
    moderators.post(f"/comments/{held.pk}/approve/")
    html = look(client, article, clock, 60)
    assert f'<article class="comment is-new" id="comment-{held.pk}"' in html
    assert 'data-shown="2026-05-04T' in html


@pytest.mark.parametrize(
    "headers", [{"Sec-Purpose": "prefetch;prerender"}, {"Purpose": "prefetch"}]
)
def test_looking_ahead_is_no_look(
    client: Client, article: Article, reader: User, headers: dict[str, str]
) -> None:
    client.get(article.get_absolute_url(), headers=headers)
    client.head(article.get_absolute_url())
    assert not Attention.objects.exists()


def test_nothing_is_noted_where_there_is_nothing_to_see_or_nobody_known(
    client: Client, article: Article
) -> None:
    client.get(article.get_absolute_url())
    client.force_login(member())
    client.get(published_article().get_absolute_url())
    assert not Attention.objects.exists()


def test_looks_that_follow_closely_are_not_written(
    client: Client, article: Article, reader: User, clock: time_machine.Traveller
) -> None:
    look(client, article, clock, 0)
    look(client, article, clock, 4)
    assert Attention.objects.get().looked_at == NOON


def test_a_database_that_refuses_costs_the_mark_and_not_the_page(
    client: Client, article: Article, reader: User
) -> None:
    def refuse(
        execute: Callable[..., Any], sql: str, params: object, many: bool, context: dict[str, Any]
    ) -> Any:  # noqa: ANN401 - what the database answers
        if "comments_attention" in sql and sql.startswith("INSERT"):
            raise DatabaseError("read only")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        response = client.get(article.get_absolute_url())
    assert response.status_code == 200
    assert not Attention.objects.exists()


def test_a_mode_that_somebody_chose_stays(client: Client, article: Article, reader: User) -> None:
    Attention.objects.create(user=reader, discussion=article.discussion, mode="muted")
    client.get(article.get_absolute_url())
    kept = Attention.objects.get()
    assert (kept.mode, kept.looked_at) == ("muted", NOON)
