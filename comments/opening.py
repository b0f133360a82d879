"""A discussion as one reader opens it: what they may do there, what is new to them, one page."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from django.db import DatabaseError
from django.db.models import F, FilteredRelation, Q
from django.http import HttpRequest
from django.template import Context

from articles.models import Article
from comments.actions.visits import is_another_visit, note_look
from comments.appeal_links import tell_appeals
from comments.models import Discussion
from comments.pages import Order, ThreadPage, load_page
from comments.permissions import discussion_of, why_closed, why_not_comment
from comments.thread import Reader, tell_reactions
from comments.tree import everything
from community.models import User
from community.origin import is_reading
from community.permissions import Person
from community.templatetags.city import city_of

logger = logging.getLogger("civitas.comments")


@dataclass(slots=True)
class Attended:
    """A discussion (unsaved where nobody has commented yet) and how this reader attends to it."""

    discussion: Discussion
    mode: str = ""
    looked_at: datetime | None = None
    before_at: datetime | None = None

    @property
    def since(self) -> datetime | None:
        """What was published after this is new to the reader; nothing is on a first visit."""
        return self.looked_at if is_another_visit(self.looked_at) else self.before_at


@dataclass(slots=True)
class Opened:
    """``closed``, ``refusal``: why nobody, or why this reader, may write ("" where they may)."""

    article: Article
    attended: Attended
    closed: str
    refusal: str
    reader: Reader
    page: ThreadPage = field(default_factory=ThreadPage)

    @property
    def discussion(self) -> Discussion:
        return self.attended.discussion


def attend(article: Article, user: Person) -> Attended:
    """One query."""
    if not isinstance(user, User):
        return Attended(discussion_of(article))
    mine = FilteredRelation("attentions", condition=Q(attentions__user=user))
    rows = Discussion.objects.filter(article=article).annotate(mine=mine)
    columns = {name: F(f"mine__{name}") for name in ("mode", "looked_at", "before_at")}
    found = rows.annotate(**{f"my_{name}": column for name, column in columns.items()}).first()
    if found is None:
        return Attended(Discussion(article=article))
    mode, *times = (getattr(found, f"my_{name}") for name in columns)
    return Attended(found, mode or "", *times)


def enter(request: HttpRequest, article: Article) -> Opened:
    """What the reader may do there, without any page of it: one query, apart from their rights."""
    user, our_city = request.user, city_of(Context({"request": request}))
    attended = attend(article, user)
    closed = why_closed(article, attended.discussion, our_city)
    refusal = why_not_comment(user, article, attended.discussion) if user.is_authenticated else ""
    is_open = not closed and not refusal
    reader = Reader.of(user, attended.discussion, our_city, is_open=is_open)
    reader.since = attended.since
    return Opened(article, attended, closed, refusal, reader)


def open_discussion(
    request: HttpRequest, article: Article, order: Order = Order.BEST, number: int = 1
) -> Opened:
    """Two queries for a small discussion, four or five for any other, and one more for a member.

    A member's look is noted, at most once in some minutes.
    """
    opened = enter(request, article)
    opened.page = load_page(opened.discussion, opened.reader, order, number)
    tell_reactions(everything(opened.page.top), opened.reader)
    tell_appeals(everything(opened.page.top), opened.reader)
    note_visit(request, opened.attended)
    return opened


def note_visit(request: HttpRequest, attended: Attended) -> None:
    """A sighting: where there is something to see, and never at the price of the page."""
    user, discussion = request.user, attended.discussion
    if not isinstance(user, User) or not discussion.published_count or not is_reading(request):
        return
    try:
        note_look(discussion, by=user, looked_at=attended.looked_at, before_at=attended.before_at)
    except DatabaseError as error:
        logger.warning("visit not noted", extra={"reason": type(error).__name__})
