"""When daily letters leave."""

from datetime import datetime, time, timedelta

from django.utils import timezone

LEAVES_AT = time(6)  # in the site's time zone


def last_morning() -> datetime:
    """When the last daily letters were due: today's hour, or before it yesterday's."""
    now = timezone.localtime()
    today = timezone.make_aware(datetime.combine(now.date(), LEAVES_AT))
    if today <= now:
        return today
    yesterday = now.date() - timedelta(days=1)
    return timezone.make_aware(datetime.combine(yesterday, LEAVES_AT))
