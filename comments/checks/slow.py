"""Slow mode: so many minutes between two comments of one person in one discussion.

Counted from the rows, deleted ones among them: taking a comment back wins no time.
"""

from datetime import timedelta
from math import ceil

from django.utils import timezone
from django.utils.translation import ngettext

from comments.checks.writing import Writing
from comments.models import Comment
from community.errors import TooOften

NAME = "slow"


def check(writing: Writing) -> None:
    discussion = writing.discussion
    if not discussion.slow_minutes or writing.comment or writing.author.roles:
        return
    own = Comment.objects.filter(discussion=discussion, author=writing.author)
    last = own.order_by("-created_at").values_list("created_at", flat=True).first()
    if last is None:
        return
    left = last + timedelta(minutes=discussion.slow_minutes) - timezone.now()
    if left > timedelta(0):
        raise TooOften(_sentence(left), retry_after=ceil(left.total_seconds()))


def _sentence(left: timedelta) -> str:
    minutes = ceil(left / timedelta(minutes=1))
    return ngettext(
        "This discussion is in slow mode. Your words are still here: send them again in "
        "%(count)d minute.",
        "This discussion is in slow mode. Your words are still here: send them again in "
        "%(count)d minutes.",
        minutes,
    ) % {"count": minutes}
