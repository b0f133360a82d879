"""The queue of comments that wait for a moderator: which there are, and one page of them.

Each kind is found by an index of its own, from the oldest on, so that the page costs the same with
a million comments; counts go up to a thousand and say "more" then.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import IntegerField, Min, Q, QuerySet, Subquery
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from comments.addresses import number
from comments.models import Comment, Report, Undo
from community.models import User

PER_PAGE = 20
MOST = 1000
State = Comment.State
TABS = {
    "": _("All that waits"),
    "held": _("Held"),
    "reported": _("Reported"),
    "suspicious": _("Suspicious"),
    "spam": _("Spam"),
}
OTHERS = {
    "published": _("shown"),
    "hidden": _("hidden"),
    "deleted": _("deleted"),
    "all": _("all there are"),
}


@dataclass(frozen=True)
class Wanted:
    """What a moderator asked for in the address; whatever is not understood is left out."""

    which: str = ""
    held_by: str = ""
    author: int | None = None
    handle: str = ""
    after: tuple[datetime, int] | None = None

    @classmethod
    def of(cls, query: "QueryDict") -> "Wanted":
        handle = query.get("q", "").strip().removeprefix("@")
        author = number(query.get("author__id__exact", ""))
        if handle:
            found = User.objects.filter(handle=handle.lower()).values_list("pk", flat=True).first()
            author = found or 0
        which = query.get("which", "all" if author is not None else "")
        return cls(
            which if which in TABS or which in OTHERS else "",
            query.get("held_by", "")[:40],
            author,
            handle,
            cursor(query.get("after", "")),
        )

    @property
    def is_newest_first(self) -> bool:
        """What waits comes oldest first; what is looked up, newest first."""
        return self.which in OTHERS


def cursor(text: str) -> tuple[datetime, int] | None:
    at, _line, pk = text.partition("_")
    try:
        since = parse_datetime(at)
    except ValueError:
        return None
    key = number(pk)
    if since is None or since.tzinfo is None or key is None:
        return None
    is_sane = date.min.year + 1 < since.year < date.max.year - 1  # in every time zone
    return (since, key) if is_sane else None


# -- The page --------------------------------------------------------------------------------------


def page_of_queue(wanted: Wanted) -> tuple[list[int], str]:
    """Return the keys of one page in their order, and the cursor of the next ("" for none).

    One query. What waits for two reasons comes by the earlier one.
    """
    first: dict[int, datetime] = {}
    for since, pk in keys(wanted):
        first.setdefault(pk, since)
    chosen = list(first)[:PER_PAGE]
    more = len(first) > PER_PAGE
    return chosen, f"{first[chosen[-1]].isoformat()}_{chosen[-1]}" if more else ""


def keys(wanted: Wanted) -> list[tuple[datetime, int]]:
    """Return (since when, key), a little more than a page."""
    if wanted.which == "reported":
        return list(reported(wanted).order_by("since", "comment")[: PER_PAGE + 1])
    if wanted.which:
        return list(one_kind(wanted.which, wanted))
    held, suspicious = (
        # A limit may stand in a subquery, but on SQLite in no part of a union.
        Comment.objects.filter(pk__in=one_kind(name, wanted).values("pk"))
        .order_by()
        .values_list("created_at", "pk")
        for name in ("held", "suspicious")
    )
    every = held.union(suspicious, reported(wanted).order_by(), all=True)
    return list(every.order_by("created_at", "pk")[: 3 * PER_PAGE + 3])


def one_kind(name: str, wanted: Wanted) -> "QuerySet[Comment, tuple[datetime, int]]":
    rows = narrowed(Comment.objects.all(), name, wanted).values_list("created_at", "pk")
    order = ["-created_at", "-pk"] if wanted.is_newest_first else ["created_at", "pk"]
    return rows.order_by(*order)[: PER_PAGE + 1]


def narrowed(comments: "QuerySet[Comment]", name: str, wanted: Wanted) -> "QuerySet[Comment]":
    if name == "suspicious":
        comments = comments.filter(is_suspicious=True)
    elif name in State.values:
        comments = comments.filter(state=name)
    if wanted.held_by:
        comments = comments.filter(held_by=wanted.held_by)
    if wanted.author is not None:
        comments = comments.filter(author=wanted.author)
    if wanted.after is not None:
        at, pk = wanted.after
        if wanted.is_newest_first:
            return comments.filter(created_at__lte=at).exclude(created_at=at, pk__gte=pk)
        return comments.filter(created_at__gte=at).exclude(created_at=at, pk__lte=pk)
    return comments


def reported(wanted: Wanted) -> "QuerySet[Any, Any]":
    """Comments that are shown although reported, since the first open report."""
    rows = Report.objects.filter(settled_at__isnull=True, comment__state=State.PUBLISHED)
    if wanted.held_by:
        rows = rows.filter(comment__held_by=wanted.held_by)
    if wanted.author is not None:
        rows = rows.filter(comment__author=wanted.author)
    grouped = rows.order_by().values("comment").annotate(since=Min("created_at"))
    if wanted.after is not None:
        at, pk = wanted.after
        grouped = grouped.filter(Q(since__gt=at) | Q(since=at, comment__gt=pk))
    return grouped.values_list("since", "comment")


# -- How many --------------------------------------------------------------------------------------


class HowMany(Subquery):
    """The number of rows of a subquery, which has its own limit."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS few)"
    output_field = IntegerField()


def ask(user: User, **expressions: "Subquery[Any]") -> dict[str, Any]:
    """Return the values of expressions that have no table of their own; one query."""
    row = User.objects.filter(pk=user.pk).annotate(**expressions)
    return dict(row.values(*expressions).get())


def tab_counts() -> "dict[str, Subquery[Any]]":
    """The number behind each tab, up to one more than ``MOST``."""
    open_reports = Report.objects.filter(settled_at__isnull=True, comment__state=State.PUBLISHED)
    rows = Comment.objects.order_by("created_at")  # as its index is, so that it is used
    kinds = {
        "held": rows.held().values("pk"),
        "reported": open_reports.order_by().values("comment").distinct(),
        "suspicious": rows.suspicious().values("pk"),
        "spam": rows.filter(state=State.SPAM).values("pk"),
    }
    return {name: HowMany(few[: MOST + 1]) for name, few in kinds.items()}


def last_undo(user: User) -> "dict[str, Subquery[Any]]":
    """What ``user`` decided last and can take back."""
    recent = Undo.objects.in_time().filter(by=user).order_by("-at")
    same = Undo.objects.filter(by=user, batch=Subquery(recent.values("batch")[:1]))
    names = {"batch": "batch", "kind": "kind", "author": "comment__author__display_name"}
    parts = {f"undo_{name}": Subquery(recent.values(path)[:1]) for name, path in names.items()}
    return {**parts, "undo_count": HowMany(same.values("pk")[: MOST + 1])}
