"""What leaving a standing and coming back to it does to the row of a locked member."""

from django.utils import timezone

from community.actions.consent import note_answered
from community.actions.ladder.close import end_as_withdrawn
from community.actions.people import forget_returns
from community.models import FormerStanding, Sanction, Standing, User

ROW = ["standing", "dormant_since", "dormancy_told_at"]


def leave(
    member: User,
    to: Standing,
    *,
    sanction: Sanction | None = None,
    revoked_by: User | None = None,
    reason: str = "",
) -> FormerStanding:
    """Set the standing to ``to`` and remember what it was. Dates and number stay on the row."""
    former = FormerStanding.objects.create(
        member=member,
        standing=member.standing,
        resident_since=member.resident_since,
        citizen_since=member.citizen_since,
        sanction=sanction,
        revoked_by=revoked_by,
        reason=reason,
    )
    member.standing = to
    member.dormant_since = member.dormancy_told_at = None
    member.save(update_fields=ROW)
    note_answered(member, "" if to is Standing.VISITOR else to)
    return former


def come_back(member: User, former: FormerStanding) -> None:
    """Give ``former`` back as it was, with its dates; the citizen number never went.

    What was given back below it comes with it, and an application for it has become needless.
    """
    withdraw_needless(member, Standing(former.standing))
    member.standing = former.standing
    for name, date in former.since().items():
        setattr(member, name, date)
    member.dormant_since = member.dormancy_told_at = None
    member.save(update_fields=[*ROW, *former.since()])
    former.back_at = timezone.now()
    former.save(update_fields=["back_at"])
    forget_returns(member)
    note_answered(member, former.standing)


def withdraw_needless(member: User, standing: Standing) -> None:
    """End the open application for ``standing``, or for what lies below it."""
    for application in member.applications.open():
        if is_at_least(standing, application.standing):
            end_as_withdrawn(application, by=None)


def withdraw_open(member: User) -> None:
    for application in member.applications.open():
        end_as_withdrawn(application, by=member)


def is_at_least(standing: str, other: str) -> bool:
    rungs = Standing.values
    return rungs.index(standing) >= rungs.index(other)
