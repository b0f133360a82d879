"""Count the figures of each month and step from the civic record, so that a page only reads them.

The record keeps what became of applications when their members are gone; so do the figures.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from math import ceil
from statistics import median
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from community.models import CivicRecord, LadderMonth, Standing

Kind = CivicRecord.Kind
STEPS = (Standing.RESIDENT, Standing.CITIZEN)
COUNTED = {
    "sent": Kind.APPLIED,
    "granted": Kind.GRANTED,
    "declined": Kind.DECLINED,
    "expired": Kind.EXPIRED,
    "withdrawn": Kind.WITHDREW,
}
# Each leads to the standing that the entry names, but the last.
MOVES = (
    Kind.FOUNDED,
    Kind.GRANTED,
    Kind.REVOKED,
    Kind.RESTORED,
    Kind.RENOUNCED,
    Kind.RETURNED,
    Kind.LEFT,
)
SETTLED = timedelta(days=2)  # after which the figures of a month that is over stay as they are


def count_ladder() -> int:
    """Count the running month, the one before while it is fresh, and those never counted.

    Safe to repeat and on two machines. Return how many months were counted.
    """
    today, number = timezone.localdate(), 0
    first = CivicRecord.objects.order_by("at").values_list("at", flat=True).first()
    month = (timezone.localdate(first) if first else today).replace(day=1)
    counted = dict(LadderMonth.objects.values_list("month", "counted_at"))
    while month <= today:
        following = (month + timedelta(days=31)).replace(day=1)
        counted_at = counted.get(month)
        if counted_at is None or counted_at < midnight(following) + SETTLED:
            count_month(month, midnight(month), midnight(following))
            number += 1
        month = following
    return number


def midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001  # made aware


def count_month(month: date, start: datetime, end: datetime) -> None:
    within = CivicRecord.objects.filter(at__gte=start, at__lt=end).order_by()
    people = people_at(end)
    for standing in STEPS:
        rows = within.filter(standing=standing)
        found = {**sums(rows), **waits(rows), **ballots(rows), "people": people[standing]}
        LadderMonth.objects.update_or_create(
            month=month, standing=standing, defaults={**found, "counted_at": timezone.now()}
        )


def sums(rows: QuerySet[CivicRecord]) -> dict[str, int]:
    # What has no application in it was no decision: members taken over from elsewhere.
    asked = rows.filter(facts__has_key="application")
    tallies = {name: Count("pk", filter=Q(kind=kind)) for name, kind in COUNTED.items()}
    return dict(asked.aggregate(**tallies))


def waits(rows: QuerySet[CivicRecord]) -> dict[str, int | None]:
    """From the start of the review to the decision of an editor."""
    decided = rows.filter(kind__in=(Kind.GRANTED, Kind.DECLINED), facts__has_key="waited")
    facts: list[dict[str, Any]] = list(decided.values_list("facts", flat=True))
    seconds = sorted(int(each["waited"]) for each in facts)
    return {
        "reviewed": len(facts),
        "late": sum(bool(each["late"]) for each in facts),
        "median_seconds": round(median(seconds)) if seconds else None,
        "slow_seconds": seconds[ceil(0.9 * len(seconds)) - 1] if seconds else None,
    }


def ballots(rows: QuerySet[CivicRecord]) -> dict[str, int]:
    facts = list(rows.filter(kind=Kind.COUNTED).values_list("facts", flat=True))
    cast = [int(each["yes"]) + int(each["no"]) + int(each["abstain"]) for each in facts]
    return {
        "ballots": len(facts),
        "quorate": sum(
            votes >= int(each["quorum"]) for votes, each in zip(cast, facts, strict=True)
        ),
        "rolls": sum(int(each["roll"]) for each in facts),
        "votes": sum(cast),
    }


def people_at(end: datetime) -> Counter[str]:
    """How many held each standing at ``end``: by the last move of everybody."""
    moves = CivicRecord.objects.filter(kind__in=MOVES, at__lt=end, member__isnull=False)
    rows = moves.order_by("at").values_list("member", "standing", "kind")
    last = {
        member: "" if kind == Kind.LEFT else standing for member, standing, kind in rows.iterator()
    }
    return Counter(last.values())
