"""Days and months of the site's time zone as moments."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def midnight(day: date) -> datetime:
    """The moment at which ``day`` begins."""
    return timezone.make_aware(datetime.combine(day, time()))


def next_month(month: date) -> date:
    """The first day of the month after that of ``month``."""
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)
