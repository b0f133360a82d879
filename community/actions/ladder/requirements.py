"""What a step of the ladder asks, and how far a member has come: sentences with numbers in them.

Reads community's own tables (and allauth's e-mail addresses), never articles or comments: three
queries, however much a member has done. ``qualifying`` counts a whole city by the same definitions.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, F, Q
from django.utils import timezone

from community.actions.ladder.words import demand, sentence
from community.models import CharterStep, Participation, Sanction, User

NUMBERS = (
    "account_days",
    "standing_days",
    "articles_opened",
    "opened_days",
    "active_days",
    "comments",
    "comment_articles",
    "constructive_people",
    "clean_days",
)


@dataclass(frozen=True)
class Requirement:
    """One thing asked; ``needed`` and ``have`` count what ``name`` says, within ``window`` days."""

    name: str
    needed: int
    have: int
    window: int = 0

    @property
    def met(self) -> bool:
        return self.have >= self.needed

    @property
    def sentence(self) -> str:
        """In the second person: "You have read 7 of 10 articles"."""
        have = min(self.have, self.needed)
        return sentence(self.name, self.needed, have, self.window)

    @property
    def demand(self) -> str:
        """What is asked, of anybody: "10 articles read"."""
        return demand(self.name, self.needed, self.window)

    def as_row(self) -> dict[str, Any]:
        """For the snapshot; ``Requirement(**row)`` reads it back."""
        return asdict(self)


def progress(user: User, step: CharterStep, *, at: datetime | None = None) -> list[Requirement]:
    """How far ``user`` has come on ``step``; what the step does not ask (0) is left out.

    ``at`` is an earlier time to count for, at which the standing was the present one.
    """
    return progress_of([user], step, at=at)[user.pk]


def progress_of(
    users: Sequence[User], step: CharterStep, *, at: datetime | None = None
) -> dict[int, list[Requirement]]:
    """The progress of each of ``users`` by key; three queries for any number of them."""
    verified, have = verified_among(users), counts_of(users, step, at or timezone.now())
    return {
        user.pk: [
            replace(asked, have={"verified_email": int(user.pk in verified), **have[user.pk]}[name])
            for asked in requirements_of(step)
            for name in [asked.name]
        ]
        for user in users
    }


def requirements_of(step: CharterStep) -> list[Requirement]:
    """What ``step`` asks of somebody who has done nothing yet; no query."""
    numbers = {name: int(getattr(step, name)) for name in NUMBERS}
    asked = {"verified_email": 1} | {name: needed for name, needed in numbers.items() if needed}
    windows = {"active_days": step.active_window_days}
    return [Requirement(name, needed, 0, windows.get(name, 0)) for name, needed in asked.items()]


def counts_of(users: Sequence[User], step: CharterStep, now: datetime) -> dict[int, dict[str, int]]:
    """What each member has, by the name of the charter's number."""
    keys, today = [user.pk for user in users], timezone.localdate(now)
    tallies = tallies_of(step, today)
    rows = Participation.objects.filter(user__in=keys, day__lte=today).order_by().values("user")
    counted = rows.annotate(**tallies).values_list("user", *tallies)
    took_part = {key: dict(zip(tallies, numbers, strict=True)) for key, *numbers in counted}
    clean = clean_days_of(keys, step.clean_days, now)
    return {
        user.pk: {
            "account_days": days_between(user.created_at, now),
            "standing_days": days_between(user.standing_since, now),
            **took_part.get(user.pk, dict.fromkeys(tallies, 0)),
            "clean_days": clean.get(user.pk, step.clean_days),
        }
        for user in users
    }


def tallies_of(step: CharterStep, today: date) -> dict[str, Count]:
    """Distinct articles, days, comments and people, to be counted for each member.

    A day is active by the member's own doing; a mark by somebody else does not make it so.
    """
    since = today - timedelta(days=step.active_window_days - 1)
    opened = Q(kind=Participation.Kind.OPENED)
    commented = Q(kind=Participation.Kind.COMMENTED)
    marked = Q(kind=Participation.Kind.CONSTRUCTIVE) & ~Q(by=F("user"))
    return {
        "articles_opened": Count("article", distinct=True, filter=opened),
        "opened_days": Count("day", distinct=True, filter=opened),
        "active_days": Count("day", distinct=True, filter=Q(by__isnull=True, day__gte=since)),
        "comments": Count("source", distinct=True, filter=commented),
        "comment_articles": Count("article", distinct=True, filter=commented),
        "constructive_people": Count("by", distinct=True, filter=marked),
    }


def clean_days_of(keys: Sequence[int], needed: int, now: datetime) -> dict[int, int]:
    """Days since the last sanction that counts ended, for those who had one; 0 under one."""
    clean = dict[int, int]()
    held = Sanction.objects.filter(user__in=keys).counting_since(now - timedelta(days=needed))
    for sanction in held:
        end = min((at for at in (sanction.lifted_at, sanction.until) if at), default=None)
        days = days_between(end, now) if end else 0
        clean[sanction.user_id] = min(days, needed, clean.get(sanction.user_id, needed))
    return clean


def days_between(start: datetime, now: datetime) -> int:
    return max(0, (now - start).days)


def verified_among(users: Sequence[User]) -> set[int]:
    rows = EmailAddress.objects.filter(user__in=[user.pk for user in users], verified=True)
    return set(rows.values_list("user", flat=True))
