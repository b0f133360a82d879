"""What the cast of the demo says without words: likes, constructive marks, two picks."""

import random
from datetime import datetime

from django.utils import timezone

from articles.permissions import can_read
from comments.best import CONSTRUCTIVE_WEIGHS, best_score
from comments.models import Comment, Reaction
from community.models import Participation, User

MOST_LIKES, MOST_MARKS = 8, 5
PICKED = 2
LIKE, CONSTRUCTIVE = Reaction.Kind.LIKE, Reaction.Kind.CONSTRUCTIVE


def load_reactions(cast: dict[str, User]) -> None:
    """Let members react to one another's comments: the same to the same in every load."""
    shown = Comment.objects.filter(is_demo=True, author__isnull=False).published()
    comments = list(shown.select_related("author", "discussion__article").order_by("pk"))
    reactions = [one for comment in comments for one in reactions_to(comment, list(cast.values()))]
    Reaction.objects.bulk_create(reactions)
    note_constructive(reactions)
    count(comments, reactions)


def reactions_to(comment: Comment, cast: list[User]) -> list[Reaction]:
    chance = random.Random(comment.imported_from)  # noqa: S311 - not secret
    article = comment.discussion.article
    here = [member for member in cast if member.created_at < comment.created_at]
    readers = [member for member in here if can_read(member, article)]
    others = [member for member in readers if member.pk != comment.author_id]
    settled = [member for member in others if was_resident(member, comment.created_at)]
    # Most comments please a few; few please many.
    likes = min(chance.randrange(MOST_LIKES + 1), chance.randrange(MOST_LIKES + 1))
    marks = min(chance.randrange(MOST_MARKS + 1), chance.randrange(MOST_MARKS + 1))
    said = [(LIKE, member) for member in chance.sample(others, min(likes, len(others)))]
    said += [(CONSTRUCTIVE, who) for who in chance.sample(settled, min(marks, len(settled)))]
    return [reaction(comment, user, kind) for kind, user in said]


def reaction(comment: Comment, user: User, kind: str) -> Reaction:
    return Reaction(comment=comment, user=user, kind=kind, created_at=comment.created_at)


def was_resident(member: User, at: datetime) -> bool:
    return member.resident_since is not None and member.resident_since < at


def note_constructive(reactions: list[Reaction]) -> None:
    """Such a mark counts on its author's way to citizenship."""
    rows = [
        Participation(
            user=one.comment.author,
            kind=Participation.Kind.CONSTRUCTIVE,
            article=one.comment.discussion.article.uuid,
            source=one.comment.uuid,
            by=one.user,
            day=timezone.localdate(one.comment.created_at),
        )
        for one in reactions
        if one.kind == CONSTRUCTIVE and one.comment.author
    ]
    Participation.objects.bulk_create(rows, ignore_conflicts=True)


def count(comments: list[Comment], reactions: list[Reaction]) -> None:
    """Set the counters and scores from the rows, and pick the two that please most."""
    for comment in comments:
        ours = [one for one in reactions if one.comment is comment]
        liked = {one.user.pk for one in ours if one.kind == LIKE}
        marked = {one.user.pk for one in ours if one.kind == CONSTRUCTIVE}
        comment.like_count, comment.constructive_count = len(liked), len(marked)
        points = len(liked - marked) + CONSTRUCTIVE_WEIGHS * len(marked)
        comment.score = best_score(points, comment.created_at)
    pleasing = sorted(comments, key=lambda one: one.like_count + one.constructive_count)
    for comment in pleasing[-PICKED:]:
        comment.picked_at = timezone.now()
    fields = ["like_count", "constructive_count", "score", "picked_at"]
    Comment.objects.bulk_update(comments, fields, batch_size=200)
