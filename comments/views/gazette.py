"""The gazette: the public face of the two logs, the same for everybody."""

from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feeds.entries import Entry
from articles.feeds.formats import RssFeed
from articles.feeds.lists import channel_of, written
from comments.gazette import Day, Topic, issue
from comments.gazette.days import Span, month_span
from comments.gazette.moments import midnight
from comments.models import MonthFigures
from community.html import absolute, absolute_html
from community.models import City

MONTHS, YEARS = 12, range(1990, 2200)
IN_FEED = 120  # lines


@require_safe
def gazette(request: HttpRequest) -> HttpResponse:
    """A page of it; ``month`` (2026-11), ``topic`` and ``before`` narrow it down."""
    topic, month = asked_topic(request), asked_month(request)
    span = month_span(month) if month else Span()
    before = asked_moment(request)
    if before is not None:
        span = Span(since=span.since, before=min(before, span.before or before))
    city = City.current()
    figures = list(MonthFigures.objects.all()[:MONTHS])
    context = {
        "our_city": city,
        "issue": issue(city, topic=topic, span=span),
        "topic": topic,
        "topics": Topic.choices,
        "month": month,
        "is_later": before is not None,
        "figures": figures,
        "current": figures[0] if figures else None,
    }
    return render(request, "comments/gazette.html", context)


def asked_topic(request: HttpRequest) -> Topic | None:
    name = request.GET.get("topic", "")
    if name and name not in Topic.values:
        raise Http404
    return Topic(name) if name else None


def asked_month(request: HttpRequest) -> date | None:
    text = request.GET.get("month", "")
    if not text:
        return None
    try:
        month = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007  # a month has no zone
    except ValueError as error:
        raise Http404 from error
    return in_reach(month)


def asked_moment(request: HttpRequest) -> datetime | None:
    text = request.GET.get("before", "")
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError as error:
        raise Http404 from error
    if moment is None or timezone.is_naive(moment):
        raise Http404
    in_reach(moment.date())
    return moment


def in_reach(day: date) -> date:
    if day.year not in YEARS:
        raise Http404
    return day


@require_safe
def gazette_feed(request: HttpRequest) -> HttpResponseBase:
    """One entry a day, once the day is over; so what a reader's program has read stays true."""
    city, today = City.current(), midnight(timezone.localdate())
    found = issue(city, span=Span(before=today), most=IN_FEED)
    days = found.days[:-1] if found.older else found.days
    home = reverse("comments:gazette")
    channel = channel_of(request, _("The gazette"), home, "")
    return written(request, RssFeed, channel, [entry_of(day, home) for day in days])


def entry_of(day: Day, home: str) -> Entry:
    address = absolute(f"{home}?month={day.day:%Y-%m}#day-{day.day:%Y-%m-%d}")
    told = midnight(day.day + timedelta(days=1))
    return Entry(
        uuid=uuid5(NAMESPACE_URL, address),
        title=_("The gazette of %(day)s") % {"day": date_format(day.day)},
        address=address,
        html=absolute_html(render_to_string("comments/_gazette_day.html", {"day": day}), address),
        published=told,
        updated=told,
    )
