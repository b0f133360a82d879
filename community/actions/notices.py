"""Tell a member something on the site."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from community.models import Notice, User


def notify_member(user: User, kind: str, url: str, **facts: str | int) -> Notice:
    """Leave a notice of ``kind`` about the page at ``url``; ``facts`` fill its sentence.

    Call it inside the transaction of the change that it tells of. KeyError for a missing fact.
    """
    refuse_unless_told(kind, facts)
    return Notice.objects.create(user=user, kind=kind, url=url, facts=facts)


def refuse_unless_told(kind: str, facts: Mapping[str, str | int]) -> None:
    str(Notice.SENTENCES[Notice.Kind(kind)]).format(**facts)


def notify_naming(who: User, user: User, kind: str, url: str, **facts: str | int) -> Notice:
    """The same with the name of ``who`` as the fact ``name``, which goes when they leave."""
    told = {"name": who.display_name, **facts}
    refuse_unless_told(kind, told)
    return Notice.objects.create(user=user, kind=kind, url=url, facts=told, names=who)


def notify_members(
    people: QuerySet[Any], kind: str, url: str, *, naming: User, **facts: str | int
) -> None:
    """Leave the same notice for everybody whose key the query ``people`` gives, however many.

    One statement, so that thousands do not keep the transaction open for long.
    """
    told_of = {"name": naming.display_name, **facts}
    refuse_unless_told(kind, told_of)
    keys, given = people.query.sql_with_params()
    told = Notice._meta.get_field("facts").get_db_prep_save(told_of, connection)
    now = Notice._meta.get_field("created_at").get_db_prep_save(timezone.now(), connection)
    with connection.cursor() as cursor:
        cursor.execute(
            # SECURITY: names of our own and Django's SQL; every value is a parameter.
            f"INSERT INTO {Notice._meta.db_table} (kind, url, facts, created_at, names_id, user_id)"  # noqa: S608
            f" SELECT %s, %s, %s, %s, %s, people.* FROM ({keys}) AS people",
            [kind, url, told, now, naming.pk, *given],
        )


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
