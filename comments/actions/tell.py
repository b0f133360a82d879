"""Tell members of a comment: whom it answers, whom it names, who follows the discussion.

Each person is told of one comment once; an answer comes before a name, a name before following.
"""

from collections import Counter
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from articles.permissions import is_open_to
from comments.models import Attention, Comment, Discussion, Mention, Telling
from comments.permissions import can_hear_of
from community.actions.mail_settings import paces_of
from community.actions.notices import add_to_notices, notify_member, notify_naming
from community.enqueue import enqueue
from community.models import MailKind, Pace, User

CALLS_A_DAY, CALLS_TO_ONE = 40, 5  # by @name


def tell_of(comment: Comment, *, is_new: bool) -> None:
    """Tell what there is to tell of a comment that is shown; ``is_new``: for the first time.

    Inside the transaction that showed it. Followers are told by a task, as there may be many.
    """
    parent = comment.parent
    if is_new and parent is not None and parent.author is not None:
        tell(comment, parent.author, MailKind.COMMENT_ANSWERED)
    tell_named(comment)
    followers = Attention.objects.filter(
        discussion=comment.discussion_id, mode=Attention.Mode.FOLLOWED
    )
    if is_new and followers.exclude(user=comment.author_id).exists():
        enqueue("comments.tasks.tell_followers_of", comment.pk)


def tell_named(comment: Comment) -> None:
    """Tell those whom the text names and who do not know it yet.

    SECURITY: one author names so many people a day and no more, and one and the same a few times;
    beyond that a name is a link and nothing else.
    """
    named = Mention.objects.filter(comment=comment, told_at__isnull=True).select_related("user")
    called = called_lately(comment.author_id) if named else Counter[int]()
    untold = [m for m in named if may_call(called, m.user_id)]
    told = [m.pk for m in untold if tell(comment, m.user, MailKind.COMMENT_MENTIONED)]
    if told:
        Mention.objects.filter(pk__in=told).update(told_at=timezone.now())


def called_lately(author: int | None) -> Counter[int]:
    """How often somebody has called each person in the last day."""
    lately = Telling.objects.filter(
        kind=MailKind.COMMENT_MENTIONED,
        comment__author=author,
        comment__created_at__gt=timezone.now() - timedelta(days=1),
    )
    return Counter(lately.values_list("user", flat=True))


def may_call(called: Counter[int], user: int) -> bool:
    """Whether few enough people were called, and this one; one who may be is counted at once."""
    if called.total() >= CALLS_A_DAY or called[user] >= CALLS_TO_ONE:
        return False
    called[user] += 1
    return True


def tell(comment: Comment, user: User, kind: MailKind) -> bool:
    """Leave a notice, and promise a mail where it is wanted; whether they know of it now."""
    if not can_hear_of(user, comment):
        return False
    pace = paces_of([user], kind)[user.pk]
    telling, is_new = Telling.objects.get_or_create(
        comment=comment, user=user, defaults={"kind": kind, "pace": pace}
    )
    if is_new:
        leave_notice(comment, user, kind)
        mail_at_once([telling])
    return True


def leave_notice(comment: Comment, user: User, kind: MailKind) -> None:
    url, title = comment.get_absolute_url(), comment.discussion.article.title
    if comment.author is not None:
        notify_naming(comment.author, user, kind, url, article=title)
    else:  # a guest, or somebody who left
        notify_member(user, kind, url, name=comment.author_name, article=title)


def mail_at_once(tellings: list[Telling]) -> None:
    for telling in tellings:
        if telling.pace == Pace.AT_ONCE:
            enqueue("comments.tasks.mail_telling", telling.pk)


def tell_followers(comment_pk: int) -> int:
    """Tell those who follow and do not know it yet; return how many. Safe to repeat.

    Locks the discussion, so that there is one unread notice of it for each whatever comes at once.
    """
    with transaction.atomic():
        rows = Comment.objects.select_related("author", "discussion__article")
        comment = rows.filter(pk=comment_pk).first()
        if comment is None:
            return 0
        Discussion.objects.select_for_update(no_key=True).get(pk=comment.discussion_id)
        people = [user for user in followers_of(comment) if is_open_to_them(user, comment)]
        paces = paces_of(people, MailKind.DISCUSSION_CONTINUED)
        tellings = [
            Telling(
                comment=comment,
                user=user,
                kind=MailKind.DISCUSSION_CONTINUED,
                pace=paces[user.pk],
            )
            for user in people
        ]
        Telling.objects.bulk_create(tellings)
        leave_notices(comment, people)
        mail_at_once(tellings)
    return len(tellings)


def followers_of(comment: Comment) -> list[User]:
    """Active members who follow and were not told of this comment, for whatever reason."""
    following = Attention.objects.filter(
        discussion=comment.discussion_id, mode=Attention.Mode.FOLLOWED, user__is_active=True
    )
    known = Telling.objects.filter(comment=comment).values("user")
    others = following.exclude(user=comment.author_id).exclude(user__in=known)
    return [row.user for row in others.select_related("user").order_by("user")]


def is_open_to_them(user: User, comment: Comment) -> bool:
    return comment.is_published and is_open_to(user, comment.discussion.article)


def leave_notices(comment: Comment, people: list[User]) -> None:
    """One unread notice of the discussion for each, with the number of new comments."""
    add_to_notices(
        people,
        MailKind.DISCUSSION_CONTINUED,
        comment.get_absolute_url(),
        about=f"discussion-{comment.discussion_id}",
        article=comment.discussion.article.title,
    )
