"""What a step of the ladder asks, and how far a member has come: sentences with numbers in them.

Reads community's own tables (and allauth's e-mail addresses), never articles or comments: three
queries, however much a member has done.
"""

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Q
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


def progress(user: User, step: CharterStep) -> list[Requirement]:
    """How far ``user`` has come on ``step``; what the step does not ask (0) is left out."""
    have = {"verified_email": int(has_verified_email(user)), **counts(user, step)}
    return [replace(asked, have=have[asked.name]) for asked in requirements_of(step)]


def requirements_of(step: CharterStep) -> list[Requirement]:
    """What ``step`` asks of somebody who has done nothing yet; no query."""
    numbers = {name: int(getattr(step, name)) for name in NUMBERS}
    asked = {"verified_email": 1} | {name: needed for name, needed in numbers.items() if needed}
    windows = {"active_days": step.active_window_days}
    return [Requirement(name, needed, 0, windows.get(name, 0)) for name, needed in asked.items()]


def counts(user: User, step: CharterStep) -> dict[str, int]:
    """What the member has, by the name of the charter's number."""
    now = timezone.now()
    return {
        "account_days": days_between(user.created_at, now),
        "standing_days": days_between(user.standing_since, now),
        **participation_counts(user, step.active_window_days),
        "clean_days": clean_days(user, step.clean_days, now),
    }


def participation_counts(user: User, window: int) -> dict[str, int]:
    """Distinct articles, days, comments and people; one query.

    A day is active by the member's own doing; a mark by somebody else does not make it so.
    """
    since = timezone.localdate() - timedelta(days=window - 1)
    opened = Q(kind=Participation.Kind.OPENED)
    commented = Q(kind=Participation.Kind.COMMENTED)
    marked = Q(kind=Participation.Kind.CONSTRUCTIVE) & ~Q(by=user)
    return Participation.objects.filter(user=user).aggregate(
        articles_opened=Count("article", distinct=True, filter=opened),
        opened_days=Count("day", distinct=True, filter=opened),
        active_days=Count("day", distinct=True, filter=Q(by__isnull=True, day__gte=since)),
        comments=Count("source", distinct=True, filter=commented),
        comment_articles=Count("article", distinct=True, filter=commented),
        constructive_people=Count("by", distinct=True, filter=marked),
    )


def clean_days(user: User, needed: int, now: datetime) -> int:
    """Days since the last sanction that counts ended, at most ``needed``; 0 under one."""
    since = now - timedelta(days=needed)
    ends = [
        min((end for end in (held.lifted_at, held.until) if end), default=None)
        for held in Sanction.objects.filter(user=user).counting_since(since)
    ]
    return min([needed] + [days_between(end, now) if end else 0 for end in ends])


def days_between(start: datetime, now: datetime) -> int:
    return max(0, (now - start).days)


def has_verified_email(user: User) -> bool:
    return bool(EmailAddress.objects.filter(user=user, verified=True).exists())
