"""The comments of the demo, and what they and the reading count towards."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from articles.models import Access, Article
from comments.actions.importing import ImportedComment, import_comments
from comments.models import Comment
from community.models import Participation, User
from config.demo.reading import Facts, ago

# By standing: how many articles a member of the cast has opened, and within how many days.
READ, READ_WITHIN = {"visitor": 7, "resident": 11, "citizen": 14}, 3
HELD = {
    "newcomer": "The first comment of somebody new waits for a moderator.",
    "links": "A newcomer’s comment with a link waits for a moderator.",
}


def load_comments(
    rows: list[Facts], articles: dict[str, Article], cast: dict[str, User], now: datetime
) -> None:
    import_comments(
        ImportedComment(
            source=source(row["id"]),
            article=articles[row["article"]],
            author=cast[row["author"]],
            parent_source=source(row["parent"]) if row.get("parent") else "",
            text=row["text"].strip(),
            at=ago(now, row["days_ago"]),
            state=Comment.State.HELD if row.get("state") == "held" else Comment.State.PUBLISHED,
            is_demo=True,
        )
        for row in rows
    )
    say_why_held()
    delete_those([source(row["id"]) for row in rows if row.get("state") == "deleted"])


def source(name: str) -> str:
    return f"demo:comment:{name}"


def say_why_held() -> None:
    for comment in Comment.objects.filter(is_demo=True).held():
        comment.held_by = "links" if "](http" in comment.text else "newcomer"
        comment.held_reason = HELD[comment.held_by]
        comment.save(update_fields=["held_by", "held_reason"])


def delete_those(sources: list[str]) -> None:
    """Leave the tombstones of comments that their authors took back."""
    gone = Comment.objects.filter(imported_from__in=sources)
    gone.update(state=Comment.State.DELETED, text="", html="", published_at=None)
    for comment in gone.select_related("discussion"):
        comment.discussion.published_count -= 1
        comment.discussion.save(update_fields=["published_count"])


def load_participation(
    articles: dict[str, Article], cast: dict[str, User], applicants: set[str], now: datetime
) -> None:
    """Note the published comments of the cast, and what each has read; applicants read all."""
    written = Comment.objects.filter(author__in=cast.values()).published()
    rows = [
        Participation(
            user=comment.author,
            kind=Participation.Kind.COMMENTED,
            article=comment.discussion.article.uuid,
            source=comment.uuid,
            day=timezone.localdate(comment.created_at),
        )
        for comment in written.select_related("author", "discussion__article")
        if comment.author
    ]
    open_to_all = [a for a in articles.values() if a.access == Access.EVERYONE]
    for handle, member in cast.items():
        how_many = len(open_to_all) if handle in applicants else READ[member.standing]
        chance = random.Random(handle)  # noqa: S311 - not secret
        rows += reading(member, chance.sample(open_to_all, how_many), now, chance)
    Participation.objects.bulk_create(rows, ignore_conflicts=True)


def reading(
    member: User, articles: list[Article], now: datetime, chance: random.Random
) -> Iterator[Participation]:
    """Yield what ``member`` opened: the same articles on the same days before every load.

    A piece is read when it comes out, or in the first days by somebody who comes later.
    """
    for article in articles:
        since = max(article.published_at or now, member.created_at)
        day = min(since + timedelta(days=chance.randrange(READ_WITHIN)), now)
        yield Participation(
            user=member,
            kind=Participation.Kind.OPENED,
            article=article.uuid,
            source=article.uuid,
            day=timezone.localdate(day),
        )
