"""A page of the gazette: the newest lines before a moment, by day.

One query for each log (and one each for spam, pieces, reasons and names), however many rows stand
in them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from articles.feeds.pieces import STRANGER
from articles.models import Article
from comments.gazette.moments import midnight, next_month
from comments.gazette.sentences import ADMITTED, QUOTED, Beside, Line, decision_line, record_line
from comments.gazette.topics import LOGGED, RECORDED, Topic, kinds_of
from comments.models import Decision
from community.models import City, CivicReason, CivicRecord, User
from community.permissions import named_in_gazette

LINES = 50
Entry = TypeVar("Entry", bound=Model)


@dataclass(slots=True)
class Day:
    day: date
    lines: list[Line] = field(default_factory=list)
    spam: int = 0


@dataclass(frozen=True, slots=True)
class Issue:
    """``older`` is the moment to go on from; None where there is nothing older."""

    days: list[Day]
    older: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Since (inclusive) and before (exclusive); None is open."""

    since: datetime | None = None
    before: datetime | None = None

    @property
    def condition(self) -> Q:
        since = Q(at__gte=self.since) if self.since else Q()
        return since & (Q(at__lt=self.before) if self.before else Q())


def issue(
    city: City, *, topic: Topic | None = None, span: Span | None = None, most: int = LINES
) -> Issue:
    """Return at most ``most`` lines on ``topic`` (None: all) within ``span``, the newest first."""
    span = span or Span()
    decisions = newest(Decision.objects.all(), kinds_of(LOGGED, topic), span, most + 1)
    entries = newest(CivicRecord.objects.all(), kinds_of(RECORDED, topic), span, most + 1)
    merged: list[Any] = sorted([*decisions, *entries], key=lambda row: row.at, reverse=True)
    shown, has_more = cut(merged, most)
    lines = lines_of(shown, city)
    older = shown[-1].at if has_more else None
    days = by_day(lines)
    if topic in (None, Topic.COMMENTS):
        count_spam(days, span, older)
    return Issue(sorted(days.values(), key=lambda day: day.day, reverse=True), older)


def newest(rows: QuerySet[Entry], kinds: Iterable[str], span: Span, most: int) -> list[Entry]:
    """Return the newest rows of ``kinds``; each kind is read from its own stretch of the index."""
    parts = []
    for kind in kinds:
        few = rows.filter(span.condition, kind=kind).order_by("-at").values("pk")[:most]
        parts.append(rows.filter(pk__in=few).order_by())
    if not parts:
        return []
    first, *rest = parts
    return list(first.union(*rest, all=True).order_by("-at")[:most])


def cut(rows: list[Any], most: int) -> tuple[list[Any], bool]:
    """Keep ``most``; rows of one moment are not parted, as the next page begins before a moment."""
    shown, rest = rows[:most], rows[most:]
    if not rest:
        return shown, False
    whole = [row for row in shown if row.at > rest[0].at]
    return whole or shown, True


def lines_of(rows: list[Any], city: City) -> list[Line]:
    settings = [row for row in rows if isinstance(row, Decision) and row.kind == Decision.Kind.SET]
    beside = Beside(
        city=city,
        pieces=pieces([row.article for row in settings if row.article]),
        reasons=reasons([row.pk for row in rows if row.kind in QUOTED]),
        people=people([row.member for row in rows if row.kind in ADMITTED and row.member]),
    )
    return [
        decision_line(row, beside) if isinstance(row, Decision) else record_line(row, beside)
        for row in rows
    ]


def pieces(uuids: list[UUID]) -> dict[UUID, Article]:
    """Those that a stranger may see."""
    if not uuids:
        return {}
    found = Article.objects.visible_to(STRANGER).filter(uuid__in=uuids)
    return {piece.uuid: piece for piece in found.only("uuid", "title", "slug")}


def people(members: list[UUID]) -> dict[UUID, User]:
    """Those of the admitted who let the gazette say their names."""
    return named_in_gazette(members) if members else {}


def reasons(entries: list[UUID]) -> dict[UUID, str]:
    if not entries:
        return {}
    kept = CivicReason.objects.filter(entry__in=entries)
    return dict(kept.values_list("entry", "text"))


def by_day(lines: list[Line]) -> dict[date, Day]:
    grouped = groupby(lines, key=lambda line: timezone.localdate(line.at))
    return {day: Day(day, list(few)) for day, few in grouped}


def count_spam(days: dict[date, Day], span: Span, older: datetime | None) -> None:
    """Add what was taken for spam: of whole days, on the page where a day begins to be told."""
    first = midnight(timezone.localdate(older)) if older else beginning(days, span)
    last = midnight(timezone.localdate(span.before)) if span.before else None
    rows = Decision.objects.filter(
        Span(since=first, before=last).condition, kind=Decision.Kind.SPAM
    )
    counted = rows.annotate(day=TruncDate("at")).order_by().values("day")
    for day, number in counted.annotate(number=Count("pk")).values_list("day", "number"):
        days.setdefault(day, Day(day)).spam = number


def beginning(days: dict[date, Day], span: Span) -> datetime:
    """Where the last page ends: with its month."""
    if span.since:
        return span.since
    return midnight(min([*days, timezone.localdate()]).replace(day=1))


def month_span(month: date) -> Span:
    """From the first of ``month`` to the first of the next."""
    return Span(since=midnight(month.replace(day=1)), before=midnight(next_month(month)))
