"""The cast: a member at every standing, and staff in every role."""

from datetime import timedelta
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils import timezone

from community.models import Role, Standing, User

_numbers = count(1)


def member(
    name: str = "",
    *,
    email: str = "",
    handle: str = "",
    days_here: int = 0,
    is_verified: bool = True,
    **fields: Any,
) -> User:
    """A visitor with a verified e-mail, ``days_here`` days after signing up."""
    number = next(_numbers)
    handle = handle or (name.lower().replace(" ", "-") if name else f"member-{number}")
    user = User.objects.create_user(
        email or f"{handle}@example.org",
        handle=handle,
        display_name=name or f"Member {number}",
        created_at=timezone.now() - timedelta(days=days_here),
        **fields,
    )
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=is_verified)
    return user


def resident(name: str = "", *, since_days: int = 1, **fields: Any) -> User:
    fields.setdefault("days_here", since_days + 30)
    since = timezone.now() - timedelta(days=since_days)
    return member(name, standing=Standing.RESIDENT, resident_since=since, **fields)


def citizen(name: str = "", *, since_days: int = 1, number: int = 0, **fields: Any) -> User:
    """``number`` 0 takes the next one that no citizen of this test run has."""
    fields.setdefault("days_here", since_days + 100)
    since = timezone.now() - timedelta(days=since_days)
    return member(
        name,
        standing=Standing.CITIZEN,
        resident_since=since - timedelta(days=60),
        citizen_since=since,
        citizen_number=number or 10_000 + next(_numbers),
        **fields,
    )


def staff(role: Role, name: str = "", **fields: Any) -> User:
    user = member(name, is_staff=True, **fields)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


def writer(name: str = "", **fields: Any) -> User:
    return staff(Role.WRITER, name, **fields)


def editor(name: str = "", **fields: Any) -> User:
    return staff(Role.EDITOR, name, **fields)


def moderator(name: str = "", **fields: Any) -> User:
    return staff(Role.MODERATOR, name, **fields)


def administrator(name: str = "", **fields: Any) -> User:
    return staff(Role.ADMINISTRATOR, name, **fields)
