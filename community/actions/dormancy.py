"""A citizen who stays away goes dormant, after a notice, and is awake again with the next visit.

Called by the clock; each is safe to repeat and to run on two machines at once. A visit is any
participation of one's own: the page that a member opens notes it and changes nothing else, so
that waking, too, is the clock's.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from community.actions.notices import notify_member
from community.actions.one_by_one import one_by_one
from community.actions.people import lock_member
from community.actions.record import write_record
from community.enqueue import enqueue
from community.models import City, CivicRecord, Notice, Participation, Standing, User

MONTH = timedelta(days=365) / 12
DAY = timedelta(days=1)


def tell_of_dormancy() -> int:
    """Tell citizens who have been away for long when they go dormant; return how many were told."""
    city, now = City.current(), timezone.now()
    ahead = timedelta(days=city.dormant_notice_days)
    since = now - away_for(city) + ahead
    untold = Q(dormancy_told_at__isnull=True) | Q(dormancy_told_at__lt=since)
    day = date_format(timezone.localtime(now + ahead), "DATE_FORMAT")
    away = away_since(since).filter(untold)
    return one_by_one(lambda user: tell(user, untold, now, day), away)


def tell(user: User, untold: Q, now: datetime, day: str) -> bool:
    with transaction.atomic():
        if not User.objects.filter(untold, pk=user.pk).update(dormancy_told_at=now):
            return False
        notify_member(user, Notice.Kind.DORMANT_SOON, reverse("community:me"), day=day)
        enqueue("community.tasks.ladder.mail_dormancy", user.pk, "dormant_soon", day)
    return True


def put_to_sleep() -> int:
    """Let those go dormant who were told in time and did not come; return how many."""
    city, now = City.current(), timezone.now()
    told = Q(dormancy_told_at__lte=now - timedelta(days=city.dormant_notice_days))
    away = away_since(now - away_for(city)).filter(told)
    return one_by_one(lambda user: sleep(user, now), away)


def sleep(user: User, now: datetime) -> bool:
    with transaction.atomic():
        member = lock_member(user)
        if member.standing != Standing.CITIZEN or member.dormant_since is not None:
            return False
        if came_since(member, timezone.localdate(member.dormancy_told_at)):
            return False
        member.dormant_since = now
        member.save(update_fields=["dormant_since"])
        write_record(CivicRecord.Kind.SLEPT, member=member, standing=Standing.CITIZEN)
        notify_member(member, Notice.Kind.DORMANT, reverse("community:me"))
    return True


def wake_returned() -> int:
    """Wake the dormant who have come by since; return how many."""
    came = Participation.objects.visits(OuterRef("dormant_since__date")).filter(user=OuterRef("pk"))
    asleep = User.objects.filter(standing=Standing.CITIZEN, dormant_since__isnull=False)
    return one_by_one(wake, asleep.filter(Exists(came)))


def wake(user: User) -> bool:
    with transaction.atomic():
        member = lock_member(user)
        if member.dormant_since is None:
            return False
        member.dormant_since = member.dormancy_told_at = None
        member.save(update_fields=["dormant_since", "dormancy_told_at"])
        write_record(CivicRecord.Kind.WOKE, member=member, standing=Standing.CITIZEN)
        notify_member(member, Notice.Kind.AWAKE, reverse("community:community"))
    return True


def away_for(city: City) -> timedelta:
    return MONTH * city.dormant_months


def away_since(moment: datetime) -> QuerySet[User]:
    """Citizens awake who became one before ``moment`` and have done nothing of their own since."""
    day_after = timezone.localdate(moment) + DAY
    lately = Participation.objects.visits(day_after).filter(user=OuterRef("pk"))
    return User.objects.filter(
        ~Exists(lately),
        standing=Standing.CITIZEN,
        dormant_since__isnull=True,
        citizen_since__lte=moment,
        is_active=True,
    ).order_by(F("pk"))


def came_since(member: User, day: date) -> bool:
    return Participation.objects.visits(day + DAY).filter(user=member).exists()
