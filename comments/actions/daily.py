"""The daily letter: what a member wants to hear of, but not at once."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comments.models import Telling
from community.actions.mornings import last_morning
from community.actions.one_by_one import one_by_one
from community.enqueue import enqueue
from community.models import Pace


def put_into_daily_letters() -> int:
    """Promise a letter to everybody for whom something came before this morning; return how many.

    Safe to repeat and to run on two machines: who puts the rows into a letter promises it.
    """
    morning = last_morning()
    waiting = Telling.objects.filter(pace=Pace.DAILY, letter_on__isnull=True, at__lt=morning)
    people = list(waiting.order_by("user").values_list("user", flat=True).distinct())
    return one_by_one(lambda user: put_into_letter(user, morning), people)


def put_into_letter(user: int, morning: datetime) -> bool:
    day = timezone.localdate(morning)
    with transaction.atomic():
        waiting = Telling.objects.filter(
            user=user, pace=Pace.DAILY, letter_on__isnull=True, at__lt=morning
        )
        if not waiting.update(letter_on=day):
            return False
        enqueue("comments.tasks.mail_daily_letter", user, day.isoformat())
    return True
