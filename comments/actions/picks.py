"""Editors pick comments that are worth reading."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.actions.deciding import write_decision
from comments.actions.publication import lock_comment
from comments.models import Comment, Decision
from comments.permissions import can_pick
from community.errors import Refused
from community.models import User


def pick_comment(comment: Comment, *, by: User) -> Comment:
    """Pick a comment that is shown. Twice is silent; who picks is in the log."""
    with transaction.atomic():
        comment = lock_to_pick(comment, by)
        if not comment.is_published:
            raise Refused(_("Only a comment that is shown can be picked."))
        if comment.picked_at is None:
            comment.picked_at = timezone.now()
            comment.save(update_fields=["picked_at"])
            write_decision(Decision.Kind.PICKED, comment, by)
    return comment


def unpick_comment(comment: Comment, *, by: User) -> Comment:
    with transaction.atomic():
        comment = lock_to_pick(comment, by)
        if comment.picked_at is not None:
            comment.picked_at = None
            comment.save(update_fields=["picked_at"])
            write_decision(Decision.Kind.UNPICKED, comment, by)
    return comment


def lock_to_pick(comment: Comment, by: User) -> Comment:
    comment = lock_comment(comment)
    if not can_pick(by, comment):
        raise PermissionDenied(_("Editors pick comments, but never their own."))
    return comment
