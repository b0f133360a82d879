"""Say that something is wrong with a comment."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.actions.publication import lock_comment, withdraw
from comments.models import Comment, Report
from comments.permissions import can_report
from community.errors import Refused, TooOften
from community.limits import retry_after
from community.models import City, User

PEOPLE_TO_HOLD = 2


def report_comment(comment: Comment, *, by: User, reason: str, note: str = "") -> Report:
    """Keep one report of ``by``; hold the comment when the reports of several weigh enough.

    Reporting again returns the first report. Raises ``PermissionDenied``, ``Refused`` or
    ``TooOften`` with a sentence.
    """
    if reason not in Report.Reason.values:
        raise Refused(_("Choose one of the reasons."))
    with transaction.atomic():
        comment = lock_comment(comment)
        existing = Report.objects.filter(comment=comment, reporter=by).first()
        if existing is not None:
            return existing
        if comment.state == Comment.State.HELD:
            raise Refused(_("A moderator is looking at it already. Thank you."))
        if not can_report(by, comment):
            raise PermissionDenied(_("You cannot report this comment."))
        if wait := retry_after(f"report:{by.pk}", times=20, seconds=3600):
            raise TooOften(_("That were many reports. Come back in an hour."), retry_after=wait)
        report = Report.objects.create(
            comment=comment,
            reporter=by,
            reason=reason,
            note=note.strip()[:300],
            weight=weight_of(by),
        )
        hold_if_heavy(comment)
    return report


def weight_of(user: User) -> int:
    """What a report of ``user`` weighs: by standing, nothing while the account is new."""
    city = City.current()
    if user.created_at > timezone.now() - timedelta(days=city.report_after_days):
        return 0
    return city.report_weight(user.effective_standing)


def hold_if_heavy(comment: Comment) -> None:
    """Hold a locked comment that enough people reported, unless a moderator has kept it."""
    if comment.kept_at is not None or not comment.is_published:
        return
    open_reports = Report.objects.filter(comment=comment, settled_at__isnull=True, weight__gt=0)
    weights = list(open_reports.values_list("weight", flat=True))
    standing = comment.author.effective_standing if comment.author else "visitor"
    threshold = City.current().hold_weight(standing)
    if len(weights) < PEOPLE_TO_HOLD or sum(weights) < threshold:
        return
    comment.state, comment.held_by = Comment.State.HELD, "reports"
    comment.is_suspicious = False
    comment.held_reason = ngettext(
        "%(count)d reader reported it.", "%(count)d readers reported it.", len(weights)
    ) % {"count": len(weights)}
    comment.save(update_fields=["state", "held_by", "held_reason", "is_suspicious"])
    withdraw(comment)
