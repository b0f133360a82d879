"""What moderators look up about a comment: its author's record, and the thread around it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment
from community.models import User


@dataclass(frozen=True)
class AuthorRecord:
    """How the author has done here so far."""

    author: User | None
    published: int = 0
    hidden: int = 0

    @property
    def days(self) -> int:
        return (timezone.now() - self.author.created_at).days if self.author else 0

    def __str__(self) -> str:
        if self.author is None:
            return _("guest")
        days = ngettext("%d day", "%d days", self.days) % self.days
        return _("%(standing)s, here for %(days)s; %(published)d published, %(hidden)d hidden") % {
            "standing": self.author.get_standing_display(),
            "days": days,
            "published": self.published,
            "hidden": self.hidden,
        }


def author_records(comments: Iterable[Comment]) -> dict[int, AuthorRecord]:
    """Return the record of each author by key; one query for any number."""
    authors = {comment.author_id: comment.author for comment in comments if comment.author_id}
    counted = (
        Comment.objects.filter(author__in=authors)
        .order_by()
        .values("author")
        .annotate(
            published=Count("pk", filter=Q(state=Comment.State.PUBLISHED)),
            hidden=Count("pk", filter=Q(state=Comment.State.HIDDEN)),
        )
    )
    return {
        row["author"]: AuthorRecord(authors[row["author"]], row["published"], row["hidden"])
        for row in counted
    }


def thread_around(comment: Comment, *, most: int = 20) -> Sequence[Comment]:
    """Return the comments that it answers, outermost first, it, and the answers to it.

    One query for each of at most ``most`` levels above, and one for the answers.
    """
    above, parent = list[Comment](), comment.parent
    while parent is not None and len(above) < most:
        above.insert(0, parent)
        parent = Comment.objects.select_related("author").filter(pk=parent.parent_id or 0).first()
    answers = comment.replies.select_related("author")[:most]
    return [*above, comment, *answers]
