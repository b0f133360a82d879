"""Open, restrict or close a discussion by hand."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Discussion
from community.models import User
from community.permissions import StaffRight, staff_may


def set_discussion_mode(
    article: Article, *, by: User, mode: str, closed_reason: str = ""
) -> Discussion:
    """Set who may write under ``article``; readers of a closed one see ``closed_reason``."""
    if not staff_may(by, StaffRight.MODERATE):
        raise PermissionDenied(_("Only moderators open and close discussions."))
    with transaction.atomic():
        discussion = Discussion.objects.get_or_create(article=article)[0]
        discussion.mode = Discussion.Mode(mode)
        discussion.closed_reason = closed_reason if discussion.is_closed else ""
        discussion.save(update_fields=["mode", "closed_reason"])
    return discussion
