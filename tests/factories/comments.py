"""Discussions with comments in every state, written by the actions that write them on the site."""

from datetime import datetime
from itertools import count
from typing import Any

from django.utils import timezone

from articles.models import Article
from comments.actions.publication import count_published
from comments.best import best_score
from comments.html import text_hash
from comments.models import Comment, Discussion
from community.html import comment_html
from community.models import User
from tests.factories.articles import published_article as an_article
from tests.factories.community import member, resident

_numbers = count(1)
State = Comment.State


def discussion(article: Article | None = None, **fields: Any) -> Discussion:
    return Discussion.objects.get_or_create(article=article or an_article(), defaults=fields)[0]


def comment(
    article: Article | None = None,
    *,
    by: User | None = None,
    text: str = "",
    parent: Comment | None = None,
    state: str = State.PUBLISHED,
    at: datetime | None = None,
    **fields: Any,
) -> Comment:
    """A comment that stands already; counters and participation are as if it had been posted."""
    if article is None:
        article = parent.discussion.article if parent else an_article()
    text = text or f"Thought number {next(_numbers)}."
    written = Comment.objects.create(
        discussion=discussion(article),
        author=by or (None if fields.get("guest_name") else resident()),
        text=text,
        html=comment_html(text),
        text_hash=text_hash(text),
        parent=parent,
        root_id=parent.top_pk if parent else None,
        depth=parent.depth + 1 if parent else 1,
        state=state,
        score=best_score(0, at or timezone.now()),
        created_at=at or timezone.now(),
        published_at=(at or timezone.now()) if state == State.PUBLISHED else None,
        **fields,
    )
    if state == State.PUBLISHED:
        count_published(written)
    return written


def held_comment(article: Article | None = None, **fields: Any) -> Comment:
    fields.setdefault("by", member())
    fields.setdefault("held_by", "newcomer")
    fields.setdefault("held_reason", "A newcomer.")
    return comment(article, state=State.HELD, **fields)


def hidden_comment(article: Article | None = None, **fields: Any) -> Comment:
    fields.setdefault("hidden_reason", "It insults the writer.")
    return comment(article, state=State.HIDDEN, **fields)


def guest_comment(article: Article | None = None, name: str = "Ida", **fields: Any) -> Comment:
    source = f"archive#{next(_numbers)}"
    return comment(article, guest_name=name, imported_from=source, **fields)


def trusted_member(name: str = "", **fields: Any) -> User:
    """A visitor with an approved comment."""
    person = member(name, **fields)
    comment(by=person)
    return person
