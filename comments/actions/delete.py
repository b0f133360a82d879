"""Take back an own comment."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from comments.actions.publication import lock_comment, withdraw
from comments.actions.react import count_reactions
from comments.actions.spam import unlearn
from comments.models import Comment
from comments.permissions import can_delete
from community.models import User

WORDS = [
    "text",
    "html",
    "text_hash",
    "passage_block",
    "passage_text",
    "held_by",
    "held_reason",
]


def delete_comment(comment: Comment, *, by: User) -> Comment:
    """Empty the text and its earlier versions for good; a tombstone stays while answers hang on it.

    Twice is silent. Raises ``PermissionDenied`` with a sentence.
    """
    with transaction.atomic():
        comment = lock_comment(comment)
        if comment.is_deleted and comment.author_id == by.pk:
            return comment
        if not can_delete(by, comment):
            raise PermissionDenied(
                _("Only its author may delete a comment, while it is shown or waits.")
            )
        was_published = comment.is_published
        empty(comment)
        if was_published:
            withdraw(comment)
    return comment


def empty(comment: Comment) -> None:
    """Leave nothing of a locked comment but its place."""
    comment.edits.all().delete()
    unlearn(comment)  # its words are in the lesson
    comment.mentions.all().delete()
    comment.reactions.all().delete()
    comment.state = Comment.State.DELETED
    for name in WORDS:
        setattr(comment, name, "")
    comment.checks, comment.spam_score, comment.is_suspicious = [], None, False
    comment.picked_at = None
    comment.save(
        update_fields=["state", *WORDS, "checks", "spam_score", "is_suspicious", "picked_at"]
    )
    count_reactions(comment)
