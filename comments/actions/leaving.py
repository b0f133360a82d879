"""A member leaves: what they wrote, liked, reported and followed.

In a few questions for any number of comments. Locks are taken in the order of all others: from the
deepest comment to the top of its thread, then the discussions.
"""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from comments.actions.delete import WORDS
from comments.actions.importing import recount_answers, recount_discussions
from comments.actions.mentions import html_with_names
from comments.actions.react import COUNTED
from comments.actions.spam import unlearn
from comments.best import best_score
from comments.counting import forget_count
from comments.models import (
    Comment,
    CommentEdit,
    Decision,
    Discussion,
    Mention,
    Reaction,
    Report,
    SpamLesson,
    Undo,
)
from community.models import CivicReason, Participation, User

T = TypeVar("T")
BATCH, FEW = 500, 50  # a statement that says for each row what it becomes grows by the square
Kind = Reaction.Kind
NO_NAME: dict[str, Any] = {"author": None, "guest_name": "", "guest_key": ""}


def part_from_discussions(member: User) -> None:
    """Take back what they liked and reported, and part the account from what they wrote.

    What is shown stays without the name, unless ``member.takes_words``; what is not shown is
    emptied in any case, for only its author had a use for it. Safe to repeat.
    """
    with transaction.atomic():
        lock_all(member)
        forget_reactions(member)
        Report.objects.filter(reporter=member).delete()
        unlink_mentions(member)
        written = Comment.objects.filter(author=member)
        shown = Q() if member.takes_words else ~Q(state=Comment.State.PUBLISHED)
        empty_all(written.filter(shown).exclude(state=Comment.State.DELETED))
        CommentEdit.objects.filter(comment__in=written.values("pk")).delete()
        written.update(**NO_NAME, hidden_reason="")
        about = Decision.objects.filter(member=member.record_id).exclude(reason_hash="")
        CivicReason.objects.filter(entry__in=about.values("pk")).update(text="", salt="")


def lock_all(member: User) -> None:
    """Every comment that changes here, and with those that go the thread and the discussion."""
    mine = Q(author=member)
    touched = Comment.objects.filter(
        mine
        | Q(pk__in=Reaction.objects.filter(user=member).values("comment"))
        | Q(pk__in=Mention.objects.filter(user=member).values("comment"))
    )
    below, top = touched.exclude(parent=None), touched.filter(parent=None)
    if member.takes_words:
        top |= Comment.objects.filter(pk__in=below.filter(mine).values("root"))
    lock(below.order_by("-depth", "pk"))
    lock(top.order_by("pk"))
    if member.takes_words:
        own = Comment.objects.filter(mine).order_by().values("discussion")
        lock(Discussion.objects.filter(pk__in=own).order_by("pk"))


def lock(rows: "QuerySet[Comment] | QuerySet[Discussion]") -> None:
    for _pk in rows.select_for_update(no_key=True).values_list("pk", flat=True):
        pass


def forget_reactions(member: User) -> None:
    """Take back every reaction of ``member``, with what their marks counted for others."""
    with transaction.atomic():
        mine = Reaction.objects.filter(user=member)
        touched = list(mine.order_by().values_list("comment", flat=True).distinct())
        mine.delete()
        Participation.objects.filter(kind=Participation.Kind.CONSTRUCTIVE, by=member).delete()
        for keys in in_parts(touched):
            recount_reactions_of(keys)


def recount_reactions_of(keys: Iterable[int]) -> None:
    """Set the counters and scores of locked comments from the rows; three queries."""
    found = Comment.objects.filter(pk__in=list(keys)).order_by()
    counted = found.annotate(
        likes=Count("reactions", filter=Q(reactions__kind=Kind.LIKE)),
        marks=Count("reactions", filter=Q(reactions__kind=Kind.CONSTRUCTIVE)),
        people=Count("reactions__user", distinct=True),
    )
    comments = []
    for row in counted.values_list("pk", "created_at", "likes", "marks", "people"):
        pk, created_at, likes, marks, people = row
        score = best_score(people + marks, created_at)
        comments.append(Comment(pk=pk, like_count=likes, constructive_count=marks, score=score))
    Comment.objects.bulk_update(comments, COUNTED, batch_size=FEW)


def unlink_mentions(member: User) -> None:
    """Others' words stay; a name in them leads nowhere, and to nobody who takes the handle next."""
    named = Comment.objects.filter(mentions__user=member).exclude(state=Comment.State.DELETED)
    for keys in in_parts(list(named.values_list("pk", flat=True))):
        comments = list(named.filter(pk__in=keys).prefetch_related("mentions__user"))
        for comment in comments:
            others = [each.user for each in comment.mentions.all() if each.user_id != member.pk]
            comment.html = html_with_names(comment.text, others)
        Comment.objects.bulk_update(comments, ["html"], batch_size=FEW)
    Mention.objects.filter(user=member).delete()


def empty_all(comments: QuerySet[Comment]) -> None:
    """Leave nothing of ``comments`` but their places, as where an author deletes one."""
    taught = SpamLesson.objects.filter(comment__in=comments.values("pk"))
    for lesson in taught.select_related("comment"):
        unlearn(lesson.comment)  # its words are in the lesson
    rows = list(comments.order_by().values_list("pk", "uuid"))
    shown = comments.filter(state=Comment.State.PUBLISHED).order_by()
    roots = {root for root in shown.values_list("root", flat=True) if root}
    discussions = set(shown.values_list("discussion", flat=True))
    for some in in_parts(rows):
        keys = [pk for pk, _uuid in some]
        for gone in (CommentEdit, Mention, Reaction, Undo):
            gone.objects.filter(comment__in=keys).delete()
        uncount([uuid for _pk, uuid in some])
        reacted = Comment.objects.filter(pk__in=keys).exclude(like_count=0, constructive_count=0)
        recount_reactions_of(list(reacted.values_list("pk", flat=True)))
        Comment.objects.filter(pk__in=keys).update(**nothing())
    recount_all(sorted(roots), sorted(discussions))


def nothing() -> dict[str, Any]:
    words: dict[str, Any] = dict.fromkeys([*WORDS, "hidden_reason"], "")
    marks = {"spam_score": None, "is_suspicious": False, "picked_at": None}
    return {"state": Comment.State.DELETED, "checks": [], **words, **marks}


def uncount(uuids: list[UUID]) -> None:
    """What came of a comment goes with it."""
    kinds = (Participation.Kind.COMMENTED, Participation.Kind.CONSTRUCTIVE)
    Participation.objects.filter(kind__in=kinds, source__in=uuids).delete()


def recount_all(roots: list[int], discussions: list[int]) -> None:
    for keys in in_parts(roots):
        recount_answers(Comment.objects.filter(pk__in=keys))
    for keys in in_parts(discussions):
        recount_discussions(keys)
        articles = Discussion.objects.filter(pk__in=keys).values_list("article__uuid", flat=True)
        for article in articles:
            forget_count(article)


def in_parts(rows: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]
