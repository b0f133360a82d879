"""Open, restrict, slow down or close a discussion by hand."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Decision, Discussion
from comments.models.discussion import SLOWEST
from community.actions.record import keep_reason
from community.errors import Refused
from community.models import User
from community.permissions import StaffRight, staff_may


def set_discussion_mode(
    article: Article,
    *,
    by: User,
    mode: str,
    closed_reason: str = "",
    slow_minutes: int | None = None,
) -> Discussion:
    """Set who may write under ``article`` and how often; readers of a closed one see
    ``closed_reason``. ``slow_minutes`` None leaves them; a change goes into the log.
    """
    if not staff_may(by, StaffRight.MODERATE):
        raise PermissionDenied(_("Only moderators open and close discussions."))
    if slow_minutes is not None and not 0 <= slow_minutes <= SLOWEST:
        raise Refused(_("Give minutes from 0 to %d.") % SLOWEST)
    with transaction.atomic():
        Discussion.objects.get_or_create(article=article)
        discussion = Discussion.objects.select_for_update(no_key=True).get(article=article)
        before = (discussion.mode, discussion.closed_reason, discussion.slow_minutes)
        discussion.mode = Discussion.Mode(mode)
        discussion.closed_reason = closed_reason.strip() if discussion.is_closed else ""
        if slow_minutes is not None:
            discussion.slow_minutes = slow_minutes
        if before != (discussion.mode, discussion.closed_reason, discussion.slow_minutes):
            discussion.save(update_fields=["mode", "closed_reason", "slow_minutes"])
            write_setting(discussion, by, mode_before=before[0], slow_before=before[2])
    return discussion


def write_setting(discussion: Discussion, by: User, **facts: str | int) -> Decision:
    """Add to the log what is set now (``mode``, ``slow_minutes``) and what was before."""
    entry = Decision(
        kind=Decision.Kind.SET,
        article=discussion.article.uuid,
        by=by.record_id,
        facts={"mode": discussion.mode, "slow_minutes": discussion.slow_minutes, **facts},
    )
    if discussion.closed_reason:
        entry.reason_hash = keep_reason(entry.pk, discussion.closed_reason)
    entry.save(force_insert=True)
    return entry
