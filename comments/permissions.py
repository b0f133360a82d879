"""Who may do what in a discussion.

``why_not_…`` gives the sentence that the reader gets instead ("" where they may); ``can_…`` is its
bool. Whether a discussion is closed is a state and not a matter of who asks: ``why_closed``.
"""

from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Access, Article
from articles.permissions import (
    articles_previewable_by,
    can_read,
    can_see,
    can_write,
    is_open_to,
    meets_gate,
)
from comments.models import Attention, Comment, Discussion
from comments.models.comment import CommentQuerySet
from comments.models.discussion import closes_at
from community.models import City, User
from community.permissions import Person, Right, StaffRight, active_sanctions, has_right, staff_may

# -- The discussion --------------------------------------------------------------------------------


def discussion_of(article: Article) -> Discussion:
    """Return the discussion, unsaved where nobody has commented yet; one query."""
    found = Discussion.objects.filter(article=article).first()
    return found or Discussion(article=article)


def why_closed(article: Article, discussion: Discussion, city: City) -> str:
    if discussion.is_closed:
        return discussion.closed_reason or _("This discussion is closed. It stays here to be read.")
    closed_at = closes_at(article, city.close_discussion_days)
    if closed_at and closed_at <= timezone.now():
        return _(
            "This discussion closed on %(day)s, after %(count)d days. It stays here to be read."
        ) % {"day": date_format(timezone.localtime(closed_at)), "count": city.close_discussion_days}
    return ""


def is_staff_here(user: Person) -> bool:
    return isinstance(user, User) and bool(user.roles)


def why_not_comment(user: Person, article: Article, discussion: Discussion) -> str:
    if not isinstance(user, User):
        return _("Sign in to take part.")
    if not can_see(user, article):
        return _("The discussion begins when the piece is published.")
    if not can_read(user, article):
        return _("Only those who may read the whole piece take part in its discussion.")
    if not has_right(user, Right.COMMENT):
        return why_silent(user)
    is_resident = user.effective_standing != "visitor"
    if discussion.mode == Discussion.Mode.RESIDENTS and not (is_resident or is_staff_here(user)):
        return _("Here only residents and citizens take part. You may apply to become one.")
    return ""


def why_silent(user: User) -> str:
    """Name the sanction that takes the right to comment."""
    taking = [held for held in active_sanctions(user) if held.kind in ("silenced", "suspended")]
    ends = max((held.until for held in taking if held.until), default=None)
    if ends is None:
        return _("You may not comment at present. Your notices say why.")
    return _("You may not comment until %(day)s. Your notices say why.") % {
        "day": date_format(timezone.localtime(ends), "DATETIME_FORMAT")
    }


def can_comment(user: Person, article: Article) -> bool:
    """Up to four queries."""
    discussion = discussion_of(article)
    return not (
        why_not_comment(user, article, discussion)
        or why_closed(article, discussion, City.current())
    )


def can_attend(user: Person, article: Article) -> bool:
    """Whether ``user`` may follow or mute the discussion."""
    return has_right(user, Right.FOLLOW) and is_open_to(user, article)


def under_readable(user: Person) -> Q:
    """What hangs on discussions of published pieces whose whole text ``user`` may read."""
    gates = [gate for gate in Access.values if gate == Access.EVERYONE or meets_gate(user, gate)]
    readable = Q(discussion__article__access__in=gates)
    if can_write(user):
        readable |= Q(discussion__article__in=articles_previewable_by(user).values("pk"))
    return readable & Q(discussion__article__state=Article.State.PUBLISHED)


def discussions_followed_by(user: User) -> QuerySet[Attention]:
    """What ``user`` follows or mutes of what they may read, the last that went on first."""
    rows = Attention.objects.filter(under_readable(user), user=user).exclude(mode="")
    light = rows.select_related("discussion__article").defer(
        "discussion__article__body", "discussion__article__preview"
    )
    return light.order_by(F("discussion__last_comment_at").desc(nulls_last=True), "-pk")


# -- One comment -----------------------------------------------------------------------------------


def can_see_comment(user: Person, comment: Comment) -> bool:
    article = comment.discussion.article
    if not (can_see(user, article) and can_read(user, article)):
        return False
    if comment.is_published or staff_may(user, StaffRight.MODERATE):
        return True
    return comment.author_id is not None and comment.author_id == user.pk and not comment.is_deleted


def comments_visible_to(user: Person) -> CommentQuerySet:
    """The twin of ``can_see_comment``."""
    shown = Q(state=Comment.State.PUBLISHED)
    if user.is_authenticated:
        shown |= Q(author_id=user.pk) & ~Q(state=Comment.State.DELETED)
    if staff_may(user, StaffRight.MODERATE):
        shown = Q()
    return Comment.objects.filter(shown, under_readable(user))


def why_not_reply(parent: Comment) -> str:
    """Say what stands in the way of an answer to ``parent``, whoever gives it."""
    if parent.is_published:
        return ""
    if parent.state == Comment.State.HELD:
        return _("That comment waits for a moderator. It can be answered once it is shown.")
    return _("That comment is gone, so it cannot be answered. You may still answer the article.")


def can_reply(user: Person, parent: Comment) -> bool:
    return not why_not_reply(parent) and can_comment(user, parent.discussion.article)


def edit_until(comment: Comment, author: User, city: City) -> timedelta:
    """How much of the time for changes is left; negative when it is over."""
    minutes = city.edit_minutes(author.effective_standing)
    return comment.created_at + timedelta(minutes=minutes) - timezone.now()


def why_not_edit(user: Person, comment: Comment, city: City) -> str:
    if not isinstance(user, User) or comment.author_id != user.pk:
        return _("Only its author may change a comment.")
    if not has_right(user, Right.EDIT_COMMENT):
        return why_silent(user)
    if comment.state not in (Comment.State.PUBLISHED, Comment.State.HELD):
        return _("This comment is no longer shown, so it cannot be changed.")
    if edit_until(comment, user, city) <= timedelta(0):
        return _("The time for changes is over. You may answer your own comment instead.")
    if comment.discussion.is_closed:
        return _("This discussion is closed, so nothing in it changes any more.")
    return ""


def can_edit(user: Person, comment: Comment) -> bool:
    return can_see_comment(user, comment) and not why_not_edit(user, comment, City.current())


def can_delete(user: Person, comment: Comment) -> bool:
    """Authors take their words back, even silenced; what a moderator hid stays for an appeal."""
    return (
        isinstance(user, User)
        and user.is_active
        and comment.author_id == user.pk
        and comment.state in (Comment.State.PUBLISHED, Comment.State.HELD)
    )


def can_report(user: Person, comment: Comment) -> bool:
    return (
        has_right(user, Right.REPORT)
        and comment.author_id != user.pk
        and comment.is_published
        and can_see_comment(user, comment)
    )


def can_like_comment(user: Person, comment: Comment) -> bool:
    return has_right(user, Right.LIKE) and is_anothers(user, comment)


def can_mark_constructive(user: Person, comment: Comment) -> bool:
    """How many marks a day one author may get of one person is counted by the action."""
    return has_right(user, Right.MARK_CONSTRUCTIVE) and is_anothers(user, comment)


def is_anothers(user: Person, comment: Comment) -> bool:
    """Whether it is shown to ``user``, and was written by somebody else."""
    return comment.author_id != user.pk and comment.is_published and can_see_comment(user, comment)


def can_hear_of(user: User, comment: Comment) -> bool:
    """Whether ``user`` is told of a comment: it is shown to them, and they have not muted it."""
    if not user.is_active or comment.author_id == user.pk:
        return False
    muted = Attention.objects.filter(
        user=user, discussion=comment.discussion_id, mode=Attention.Mode.MUTED
    )
    return comment.is_published and can_see_comment(user, comment) and not muted.exists()


def can_moderate(user: Person, comment: Comment) -> bool:
    """Nobody decides on a comment of their own."""
    return staff_may(user, StaffRight.MODERATE) and comment.author_id != user.pk


def can_pick(user: Person, comment: Comment) -> bool:
    """Editors, of what they may read; nobody picks a comment of their own."""
    return (
        staff_may(user, StaffRight.PICK)
        and comment.author_id != user.pk
        and can_see_comment(user, comment)
    )


def comments_moderated_by(user: Person) -> CommentQuerySet:
    """The twin of ``can_moderate``."""
    if not staff_may(user, StaffRight.MODERATE):
        return Comment.objects.none()
    return Comment.objects.exclude(author_id=user.pk)
