"""Tell a member something on the site."""

from django.utils import timezone

from community.models import Notice, User


def notify_member(user: User, kind: str, url: str, **facts: str | int) -> Notice:
    """Leave a notice of ``kind`` about the page at ``url``; ``facts`` fill its sentence.

    Call it inside the transaction of the change that it tells of. KeyError for a missing fact.
    """
    str(Notice.SENTENCES[Notice.Kind(kind)]).format(**facts)
    return Notice.objects.create(user=user, kind=kind, url=url, facts=facts)


def mark_notices_read(user: User) -> int:
    """Mark every notice of ``user`` as read; return how many were not."""
    return Notice.objects.filter(user=user).unread().update(read_at=timezone.now())
