"""What moderators look up about the author of a comment."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.models import Comment
from community.models import Sanction, User


@dataclass(frozen=True)
class AuthorRecord:
    """How the author has done here so far; ``sanctions`` newest first."""

    author: User | None
    published: int = 0
    hidden: int = 0
    spam: int = 0
    sanctions: Sequence[Sanction] = ()

    @property
    def days(self) -> int:
        return (timezone.now() - self.author.created_at).days if self.author else 0

    def __str__(self) -> str:
        if self.author is None:
            return _("guest")
        days = ngettext("%d day", "%d days", self.days) % self.days
        said = _("%(standing)s, here for %(days)s; %(published)d published, %(hidden)d hidden") % {
            "standing": self.author.get_standing_display(),
            "days": days,
            "published": self.published,
            "hidden": self.hidden,
        }
        return f"{said}, {self.spam} {_('spam')}" if self.spam else said

    @property
    def in_force(self) -> list[str]:
        """The sanctions that bite now, with their end."""
        return [
            f"{held.get_kind_display()} {until(held)}".strip()
            for held in self.sanctions
            if held.lifted_at is None and (held.until is None or held.until > timezone.now())
        ]

    @property
    def past(self) -> str:
        over = len(self.sanctions) - len(self.in_force)
        return ngettext("%d sanction before", "%d sanctions before", over) % over if over else ""


def until(held: Sanction) -> str:
    return _("until %s") % f"{localtime(held.until):%Y-%m-%d}" if held.until else ""


def author_records(comments: Iterable[Comment]) -> dict[int, AuthorRecord]:
    """Return the record of each author by key; two queries for any number."""
    authors = {comment.author_id: comment.author for comment in comments if comment.author_id}
    counted = (
        Comment.objects.filter(author__in=authors, state__in=("published", "hidden", "spam"))
        .order_by()
        .values("author")
        .annotate(
            published=Count("pk", filter=Q(state=Comment.State.PUBLISHED)),
            hidden=Count("pk", filter=Q(state=Comment.State.HIDDEN)),
            spam=Count("pk", filter=Q(state=Comment.State.SPAM)),
        )
    )
    counts = {row["author"]: (row["published"], row["hidden"], row["spam"]) for row in counted}
    sanctions = defaultdict[int, list[Sanction]](list)
    for held in Sanction.objects.filter(user__in=authors).order_by("-imposed_at"):
        sanctions[held.user_id].append(held)
    return {
        pk: AuthorRecord(author, *counts.get(pk, (0, 0, 0)), sanctions[pk])
        for pk, author in authors.items()
        if pk is not None
    }
