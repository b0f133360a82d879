"""Take back an own comment."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from comments.actions.publication import lock_comment, withdraw
from comments.models import Comment
from comments.permissions import can_delete
from community.models import User


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
        comment.state = Comment.State.DELETED
        comment.text = comment.html = comment.text_hash = comment.held_by = comment.held_reason = ""
        comment.save(update_fields=["state", "text", "html", "text_hash", "held_by", "held_reason"])
        comment.edits.all().delete()
        if was_published:
            withdraw(comment)
    return comment
