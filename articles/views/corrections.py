"""Corrections: under a piece, of the whole publication, and since one read it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Article, Correction
from articles.views.lists import asked_page
from community.models import User
from community.permissions import Person


@dataclass(frozen=True, slots=True)
class Changes:
    """What a reader has to know who read the piece on ``day``."""

    day: date
    changed_at: datetime
    corrections: list[Correction]


def corrections_of(piece: Article) -> list[Correction]:
    """One query, and none for a piece that nobody changed since it was published."""
    return list(piece.corrections.oldest_first()) if piece.updated_at else []


def last_corrected(corrections: list[Correction]) -> datetime | None:
    """Return the day of the last correction that still holds."""
    return next((one.at for one in reversed(corrections) if one.withdrawn_at is None), None)


def changes_since(user: Person, piece: Article, corrections: list[Correction]) -> Changes | None:
    """Return what changed after the day on which ``user`` read the piece before today.

    ``piece`` comes from ``with_acts_of``. A change on that very day is not told: the day alone is
    known.
    """
    changed_at = piece.updated_at
    if not isinstance(user, User) or changed_at is None:
        return None
    day: date | None = getattr(piece, "last_opened", None)
    if day is None or timezone.localdate(changed_at) <= day:
        return None
    since = [one for one in corrections if timezone.localdate(one.withdrawn_at or one.at) > day]
    return Changes(day, changed_at, since)


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction of a piece that is out, the newest first."""
    rows = Correction.objects.for_everybody()
    return render(request, "articles/corrections.html", {"page_obj": asked_page(request, rows)})
