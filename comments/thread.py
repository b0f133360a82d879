"""A discussion as it is shown: one query for its comments, the tree built here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Value
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.html import Drawn, Look, draw_comment
from comments.models import Comment, Discussion, Reaction
from community.models import City, User
from community.permissions import Person, Right, StaffRight, has_right, staff_may

DEEPEST = 6
State = Comment.State
FIELDS = (
    "pk",
    "parent_id",
    "state",
    "html",
    "text_hash",
    "created_at",
    "edited_at",
    "guest_name",
    "held_reason",
    "hidden_reason",
    "picked_at",
    "author_id",
    "author__display_name",
    "author__handle",
    "author__standing",
    "author__dormant_since",
    "like_count",
    "constructive_count",
)


@dataclass(slots=True)
class Row:
    """One comment of the tree, in the order of ``FIELDS`` and ``Reaction.Kind``."""

    pk: int
    parent_id: int | None
    state: str
    html: str
    text_hash: str
    created_at: datetime
    edited_at: datetime | None
    guest_name: str
    held_reason: str
    hidden_reason: str
    picked_at: datetime | None
    author_id: int | None
    display_name: str | None
    handle: str | None
    standing: str | None
    dormant_since: datetime | None
    like_count: int = 0
    constructive_count: int = 0
    is_liked: bool = False
    is_marked: bool = False
    is_shown: bool = False
    is_kept: bool = False
    parent: "Row | None" = None
    answers: list["Row"] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.display_name or self.guest_name or _("somebody who left")

    @property
    def pressed(self) -> frozenset[str]:
        """What the reader said to it without words."""
        said = {"like": self.is_liked, "constructive": self.is_marked}
        return frozenset(name for name, is_said in said.items() if is_said)

    @property
    def mark(self) -> str:
        if self.standing == "citizen" and self.dormant_since:
            return "resident"
        return self.standing or ""


@dataclass(slots=True)
class Reader:
    """Who looks, as far as it changes what is shown. Asked once for a whole thread."""

    pk: int | None
    is_moderator: bool
    can_answer: bool
    edit_for: timedelta | None
    is_picker: bool = False
    reacts: frozenset[str] = frozenset()

    @classmethod
    def of(cls, user: Person, discussion: Discussion, city: City, *, is_open: bool) -> "Reader":
        """``is_open``: whether answers are taken, from this reader or once they sign in."""
        edit_for = None
        if (
            isinstance(user, User)
            and not discussion.is_closed
            and has_right(user, Right.EDIT_COMMENT)
        ):
            edit_for = timedelta(minutes=getattr(city, f"{user.effective_standing}_edit_minutes"))
        moderates = staff_may(user, StaffRight.MODERATE)
        picks = staff_may(user, StaffRight.PICK)
        reacts = reactions_allowed(user)
        return cls(user.pk, moderates, is_open, edit_for, picks, reacts)

    def sees(self, row: Row) -> bool:
        """The twin of ``can_see_comment`` on rows of an article that the reader may read."""
        if row.state == State.PUBLISHED:
            return True
        if row.state == State.DELETED:
            return False
        return self.is_moderator or self.is_own(row)

    def is_own(self, row: Row) -> bool:
        return row.author_id is not None and row.author_id == self.pk

    def may(self, row: Row) -> Iterator[str]:
        """Names of what the reader may do with a comment that they see."""
        is_published, is_own = row.state == State.PUBLISHED, self.is_own(row)
        if is_published and self.can_answer:
            yield "answer"
        if is_published and not is_own:
            yield from self.reacts | row.pressed
        if is_own and row.state in (State.PUBLISHED, State.HELD):
            if self.edit_for and row.created_at + self.edit_for > timezone.now():
                yield "edit"
            yield "delete"
        if is_own and row.state in (State.HIDDEN, State.SPAM):
            yield "appeal"
        if is_published and not is_own:
            yield "report"
        if self.is_moderator and not is_own:
            yield from MODERATED[row.state]
        if self.is_picker and is_published and not is_own:
            yield "unpick" if row.picked_at else "pick"


def reactions_allowed(user: Person) -> frozenset[str]:
    """What ``user`` may say without words to others' comments, here where they may read."""
    rights = {"like": Right.LIKE, "constructive": Right.MARK_CONSTRUCTIVE}
    return frozenset(name for name, right in rights.items() if has_right(user, right))


def said_by(user: int | None, kind: str) -> Exists | Value:
    """Whether a member said this to a comment already; part of the query for the comments."""
    if user is None:
        return Value(False)  # a constant of the query
    return Exists(Reaction.objects.filter(comment=OuterRef("pk"), user=user, kind=kind))


MODERATED: dict[str, tuple[str, ...]] = {
    State.PUBLISHED: ("hide", "spam"),
    State.HELD: ("approve", "hide", "spam"),
    State.SPAM: ("approve",),
    State.HIDDEN: ("restore",),
}


def load_tree(discussion: Discussion, reader: Reader) -> list[Row]:
    """Return the comments at the top, oldest first, without those that leave nothing to show.

    One query for any number of comments.
    """
    if discussion._state.adding:
        return []
    comments = Comment.objects.filter(discussion=discussion).order_by("created_at", "pk")
    said = [said_by(reader.pk, kind) for kind in Reaction.Kind.values]
    rows = [Row(*values) for values in comments.values_list(*FIELDS, *said)]
    return grow(rows, reader)


def grow(rows: list[Row], reader: Reader) -> list[Row]:
    by_pk = {row.pk: row for row in rows}
    for row in rows:
        row.parent = by_pk.get(row.parent_id or 0)
        row.is_shown = row.is_kept = reader.sees(row)
    # An answer's key is always higher than its parent's: going down, answers come first.
    for pk in sorted(by_pk, reverse=True):
        row = by_pk[pk]
        if row.is_kept and row.parent is not None:
            row.parent.is_kept = True
    top: list[Row] = []
    for row in rows:
        if row.is_kept:
            (row.parent.answers if row.parent else top).append(row)
    return top


def draw_thread(top: list[Row], reader: Reader, look: Look) -> str:
    """Return the nested lists; at the sixth level answers follow flat and say whom they answer."""
    return draw_level(top, 1, reader, look) if top else ""


def draw_level(rows: Iterable[Row], level: int, reader: Reader, look: Look) -> str:
    parts = ['<ol class="thread">']
    for row in rows:
        parts.append(f"<li>{draw_comment(drawn(row, reader), look)}")
        if row.answers and level < DEEPEST:
            parts.append(draw_level(row.answers, level + 1, reader, look))
        parts.append("</li>")
        if row.answers and level == DEEPEST:
            parts.extend(
                f"<li>{draw_comment(drawn(answer, reader, is_flat=True), look)}</li>"
                for answer in descendants(row)
            )
    parts.append("</ol>")
    return "".join(parts)


def descendants(row: Row) -> Iterator[Row]:
    """Yield all below, each right before its own answers; however deep."""
    waiting = row.answers[::-1]
    while waiting:
        answer = waiting.pop()
        yield answer
        waiting.extend(reversed(answer.answers))


def drawn(row: Row, reader: Reader, *, is_flat: bool = False) -> Drawn:
    parent = row.parent if is_flat else None
    return Drawn(
        pk=row.pk,
        name=row.name,
        handle=row.handle or "",
        standing=row.mark,
        html=row.html,
        at=row.created_at,
        is_edited=row.edited_at is not None,
        answers_pk=parent.pk if parent else 0,
        answers_name=parent.name if parent and parent.is_shown else "",
        gone="" if row.is_shown else gone(row),
        note=note(row, reader),
        may=tuple(reader.may(row)) if row.is_shown else (),
        counts={"like": row.like_count, "constructive": row.constructive_count},
        pressed=None if reader.pk is None else row.pressed,
        text_hash=row.text_hash if reader.is_moderator else "",
    )


def gone(row: Row) -> str:
    """The words on a tombstone."""
    if row.state == State.DELETED:
        return _("Its author has deleted this comment.")
    if row.state == State.HELD:
        return _("This comment waits for a moderator.")
    return _("A moderator has hidden this comment.")


def note(row: Row, reader: Reader) -> str:
    """What stands above a comment that not everybody sees."""
    if row.state == State.PUBLISHED:
        return ""
    if row.state == State.HIDDEN or row.hidden_reason:
        return _("A moderator has hidden this: %s") % (row.hidden_reason or "–")
    if reader.is_own(row):
        return _("Only you see this: it waits for a moderator.")
    return _("Held: %s") % (row.held_reason or row.state)
