"""What one's own page says at a glance: the way, the applications, the neighbours, the news."""

from dataclasses import dataclass, field

from community.actions.ladder import progress
from community.models import Application, CharterStep, Endorsement, User
from community.permissions import may_vouch, open_endorsements

NOTICES_SHOWN = 3
APPLICATIONS_SHOWN = 20


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
    """For the template of one's own page; at most seven queries, however much there is."""
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
        "ready": not again_after and all(asked.met for asked in requirements),
        "vouching": vouching(user, steps),
        "news": user.notices.all()[:NOTICES_SHOWN],
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
