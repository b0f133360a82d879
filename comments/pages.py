"""The pages of a discussion: fifty comments at the top, each with the first of its answers."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, TextChoices
from django.db.models.expressions import RawSQL
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from comments.models import Comment, Discussion
from comments.thread import FIELDS, Reader, Row
from comments.tree import count_unshown, everything, grow, see

PER_PAGE = 50
MOST_ANSWERS = 100  # on a page, where each thread has more than one
SMALL = 50  # published comments: such a discussion is loaded whole, by one query
MOST_ROWS = 400  # of a small one; more is what only moderators see
RowQuery = QuerySet[Comment, tuple[Any, ...]]
State = Comment.State
WITHHELD = (State.HELD, State.HIDDEN, State.SPAM)


class Order(TextChoices):
    """Picks stand alone, wherever in a thread they were picked from."""

    BEST = "best", _("Best")
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    PICKS = "picks", _("Editors’ picks")


SORTED: dict[Order, tuple[str, ...]] = {
    Order.BEST: ("-score", "created_at", "pk"),
    Order.NEWEST: ("-created_at", "-pk"),
    Order.OLDEST: ("created_at", "pk"),
    Order.PICKS: ("created_at", "pk"),
}


@dataclass(slots=True)
class ThreadPage:
    """What one page shows; ``top`` holds the tree."""

    order: Order = Order.BEST
    number: int = 1
    top: list[Row] = field(default_factory=list)
    has_next: bool = False
    has_picks: bool = False

    def holds(self, pk: int) -> bool:
        return any(row.pk == pk for row in everything(self.top))


def address_of_page(article: Article, order: Order, number: int) -> str:
    """The first page of the best is the article's own."""
    if order == Order.BEST and number == 1:
        return article.get_absolute_url()
    asked = [f"sort={order.value}"] if order != Order.BEST else []
    asked += [f"page={number}"] if number > 1 else []
    return f"{reverse('comments:discussion', args=[article.slug])}?{'&'.join(asked)}"


def load_page(
    discussion: Discussion, reader: Reader, order: Order = Order.BEST, number: int = 1
) -> ThreadPage:
    """One query for a small discussion, three for any other; none where there is nothing yet."""
    page = ThreadPage(order, number)
    if discussion._state.adding:
        return page
    if order == Order.PICKS:
        return load_picks(page, discussion, reader)
    if discussion.published_count <= SMALL and number == 1:
        few = as_rows().filter(seen_by(reader), discussion=discussion)
        rows = rows_of(in_order(few, order)[:MOST_ROWS])
        page.top = [row for row in grow(rows, reader) if row.parent_id is None]
        if len(rows) < MOST_ROWS and len(page.top) <= PER_PAGE:
            sort_answers(page.top)
            page.has_picks = any(is_pick(row) for row in rows)
            return page
    return load_large(page, discussion, reader)


def load_large(page: ThreadPage, discussion: Discussion, reader: Reader) -> ThreadPage:
    top = rows_on(page, at_the_top(discussion, reader))
    page.has_next, top = len(top) > PER_PAGE, top[:PER_PAGE]
    page.has_picks = any(is_pick(row) for row in top) or picks_of(discussion).exists()
    below = rows_of(first_answers(top).filter(seen_by(reader)).order_by("created_at", "pk"))
    page.top = [row for row in grow([*top, *below], reader) if row.parent_id is None]
    count_unshown(page.top, below)
    return page


def rows_on(page: ThreadPage, comments: RowQuery) -> list[Row]:
    """Return the rows of a page and the one after it; two queries for any page but the first.

    Keys alone are counted off, because an index has them.
    """
    start = (page.number - 1) * PER_PAGE
    some = in_order(comments, page.order)
    if not start:
        return rows_of(some[: PER_PAGE + 1])
    keys = list(some.values_list("pk", flat=True)[start : start + PER_PAGE + 1])
    return rows_of(in_order(as_rows().filter(pk__in=keys), page.order))


def load_picks(page: ThreadPage, discussion: Discussion, reader: Reader) -> ThreadPage:
    """Each by itself: what it answers is told beside it, its own answers stand in its branch."""
    rows = rows_on(page, picks_of(discussion))
    page.has_next, rows = len(rows) > PER_PAGE, rows[:PER_PAGE]
    page.top, page.has_picks = apart(rows, reader), True
    return page


def picks_of(discussion: Discussion) -> RowQuery:
    return as_rows().filter(discussion=discussion, picked_at__isnull=False, state=State.PUBLISHED)


def is_pick(row: Row) -> bool:
    return row.picked_at is not None and row.state == State.PUBLISHED


def apart(rows: list[Row], reader: Reader) -> list[Row]:
    """Each row by itself, knowing what it answers."""
    for row in rows:
        see(row, reader)
        row.unshown = row.answer_count
    tell_parents(rows, reader)
    return rows


def tell_parents(rows: list[Row], reader: Reader) -> None:
    """Give each row what it answers, where that is not at hand; one query where any is missing."""
    missing = {row.parent_id for row in rows if row.parent_id and row.parent is None}
    if not missing:
        return
    parents = {row.pk: row for row in rows_of(as_rows().filter(pk__in=missing))}
    for row in rows:
        if row.parent is None and row.parent_id:
            row.parent = parents[row.parent_id]
            row.parent.is_shown = reader.sees(row.parent)


@cache
def as_rows() -> RowQuery:
    """Every comment with ``FIELDS``. Kept, because finding so many columns takes a while."""
    return Comment.objects.order_by().values_list(*FIELDS)


def rows_of(comments: RowQuery) -> list[Row]:
    return [Row(*values) for values in comments]


def in_order(comments: RowQuery, order: Order) -> RowQuery:
    return comments.order_by(*SORTED[order])


def seen_by(reader: Reader) -> Q:
    """Comments that are shown to ``reader`` or lead to some: what is withheld loads nothing.

    Nobody can answer what was never shown, so that a heap of held answers has none below it.
    """
    if reader.is_moderator:
        return Q()
    led_on = Exists(Comment.objects.filter(parent=OuterRef("pk")))
    own = Q(author_id=reader.pk) if reader.pk else Q()
    return ~Q(state__in=WITHHELD) | own | Q(led_on)


def sort_answers(top: list[Row]) -> None:
    """Whatever the order at the top, answers stand as they were written."""
    for row in everything(top):
        row.answers.sort(key=written)


def written(row: Row) -> tuple[datetime, int]:
    return row.created_at, row.pk


# SECURITY: nothing of a reader's stands in these. Written out, as putting them together takes
# longer than asking them.
WITHHELD_BELOW = """
    SELECT root_id FROM comments_comment
    WHERE discussion_id = %s AND root_id IS NOT NULL AND state IN ('held', 'hidden', 'spam')
"""
OWN_BELOW = f"{WITHHELD_BELOW} AND author_id = %s"


def at_the_top(discussion: Discussion, reader: Reader) -> RowQuery:
    """Comments at the top without those that leave nothing to show; the twin of ``grow``."""
    kept = Q(state=State.PUBLISHED) | Q(answer_count__gt=0)
    if reader.pk is not None:
        below, asked, theirs = WITHHELD_BELOW, [discussion.pk], Q(state__in=WITHHELD)
        if not reader.is_moderator:
            below, asked, theirs = OWN_BELOW, [*asked, reader.pk], theirs & Q(author_id=reader.pk)
        kept |= theirs | Q(pk__in=RawSQL(below, asked))  # noqa: S611
    return as_rows().filter(kept, discussion=discussion, parent__isnull=True)


# -- Which answers ---------------------------------------------------------------------------------

# SECURITY: nothing of a reader's stands in it; keys and the number are parameters.
FIRST = """
    SELECT answer.id FROM comments_comment top JOIN comments_comment answer
      ON answer.root_id = top.id AND answer.created_at <= COALESCE(
        (SELECT one.created_at FROM comments_comment one
          WHERE one.root_id = top.id AND one.state = 'published'
          ORDER BY one.created_at LIMIT 1 OFFSET %s),
        (SELECT MAX(one.created_at) FROM comments_comment one WHERE one.root_id = top.id))
    WHERE top.id IN ({keys})
"""


def first_answers(top: list[Row]) -> RowQuery:
    """All answers while they are few, else the first of each thread, its fair share.

    In order of writing, so that what is answered is always there too. Each thread is read only as
    far as it is shown, so one with ten thousand answers costs no more.
    """
    share = share_of([row.answer_count for row in top])
    keys = [row.pk for row in top]
    if not share:
        return as_rows().filter(root__in=keys)
    first = FIRST.format(keys=", ".join(["%s"] * len(keys)))
    return as_rows().filter(pk__in=RawSQL(first, [share - 1, *keys]))  # noqa: S611


def share_of(counts: list[int]) -> int:
    """How many answers each thread may show for ``MOST_ANSWERS`` in all, at least one; 0: all."""
    if sum(counts) <= MOST_ANSWERS:
        return 0
    share = 1
    while sum(min(count, share + 1) for count in counts) <= MOST_ANSWERS:
        share += 1
    return share
