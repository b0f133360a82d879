"""Note that a member looked at a discussion, so that the next time what is new can be marked."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from comments.models import Attention, Discussion
from community.models import User

PAUSE = timedelta(minutes=30)  # a look after it begins another visit
CLOSE = timedelta(minutes=5)  # a look that follows closer is not written


def is_another_visit(looked_at: datetime | None) -> bool:
    return looked_at is None or looked_at <= timezone.now() - PAUSE


def note_look(
    discussion: Discussion, *, by: User, looked_at: datetime | None, before_at: datetime | None
) -> None:
    """Write one row, or nothing; ``looked_at`` and ``before_at`` are as they were read.

    Two looks at once write the same.
    """
    now = timezone.now()
    if looked_at is not None and looked_at > now - CLOSE:
        return
    row = Attention(
        user=by,
        discussion=discussion,
        looked_at=now,
        before_at=looked_at if is_another_visit(looked_at) else before_at,
    )
    with transaction.atomic():
        Attention.objects.bulk_create(
            [row],
            update_conflicts=True,
            unique_fields=["user", "discussion"],
            update_fields=["looked_at", "before_at"],
        )
