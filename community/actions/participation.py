"""What a member did that counts; articles and comments report it here, and take it back here."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, QuerySet
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


def openings(user: User, article: str) -> QuerySet[Participation]:
    """Return when ``user`` opened the row whose uuid the query around it calls ``article``."""
    kind = Participation.Kind.OPENED
    return Participation.objects.filter(user=user, kind=kind, source=OuterRef(article))


def withdraw_participation(kind: str, source: UUID, *, by: User | None = None) -> int:
    """Take back what came of ``source`` (a comment that was hidden); with ``by`` only their mark.

    Return how many rows went.
    """
    rows = Participation.objects.filter(kind=kind, source=source)
    if by is not None:
        rows = rows.filter(by=by)
    with transaction.atomic():
        return rows.delete()[0]
