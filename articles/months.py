"""The months of the archive, in the time zone of the city."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from articles.models.articles import ArticleQuerySet

AT_ONCE = 600  # months in one statement: fifty years
DECEMBER = 12

COUNT = (
    "WITH months (number, first, behind) AS (VALUES {rows}) SELECT number, (SELECT COUNT(*)"
    " FROM articles_article WHERE state = %s AND published_at >= first AND published_at < behind)"
    " FROM months ORDER BY number DESC"
)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    year: int
    month: int

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        local = timezone.localtime(moment)
        return cls(local.year, local.month)

    @classmethod
    def numbered(cls, number: int) -> "Month":
        return cls(number // DECEMBER, number % DECEMBER + 1)

    @property
    def number(self) -> int:
        """Months in a row have numbers in a row."""
        return self.year * DECEMBER + self.month - 1

    @property
    def first_day(self) -> date:
        """Raises ValueError for what is no month, and in the last year that Python knows."""
        if self.year >= MAXYEAR:
            raise ValueError(self)
        return date(self.year, self.month, 1)

    @property
    def start(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.first_day, datetime.min.time()))

    @property
    def end(self) -> datetime:
        """Return the first moment that is not of this month."""
        return Month.numbered(self.number + 1).start

    def get_absolute_url(self) -> str:
        return reverse("articles:month", args=[self.year, self.month])


def between(
    pieces: ArticleQuerySet, start: datetime | None, end: datetime | None
) -> ArticleQuerySet:
    """Return those that came out from ``start`` on and before ``end``; None: without that bound."""
    rows = pieces.filter(published_at__gte=start) if start else pieces
    return rows.filter(published_at__lt=end) if end else rows


def newest_date(pieces: ArticleQuerySet) -> datetime | None:
    return pieces.order_by("-published_at").values_list("published_at", flat=True).first()


def oldest_date(pieces: ArticleQuerySet) -> datetime | None:
    return pieces.order_by("published_at").values_list("published_at", flat=True).first()


def months_with_pieces() -> list[tuple[Month, int]]:
    """Return the months in which something visible came out, the newest first, with how much.

    Each is counted in the index of the newest pieces: three queries, one more for each 50 years.
    """
    pieces = Article.objects.published()
    newest, oldest = newest_date(pieces), oldest_date(pieces)
    if newest is None or oldest is None:
        return []
    last, first = Month.of(newest).number, Month.of(oldest).number
    numbers = range(last, first - 1, -1)
    batches = [numbers[at : at + AT_ONCE] for at in range(0, len(numbers), AT_ONCE)]
    return [row for batch in batches for row in counted(batch)]


def counted(numbers: Sequence[int]) -> list[tuple[Month, int]]:
    """Twin of ``Article.objects.published()``, for many months at once."""
    adapt = connection.ops.adapt_datetimefield_value
    values = list[Any]()
    for month in map(Month.numbered, numbers):
        values += [month.number, adapt(month.start), adapt(month.end)]
    rows = ", ".join(["(%s, %s, %s)"] * len(numbers))
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(rows=rows), [*values, Article.State.PUBLISHED.value])
        return [(Month.numbered(number), count) for number, count in cursor.fetchall() if count]
