"""Count the figures of each month, so that the gazette only reads them."""

from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from comments.gazette.moments import midnight, next_month
from comments.models import Comment, Decision, MonthFigures

Kind = Decision.Kind
SETTLED = timedelta(days=2)  # after which the figures of a month that is over stay as they are
BATCH = 2000


def count_months() -> int:
    """Count the running month, the one before while it is fresh, and those never counted.

    Safe to repeat and on two machines. Return how many were counted.
    """
    today = timezone.localdate()
    first = Decision.objects.order_by("at").values_list("at", flat=True).first()
    month = (timezone.localdate(first) if first else today).replace(day=1)
    counted = dict(MonthFigures.objects.values_list("month", "counted_at"))
    number = 0
    while month <= today:
        following = next_month(month)
        counted_at = counted.get(month)
        if counted_at is None or counted_at < midnight(following) + SETTLED:
            MonthFigures.objects.update_or_create(month=month, defaults=figures(month, following))
            number += 1
        month = following
    return number


def figures(month: date, following: date) -> dict[str, object]:
    start, end = midnight(month), midnight(following)
    within = Decision.objects.filter(at__gte=start, at__lt=end).order_by()
    counted = within.aggregate(
        approved=Count("pk", filter=Q(kind=Kind.APPROVED)),
        hidden=Count("pk", filter=Q(kind=Kind.HIDDEN)),
        spam=Count("pk", filter=Q(kind=Kind.SPAM)),
        overturned=Count("pk", filter=Q(kind=Kind.OVERTURNED)),
        held=Count("pk", filter=Q(facts__has_key="stopped_by")),
    )
    waiting = Comment.objects.held().filter(created_at__gte=start, created_at__lt=end)
    counted["held"] += waiting.count()
    return {**counted, "median_seconds": median_wait(start, end), "counted_at": timezone.now()}


def median_wait(start: datetime, end: datetime) -> int | None:
    """Half of the comments that a check had stopped were decided on within so many seconds."""
    stopped = Decision.objects.filter(
        at__gte=start, at__lt=end, facts__has_key="stopped_by", comment__isnull=False
    ).exclude(facts__stopped_by="reports")
    decided = stopped.order_by("at").values_list("comment", "at")
    waits: list[float] = []
    batch: dict[UUID, datetime] = {}
    for comment, at in decided.iterator(chunk_size=BATCH):
        if comment:
            batch.setdefault(comment, at)
        if len(batch) == BATCH:
            waits += waits_of(batch)
            batch = {}
    waits += waits_of(batch)
    return round(median(waits)) if waits else None


def waits_of(decided: dict[UUID, datetime]) -> list[float]:
    written = Comment.objects.filter(uuid__in=decided).values_list("uuid", "created_at")
    return [max(0.0, (decided[uuid] - at).total_seconds()) for uuid, at in written]
