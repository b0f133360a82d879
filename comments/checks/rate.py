"""How fast one person may write. Counted from the rows, so it holds in every process at once."""

from datetime import timedelta
from math import ceil

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.checks.writing import Writing
from comments.models import Comment, CommentEdit
from community.errors import Refused, TooOften
from community.models import User

NAME = "rate"
PAUSE = timedelta(seconds=10)
WINDOW = timedelta(minutes=10)
MOST_BY_VISITOR = 10
MOST_EDITS = 20
MOST_HELD = 20  # comments of a visitor that wait


def check(writing: Writing) -> None:
    if settings.LIMITS_ENABLED:
        wait = _edit_wait(writing) if writing.comment else _wait(writing)
        if wait > 0:
            raise TooOften(_sentence(wait), retry_after=wait)
        if writing.is_visitor and not writing.comment and _waiting(writing.author) >= MOST_HELD:
            raise Refused(
                _("Many comments of yours wait for a moderator. Give them time; keep your words.")
            )


def _waiting(author: User) -> int:
    return Comment.objects.filter(author=author).held().order_by().count()


def _wait(writing: Writing) -> int:
    """Seconds until the next comment may come."""
    now = timezone.now()
    recent = Comment.objects.filter(author=writing.author, created_at__gt=now - WINDOW)
    times = list(
        recent.order_by("-created_at").values_list("created_at", flat=True)[:MOST_BY_VISITOR]
    )
    waits = [PAUSE - (now - times[0])] if times else []
    if writing.is_visitor and len(times) == MOST_BY_VISITOR:
        waits.append(WINDOW - (now - times[-1]))
    return max((ceil(wait.total_seconds()) for wait in waits), default=0)


def _edit_wait(writing: Writing) -> int:
    """Seconds until the next edit may come."""
    now = timezone.now()
    edits = CommentEdit.objects.filter(comment__author=writing.author, at__gt=now - WINDOW)
    times = list(edits.order_by("-at").values_list("at", flat=True)[:MOST_EDITS])
    return ceil((WINDOW - (now - times[-1])).total_seconds()) if len(times) == MOST_EDITS else 0


def _sentence(wait: int) -> str:
    return ngettext(
        "That was quick. Your words are still here: send them again in %(count)d second.",
        "That was quick. Your words are still here: send them again in %(count)d seconds.",
        wait,
    ) % {"count": wait}
