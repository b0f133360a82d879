"""Who takes a standing, and what a member may take back."""

from datetime import datetime, timedelta

from django.utils import timezone

from community.models import City, FormerStanding, Sanction, Standing, User
from community.permissions.checks import Person, staff_may
from community.permissions.ladder import can_sanction
from community.permissions.tables import RIGHTS, Grant, StaffRight

Kind = Sanction.Kind


def can_revoke(user: Person, member: User) -> bool:
    """Whose right it is, about anybody whom they could ban; that a ban is in force is a state."""
    return staff_may(user, StaffRight.REVOKE_STANDING) and can_sanction(user, member, Kind.BANNED)


def rights_lost(standing: str, to: str) -> list[str]:
    """What somebody of ``standing`` may do and somebody of ``to`` never may, in words."""
    before, after = Standing(standing), Standing(to)
    return [
        str(right.label)
        for right, grants in RIGHTS.items()
        if grants[before] is Grant.YES and grants[after] is Grant.NO
    ]


def returnable(member: User) -> FormerStanding | None:
    """What ``member`` gave back and may take back with one press, sanctions apart: the highest."""
    if member.standing == Standing.CITIZEN:
        return None
    given_back = list(FormerStanding.objects.renounced().ended().filter(member=member))
    if not given_back:
        return None
    since = timezone.now() - timedelta(days=City.current().return_days)
    former = next((each for each in given_back if each.left_at > since), None)
    return None if former is None or was_taken_since(former) else former


def was_taken_since(former: FormerStanding) -> bool:
    taken = FormerStanding.objects.revoked().ended().filter(member=former.member_id)
    return taken.filter(left_at__gte=former.left_at).exists()


def is_held_against(member: User, standing: str) -> bool:
    """Whether a sanction counts against an application of ``member`` for ``standing``."""
    since = timezone.now() - clean_time(standing)
    return Sanction.objects.filter(user=member).counting_since(since).exists()


def counts_until(sanction: Sanction, clean: timedelta) -> datetime | None:
    """Until when one that is over counts against an application, if it still does; no query.

    ``clean`` is ``clean_time`` of what its member may apply for.
    """
    end = sanction.lifted_at or sanction.until
    if end is None or sanction.overturned or sanction.kind == Kind.WARNING:
        return None
    now = timezone.now()
    return end + clean if end <= now < end + clean else None


def clean_time(standing: str | None) -> timedelta:
    """For how long a sanction that is over counts against ``standing``, by the charter in force."""
    charter = City.current().charter if standing else None
    return timedelta(days=charter.step_to(standing).clean_days if charter and standing else 0)


def is_still_held(sanction: Sanction) -> bool:
    """Whether another sanction than this one takes something from its member now."""
    others = Sanction.objects.in_force().filter(user=sanction.user).exclude(pk=sanction.pk)
    return others.exclude(kind=Kind.WARNING).exists()
