"""One comment as it is shown, and who looks at it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Comment, Discussion, Reaction
from community.models import City, User
from community.permissions import Person, Right, StaffRight, has_right, staff_may

State = Comment.State
FIELDS = (
    "pk",
    "parent_id",
    "root_id",
    "state",
    "html",
    "text_hash",
    "passage_block",
    "passage_text",
    "created_at",
    "published_at",
    "edited_at",
    "picked_at",
    "answer_count",
    "guest_name",
    "held_reason",
    "hidden_reason",
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
    """One comment of the tree, in the order of ``FIELDS``.

    The rest is set by ``tell_reactions``, ``tell_appeals`` and ``grow``. ``unshown``: published
    answers below it that are on its branch's own page alone. ``appeal``: the name of its link.
    """

    pk: int
    parent_id: int | None
    root_id: int | None
    state: str
    html: str
    text_hash: str
    passage_block: str
    passage_text: str
    created_at: datetime
    published_at: datetime | None
    edited_at: datetime | None
    picked_at: datetime | None
    answer_count: int
    guest_name: str
    held_reason: str
    hidden_reason: str
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
    is_new: bool = False
    appeal: str = "appeal"
    unshown: int = 0
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
    can_answer: bool = False
    edit_for: timedelta | None = None
    is_picker: bool = False
    reacts: frozenset[str] = frozenset()
    since: datetime | None = None

    @classmethod
    def looking(cls, user: Person) -> "Reader":
        """As far as what is shown depends on it; they may do nothing."""
        return cls(user.pk, staff_may(user, StaffRight.MODERATE))

    @classmethod
    def of(cls, user: Person, discussion: Discussion, city: City, *, is_open: bool) -> "Reader":
        """``is_open``: whether answers are taken, from this reader or once they sign in."""
        edit_for = None
        if (
            isinstance(user, User)
            and not discussion.is_closed
            and has_right(user, Right.EDIT_COMMENT)
        ):
            edit_for = timedelta(minutes=city.edit_minutes(user.effective_standing))
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

    def has_missed(self, row: Row) -> bool:
        """Whether it came into view after this member's last visit, by somebody else's hand."""
        if self.since is None or row.published_at is None or row.state != State.PUBLISHED:
            return False
        return row.published_at > self.since and row.author_id != self.pk

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
        if is_own and row.state in (State.HIDDEN, State.SPAM) and row.appeal:
            yield row.appeal
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


def tell_reactions(rows: Iterable[Row], reader: Reader) -> None:
    """Tell each row what this member said to it without words; one query."""
    by_pk = {row.pk: row for row in rows}
    mine = Reaction.objects.filter(user=reader.pk, comment__in=by_pk)
    for pk, kind in mine.values_list("comment_id", "kind") if reader.pk else ():
        row = by_pk[pk]
        row.is_liked = row.is_liked or kind == Reaction.Kind.LIKE
        row.is_marked = row.is_marked or kind == Reaction.Kind.CONSTRUCTIVE


MODERATED: dict[str, tuple[str, ...]] = {
    State.PUBLISHED: ("hide", "spam"),
    State.HELD: ("approve", "hide", "spam"),
    State.SPAM: ("approve",),
    State.HIDDEN: ("restore",),
}
