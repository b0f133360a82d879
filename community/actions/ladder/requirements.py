"""What a step of the ladder asks, and how far a member has come: sentences with numbers in them.

Reads community's own tables (and allauth's e-mail addresses), never articles or comments: three
queries, however much a member has done.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import CharterStep, Participation, Sanction, User


@dataclass(frozen=True)
class Requirement:
    """One thing asked; ``needed`` and ``have`` count what ``name`` says."""

    name: str
    needed: int
    have: int

    @property
    def met(self) -> bool:
        return self.have >= self.needed

    @property
    def sentence(self) -> str:
        """In the second person: "You have read 7 of 10 articles"."""
        return sentence(self.name, self.needed, min(self.have, self.needed))

    def as_row(self) -> dict[str, Any]:
        """For the snapshot; ``Requirement(**row)`` reads it back."""
        return asdict(self)


def sentence(name: str, needed: int, have: int) -> str:
    words = {
        "verified_email": yes_no(
            have, _("Your e-mail address is confirmed."), _("Confirm your e-mail address.")
        ),
        "account_days": ngettext(
            "You have been here for %(have)d of %(needed)d day.",
            "You have been here for %(have)d of %(needed)d days.",
            needed,
        ),
        "standing_days": ngettext(
            "You have lived in the city for %(have)d of %(needed)d day.",
            "You have lived in the city for %(have)d of %(needed)d days.",
            needed,
        ),
        "articles_opened": ngettext(
            "You have read %(have)d of %(needed)d article.",
            "You have read %(have)d of %(needed)d articles.",
            needed,
        ),
        "opened_days": ngettext(
            "You have come to read on %(have)d of %(needed)d day.",
            "You have come to read on %(have)d of %(needed)d days.",
            needed,
        ),
        "active_days": ngettext(
            "You have taken part on %(have)d of %(needed)d day.",
            "You have taken part on %(have)d of %(needed)d days.",
            needed,
        ),
        "comments": ngettext(
            "%(have)d of %(needed)d comment of yours has been published.",
            "%(have)d of %(needed)d comments of yours have been published.",
            needed,
        ),
        "comment_articles": ngettext(
            "You have commented on %(have)d of %(needed)d article.",
            "You have commented on %(have)d of %(needed)d different articles.",
            needed,
        ),
        "constructive_people": ngettext(
            "%(have)d of %(needed)d person has found a comment of yours constructive.",
            "%(have)d of %(needed)d people have found a comment of yours constructive.",
            needed,
        ),
        "clean_days": clean_sentence(needed, have),
    }
    return words[name] % {"needed": needed, "have": have}


def yes_no(have: int, yes: str, no: str) -> str:
    return yes if have else no


def clean_sentence(needed: int, have: int) -> str:
    if have >= needed:
        return _("Nothing has stood against you in the last %(needed)d days.")
    left = ngettext("%(left)d day", "%(left)d days", needed - have) % {"left": needed - have}
    return _("A sanction counts for another %(left)s after it has ended.") % {"left": left}


def progress(user: User, step: CharterStep) -> list[Requirement]:
    """How far ``user`` has come on ``step``; what the step does not ask (0) is left out."""
    counted = counts(user, step)
    asked = [Requirement("verified_email", 1, int(has_verified_email(user)))]
    for name, have in counted.items():
        needed = int(getattr(step, name))
        if needed:
            asked.append(Requirement(name, needed, have))
    return asked


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
