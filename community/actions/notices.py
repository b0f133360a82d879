"""Tell a member something on the site."""

from collections.abc import Sequence

from django.utils import timezone

from community.models import Notice, User


def notify_member(user: User, kind: str, url: str, **facts: str | int) -> Notice:
    """Leave a notice of ``kind`` about the page at ``url``; ``facts`` fill its sentence.

    Call it inside the transaction of the change that it tells of. KeyError for a missing fact.
    """
    str(Notice.SENTENCES[Notice.Kind(kind)]).format(**facts)
    return Notice.objects.create(user=user, kind=kind, url=url, facts=facts)


def notify_naming(who: User, user: User, kind: str, url: str, **facts: str | int) -> Notice:
    """The same with the name of ``who`` as the fact ``name``, which goes when they leave."""
    told = {"name": who.display_name, **facts}
    str(Notice.SENTENCES[Notice.Kind(kind)]).format(**told)
    return Notice.objects.create(user=user, kind=kind, url=url, facts=told, names=who)


def mark_notices_read(user: User) -> int:
    """Mark every notice of ``user`` as read; return how many were not."""
    return Notice.objects.filter(user=user).unread().update(read_at=timezone.now())


def add_to_notices(
    users: Sequence[User], kind: str, url: str, *, about: str, **facts: str | int
) -> None:
    """Have one unread notice ``about`` a thing for each of ``users``, which counts what is new.

    A notice that is unread gets one more; its page stays the first that was not seen. The caller
    holds a lock on the thing.
    """
    unread = Notice.objects.filter(user__in=users, kind=kind, facts__about=about).unread()
    known = {notice.user_id: notice for notice in unread.select_for_update()}
    for notice in known.values():
        notice.facts = {**notice.facts, **facts, "count": int(notice.facts.get("count", 0)) + 1}
        notice.created_at = timezone.now()
    Notice.objects.bulk_update(known.values(), ["facts", "created_at"])
    told = {"about": about, "count": 1, **facts}
    Notice.objects.bulk_create(
        Notice(user=user, kind=kind, url=url, facts=told) for user in users if user.pk not in known
    )
