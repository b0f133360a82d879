"""Like a comment, mark it as constructive, and take either back; counters equal the rows."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.actions.publication import lock_comment, note_marks
from comments.best import best_score
from comments.models import Comment, Reaction
from comments.permissions import can_like_comment, can_mark_constructive
from community.actions.participation import withdraw_participation
from community.actions.people import lock_member
from community.errors import Refused
from community.models import City, Participation, User

Kind = Reaction.Kind
COUNTED = ["like_count", "constructive_count", "score"]


def like_comment(comment: Comment, *, by: User) -> Comment:
    """Count ``by`` among those who like it; twice is silent.

    Raises ``PermissionDenied`` with a sentence, like all here. Locks the member, then the comment.
    """
    with transaction.atomic():
        comment, by = lock_both(comment, by)
        if has_reacted(comment, by, Kind.LIKE):
            return comment
        if not can_like_comment(by, comment):
            raise PermissionDenied(_("You cannot like this comment."))
        Reaction.objects.create(comment=comment, user=by, kind=Kind.LIKE)
        count_reactions(comment)
    return comment


def mark_constructive(comment: Comment, *, by: User) -> Comment:
    """Say that it moves the discussion on; it counts towards its author's citizenship.

    Raises ``Refused`` with a sentence beyond the number of marks a day for one author.
    """
    with transaction.atomic():
        comment, by = lock_both(comment, by)
        if has_reacted(comment, by, Kind.CONSTRUCTIVE):
            return comment
        if not can_mark_constructive(by, comment):
            raise PermissionDenied(_("You cannot mark this comment as constructive."))
        refuse_too_many(comment, by)
        mark = Reaction.objects.create(comment=comment, user=by, kind=Kind.CONSTRUCTIVE)
        count_reactions(comment)
        note_marks(comment, [mark])
    return comment


def unlike_comment(comment: Comment, *, by: User) -> Comment:
    """Take a like back; silent when there is none. Nobody loses the right to this."""
    return take_back(comment, by, Kind.LIKE)


def unmark_constructive(comment: Comment, *, by: User) -> Comment:
    """Take a mark back, and with it what it counted for the author."""
    return take_back(comment, by, Kind.CONSTRUCTIVE)


def take_back(comment: Comment, by: User, kind: Kind) -> Comment:
    with transaction.atomic():
        comment, by = lock_both(comment, by)
        if Reaction.objects.filter(comment=comment, user=by, kind=kind).delete()[0]:
            count_reactions(comment)
        if kind == Kind.CONSTRUCTIVE:
            withdraw_participation(Participation.Kind.CONSTRUCTIVE, comment.uuid, by=by)
    return comment


def lock_both(comment: Comment, by: User) -> tuple[Comment, User]:
    """The member first: their marks come one after the other, and a sanction bites at once."""
    member = lock_member(by)
    return lock_comment(comment), member


def has_reacted(comment: Comment, by: User, kind: Kind) -> bool:
    return Reaction.objects.filter(comment=comment, user=by, kind=kind).exists()


def refuse_too_many(comment: Comment, by: User) -> None:
    """At most so many marks a day, in the site's time zone, of one person for one author."""
    if comment.author_id is None:
        return
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = Reaction.objects.filter(
        user=by,
        kind=Kind.CONSTRUCTIVE,
        created_at__gte=midnight,
        comment__author=comment.author_id,
    )
    most = City.current().constructive_per_day
    if today.count() >= most:
        raise Refused(
            ngettext(
                "You have marked %(count)d comment of this author today. Come back tomorrow.",
                "You have marked %(count)d comments of this author today. Come back tomorrow.",
                most,
            )
            % {"count": most}
        )


def count_reactions(comment: Comment) -> None:
    """Set the counters and the score of a locked comment from the rows."""
    found = Reaction.objects.filter(comment=comment).aggregate(
        likes=Count("pk", filter=Q(kind=Kind.LIKE)),
        marks=Count("pk", filter=Q(kind=Kind.CONSTRUCTIVE)),
        people=Count("user", distinct=True),
    )
    comment.like_count, comment.constructive_count = found["likes"], found["marks"]
    # Each person counts once: one point, and one more for those who marked it.
    comment.score = best_score(found["people"] + found["marks"], comment.created_at)
    comment.save(update_fields=COUNTED)


def recount_reactions() -> int:
    """Put counters right that rows have left behind; return how many. Safe to repeat.

    Accounts may go without asking us.
    """
    rows = Reaction.objects.order_by().values("comment")
    counted = Q(like_count__gt=0) | Q(constructive_count__gt=0) | Q(pk__in=rows)
    likes = Count("reactions", filter=Q(reactions__kind=Kind.LIKE))
    marks = Count("reactions", filter=Q(reactions__kind=Kind.CONSTRUCTIVE))
    found = Comment.objects.filter(counted).order_by().annotate(likes=likes, marks=marks)
    numbers = found.values_list("pk", "like_count", "likes", "constructive_count", "marks")
    return sum(
        recount(pk)
        for pk, like_count, like_rows, mark_count, mark_rows in numbers.iterator()
        if (like_count, mark_count) != (like_rows, mark_rows)
    )


def recount(pk: int) -> bool:
    """Lock first, count then: who presses meanwhile waits."""
    with transaction.atomic():
        comment = Comment.objects.select_for_update(no_key=True).filter(pk=pk).first()
        if comment is None:
            return False
        before = [getattr(comment, name) for name in COUNTED]
        count_reactions(comment)
        return before != [getattr(comment, name) for name in COUNTED]
