"""Call those on the roll of a ballot to vote by mail, as soon as each of them wants it.

The notice stands on the site since the opening. A letter is promised to everybody on the roll, and
written to whoever has not voted by then. Letters are promised in small transactions, so that a
large roll keeps nobody waiting.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from community.actions.mail_settings import paces_of
from community.actions.mornings import last_morning
from community.actions.one_by_one import one_by_one
from community.enqueue import enqueue, forget_ended
from community.models import BallotVoter, MailKind, Pace, User
from community.models.ballots import BallotVoterQuerySet

AT_A_TIME = 100
MAIL_VOTER = "community.tasks.ladder.mail_voter"


def call_voters() -> int:
    """Promise a letter to those who want it at once; return how many lines of rolls were read.

    Safe to repeat and to run on two machines: who marks a line promises its letter.
    """
    number = 0
    while read := call_some():
        number += read
    return number


def call_some() -> int:
    with transaction.atomic():
        others = BallotVoter.objects.uncalled().exclude(voter__in=daily_readers())
        locked = others.select_for_update(of=("self",), no_key=True)
        lines = list(locked.select_related("voter").order_by("pk")[:AT_A_TIME])
        paces = paces_of([line.voter for line in lines if line.voter], MailKind.BALLOT_OPENED)
        for line in lines:
            if line.voter and paces[line.voter.pk] == Pace.AT_ONCE:
                call(line.voter.pk, [line.ballot_id])
        # Whoever has changed to daily meanwhile is left for the morning.
        mark([line for line in lines if line.voter and paces[line.voter.pk] != Pace.DAILY])
    return len(lines)


def call_voters_daily() -> int:
    """Promise the others one letter in the morning; return to how many people."""
    morning = last_morning()
    waiting = uncalled_before(morning).filter(voter__in=daily_readers())
    people = list(waiting.order_by("voter").values_list("voter", flat=True).distinct())
    return one_by_one(lambda user: call_daily(user, morning), people)


def call_daily(user: int, morning: datetime) -> bool:
    with transaction.atomic():
        waiting = uncalled_before(morning).filter(voter=user)
        lines = list(waiting.select_for_update(of=("self",), no_key=True).order_by("pk"))
        if not lines:
            return False
        call(user, [line.ballot_id for line in lines])
        mark(lines)
    return True


def uncalled_before(morning: datetime) -> BallotVoterQuerySet:
    since = Coalesce("ballot__extended_at", "ballot__opened_at")
    return BallotVoter.objects.uncalled().alias(since=since).filter(since__lt=morning)


def daily_readers() -> QuerySet[User]:
    return User.objects.filter(
        mail_settings__kind=MailKind.BALLOT_OPENED, mail_settings__pace=Pace.DAILY
    )


def call(user: int, ballots: list[int]) -> None:
    enqueue(MAIL_VOTER, user, ",".join(map(str, ballots)))


def forget_calls(ballot: int) -> None:
    """SECURITY: a letter that failed, or took its time, was one to somebody who had not voted."""
    forget_ended(MAIL_VOTER, lambda _user, ballots: str(ballot) in ballots.split(","))


def mark(lines: list[BallotVoter]) -> None:
    BallotVoter.objects.filter(pk__in=[line.pk for line in lines]).update(is_called=True)
