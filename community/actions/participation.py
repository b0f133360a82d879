"""What a member did that counts; articles and comments report it here, and take it back here."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from community.models import Participation, User


def record_participation(
    user: User,
    kind: str,
    *,
    article: UUID,
    source: UUID,
    day: date | None = None,
    by: User | None = None,
) -> None:
    """Note that ``user`` did ``kind`` at ``article``; one INSERT, silent when it is noted already.

    ``source`` is the uuid of the cause (the article opened, the comment), ``day`` the day in the
    site's time zone (default today), ``by`` who marked it when it was another's doing.
    """
    row = Participation(
        user=user,
        kind=kind,
        article=article,
        source=source,
        by=by,
        day=day or timezone.localdate(),
    )
    Participation.objects.bulk_create([row], ignore_conflicts=True)


def last_opened(user: User, article: UUID) -> date | None:
    """Return the last day before today on which ``user`` opened the article; one query."""
    opened = Participation.objects.filter(
        user=user, kind=Participation.Kind.OPENED, source=article, day__lt=timezone.localdate()
    )
    day: date | None = opened.aggregate(day=Max("day"))["day"]
    return day


def opened_by(user: User, articles: Collection[UUID]) -> set[UUID]:
    """Return those of ``articles`` (their uuids) that ``user`` has ever opened; one query."""
    kind = Participation.Kind.OPENED
    rows = Participation.objects.filter(user=user, kind=kind, source__in=articles)
    return set(rows.values_list("source", flat=True))


def withdraw_participation(kind: str, source: UUID, *, by: User | None = None) -> int:
    """Take back what came of ``source`` (a comment that was hidden); with ``by`` only their mark.

    Return how many rows went.
    """
    rows = Participation.objects.filter(kind=kind, source=source)
    if by is not None:
        rows = rows.filter(by=by)
    with transaction.atomic():
        return rows.delete()[0]
