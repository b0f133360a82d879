"""Does this person have this right, now?"""

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.models import City, Participation, Role, Sanction, Standing, User
from community.permissions.tables import (
    OFF_THE_DESK,
    RIGHTS,
    STAFF_RIGHTS,
    TAKEN,
    Grant,
    Right,
    StaffRight,
)

Person = User | AnonymousUser | AbstractBaseUser
KEPT = "_active_sanctions"
MUTE = (Sanction.Kind.SILENCED, Sanction.Kind.SUSPENDED, Sanction.Kind.BANNED)


def member(user: Person) -> User:
    """Return ``user`` when it is somebody with an account; PermissionDenied otherwise."""
    if not isinstance(user, User):
        raise PermissionDenied
    return user


def active_sanctions(user: User) -> list[Sanction]:
    """Return the sanctions in force: one query per instance of ``user``.

    A request loads its user anew, so a sanction bites at the next request of every open session.
    """
    kept: list[Sanction] | None = getattr(user, KEPT, None)
    if kept is None:
        kept = list(Sanction.objects.filter(user=user).in_force())
        setattr(user, KEPT, kept)
    return kept


def is_mute(user: User) -> bool:
    """Whether a sanction keeps ``user`` from saying anything, on their own page too."""
    return any(sanction.kind in MUTE for sanction in active_sanctions(user))


def forget_sanctions(user: User) -> None:
    """Make the next check on this instance ask the database again."""
    if hasattr(user, KEPT):
        delattr(user, KEPT)


def is_taken(user: User, right: Right) -> bool:
    """Whether a sanction in force takes ``right`` from ``user``."""
    return any(right in TAKEN[Sanction.Kind(held.kind)] for held in active_sanctions(user))


def has_right(user: Person, right: Right) -> bool:
    """Whether the standing of ``user`` carries ``right`` and no sanction takes it.

    At most two queries more than the sanctions, and only for what a newcomer has to earn first.
    """
    if not isinstance(user, User) or not user.is_active:
        return False
    if is_taken(user, right):
        return False
    return reaches(user, RIGHTS[right][Standing(user.effective_standing)])


def reaches(user: User, grant: Grant) -> bool:
    if grant is Grant.TRUSTED:
        return approved_comments(user) >= City.current().comments_before_trust
    if grant is Grant.SEASONED:
        days = City.current().constructive_after_days
        return old_enough(user, days) and approved_comments(user) > 0
    return grant is Grant.YES


def old_enough(user: User, days: int) -> bool:
    return user.created_at <= timezone.now() - timedelta(days=days)


def approved_comments(user: User) -> int:
    comments = Participation.objects.filter(user=user, kind=Participation.Kind.COMMENTED)
    return comments.values("source").distinct().count()


def staff_may(user: Person, right: StaffRight) -> bool:
    """Whether a role of ``user`` carries ``right``; one query for staff, none for others."""
    if not isinstance(user, User) or not user.roles:
        return False
    if any(held.kind in OFF_THE_DESK for held in active_sanctions(user)):
        return False
    return any(right in STAFF_RIGHTS[Role(role)] for role in user.roles)


def may_open_desk(user: Person) -> bool:
    """Whether ``user`` has any business at the desk (the admin)."""
    return any(staff_may(user, right) for right in StaffRight)
