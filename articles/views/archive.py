"""The archive: all that came out, month by month."""

from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models.articles import ArticleQuerySet
from articles.months import Month, between, months_with_pieces, newest_date, oldest_date
from articles.views.lists import asked_page, visible


@require_safe
def archive(request: HttpRequest) -> HttpResponse:
    """Every month in which something came out, under its year."""
    by_year = groupby(months_with_pieces(), key=lambda row: row[0].year)
    years = [(year, list(months)) for year, months in by_year]
    counted = [(year, sum(count for _month, count in months), months) for year, months in years]
    return render(request, "articles/archive.html", {"years": counted})


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """What came out in a month; 404 where nothing did."""
    this = Month(year, month)
    try:
        pieces = between(visible(request), this.start, this.end)
    except ValueError as error:
        raise Http404 from error
    page_obj = asked_page(request, pieces.for_lists().newest_first())
    if not page_obj.paginator.count:
        raise Http404
    context = {"month": this, "page_obj": page_obj, **neighbours(visible(request), this)}
    return render(request, "articles/month.html", context)


def neighbours(pieces: ArticleQuerySet, this: Month) -> dict[str, Any]:
    """Return the nearest months on both sides in which something came out."""
    before = newest_date(between(pieces, None, this.start))
    after = oldest_date(between(pieces, this.end, None))
    return {
        "older_month": Month.of(before) if before else None,
        "newer_month": Month.of(after) if after else None,
    }
