"""What one's own page says at a glance: the way, the applications, the neighbours, the news."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from community.actions.ladder import progress
from community.models import (
    Application,
    BallotVoter,
    CharterStep,
    City,
    Endorsement,
    Sanction,
    Standing,
    User,
)
from community.permissions import (
    Right,
    active_sanctions,
    counts_until,
    has_right,
    is_held_against,
    is_mute,
    may_vouch,
    open_endorsements,
    returnable,
    seats_waiting_for,
)

NOTICES_SHOWN, CALLS_SHOWN = 3, 10
APPLICATIONS_SHOWN = SANCTIONS_SHOWN = 20


@dataclass
class Vouching:
    """The open endorsements for one step; ``most`` is what one person may hold, 0 for no limit."""

    step: CharterStep
    most: int
    held: list[Endorsement] = field(default_factory=list)

    @property
    def left(self) -> int:
        return max(0, self.most - len(self.held))


def at_a_glance(user: User) -> dict[str, object]:
    """For the template of one's own page; a fixed number of queries, however much there is."""
    steps = list(CharterStep.objects.filter(charter__city__pk=1).select_related("charter"))
    sent = list(user.applications.select_related("charter")[:APPLICATIONS_SHOWN])
    step = next((step for step in steps if step.standing == user.next_standing), None)
    application = next((each for each in sent if each.is_open), None)
    again_after = waiting_until(sent, user)
    requirements = progress(user, step) if step and not application else []
    return {
        "applications": sent,
        "application": application,
        "step": step,
        "requirements": requirements,
        "again_after": again_after,
        "may_apply": step is not None and step.is_open and has_right(user, Right.APPLY),
        "ready": not again_after and all(asked.met for asked in requirements),
        "vouching": vouching(user, steps),
        "news": user.notices.all()[:NOTICES_SHOWN],
        "sanctions": decided_about(user, timedelta(days=step.clean_days if step else 0)),
        "holding": {held.pk for held in active_sanctions(user)},
        "is_mute": is_mute(user),
        **called_on(user),
        **way_back(user),
    }


def called_on(user: User) -> dict[str, object]:
    """What waits for a citizen: ballots to vote in, appeals to judge."""
    if user.standing != Standing.CITIZEN:
        return {}
    lines = BallotVoter.objects.none()
    if has_right(user, Right.VOTE):  # who may not vote now may not see the ballots either
        lines = BallotVoter.objects.open().filter(voter=user).order_by("ballot__closes_at")
    return {
        "to_vote": lines.select_related("ballot__application__applicant")[:CALLS_SHOWN],
        "to_judge": seats_waiting_for(user).select_related("appeal")[:CALLS_SHOWN],
    }


def decided_about(user: User, clean: timedelta) -> list[tuple[Sanction, datetime | None]]:
    """The latest sanctions, each with the day until which it counts though it is over."""
    sanctions = user.sanctions.select_related("revocation").prefetch_related("appeals")
    return [(each, counts_until(each, clean)) for each in sanctions[:SANCTIONS_SHOWN]]


def way_back(user: User) -> dict[str, object]:
    """What the member gave back and may take back, until when, and whether a sanction bars it."""
    former = returnable(user)
    return {
        "former": former,
        "return_until": former and former.left_at + timedelta(days=City.current().return_days),
        "is_held": former is not None and is_held_against(user, former.standing),
    }


def waiting_until(sent: list[Application], user: User) -> object:
    """When the member may apply again after the last decline, if that is yet to come."""
    return next((each.again_after for each in sent if each.makes_wait(user.next_standing)), None)


def vouching(user: User, steps: list[CharterStep]) -> list[Vouching]:
    """For each step that the member may vouch for: whom they do, and how many more they may."""
    rows = {
        step.standing: Vouching(step, step.endorsements_each)
        for step in steps
        if may_vouch(user, step.standing)
    }
    if rows:
        for each in open_endorsements(user).select_related("application__applicant"):
            if each.application.standing in rows:
                rows[each.application.standing].held.append(each)
    return list(rows.values())
