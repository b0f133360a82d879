"""What follows when a comment comes into view or leaves it.

Called inside the transaction that changed the state, with the comment's row locked by it.
"""

from collections.abc import Iterable

from django.db.models import F, Max, Subquery
from django.utils import timezone

from comments.actions.tell import tell_of
from comments.counting import forget_count
from comments.models import Comment, Discussion, Reaction
from community.actions.participation import record_participation, withdraw_participation
from community.models import Participation


def lock_comment(comment: Comment) -> Comment:
    """Return the row as it is now, with its article, locked until the transaction ends."""
    rows = Comment.objects.select_related("author", "discussion__article")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=comment.pk)


def publish(comment: Comment) -> None:
    """Show ``comment`` and save its state; tell whom it concerns, each once."""
    first_time = comment.published_at is None
    comment.state = Comment.State.PUBLISHED
    comment.held_by = comment.held_reason = comment.hidden_reason = ""
    comment.is_suspicious = False
    comment.published_at = comment.published_at or timezone.now()
    comment.save(
        update_fields=[
            "state",
            "is_suspicious",
            "held_by",
            "held_reason",
            "hidden_reason",
            "published_at",
            "kept_at",
        ]
    )
    count_published(comment)
    tell_of(comment, is_new=first_time)


def count_published(comment: Comment) -> None:
    count(comment, +1)
    if comment.author is not None and comment.published_at is not None:
        record_participation(
            comment.author,
            Participation.Kind.COMMENTED,
            article=comment.discussion.article.uuid,
            source=comment.uuid,
            day=timezone.localdate(comment.published_at),
        )
    if comment.constructive_count:  # from before it was hidden
        marks = comment.reactions.filter(kind=Reaction.Kind.CONSTRUCTIVE)
        note_marks(comment, marks.select_related("user"))


def note_marks(comment: Comment, marks: Iterable[Reaction]) -> None:
    """Count for the author that others marked it as constructive."""
    if comment.author is None:
        return
    for mark in marks:
        record_participation(
            comment.author,
            Participation.Kind.CONSTRUCTIVE,
            article=comment.discussion.article.uuid,
            source=comment.uuid,
            day=timezone.localdate(mark.created_at),
            by=mark.user,
        )


def withdraw(comment: Comment) -> None:
    """Count a comment out that was published until now; its new state is saved already."""
    count(comment, -1)
    withdraw_participation(Participation.Kind.COMMENTED, comment.uuid)
    withdraw_participation(Participation.Kind.CONSTRUCTIVE, comment.uuid)


def count(comment: Comment, by: int) -> None:
    """Count a comment in or out at the top of its thread and in its discussion.

    In this order: locks go up the thread and then to the discussion, everywhere.
    """
    if comment.root_id is not None:
        Comment.objects.filter(pk=comment.root_id).update(answer_count=F("answer_count") + by)
    Discussion.objects.filter(pk=comment.discussion_id).update(
        published_count=F("published_count") + by, last_comment_at=newest(comment.discussion_id)
    )
    forget_count(comment.discussion.article.uuid)


def newest(discussion: int) -> Subquery:
    """When the newest comment that is still shown was published."""
    shown = Comment.objects.filter(discussion=discussion).published().order_by()
    return Subquery(shown.values("discussion").annotate(at=Max("published_at")).values("at"))
