"""Standings that end and come back, move by move; see ``lives``."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import rule

from community.actions.appeals import appeal_sanction, decide_appeal, give_opinion
from community.actions.ladder import endorse_application, grant_application
from community.actions.standing import (
    ban_and_revoke,
    renounce_standing,
    return_standing,
    revoke_standing,
)
from community.models import Appeal, Application, FormerStanding, PanelSeat, Sanction
from tests.community.lives import DAYS, MOSTLY_EDITORS, OFTEN, SEVEN, Lives


class Endings(Lives):
    """Bans that take a standing, appeals against them, and members who leave and return."""

    @rule(who=SEVEN, by=MOSTLY_EDITORS, days=st.none() | DAYS, at_once=OFTEN)
    def is_banned_with_the_standing(
        self, who: int, by: int, days: int | None, *, at_once: bool
    ) -> None:
        user, until = self.settled(who), days and timezone.now() + timedelta(days=days)
        given = {"by": self.person(by), "reason": "Because."}
        if at_once:
            self.attempt(lambda: ban_and_revoke(user, until=until, **given))  # type: ignore[arg-type]
        for ban in Sanction.objects.in_force().filter(kind="banned"):
            self.attempt(lambda ban=ban: revoke_standing(ban, **given))  # type: ignore[arg-type,misc]

    @rule(number=SEVEN, by=MOSTLY_EDITORS, how=st.sampled_from(["upheld", "upheld", "dismissed"]))
    def somebody_appeals_and_somebody_judges(self, number: int, by: int, how: str) -> None:
        self.somebody_judges(by, how)
        taken = list(FormerStanding.objects.revoked().ended().order_by("-pk"))
        imposed = [former.sanction for former in taken] or list(Sanction.objects.order_by("-pk"))
        if about := imposed[number % len(imposed)] if imposed else None:
            self.attempt(lambda: appeal_sanction(about, by=about.user, statement="No."))

    def somebody_judges(self, by: int, how: str) -> None:
        given = {"reason": "So we find."}
        for appeal in Appeal.objects.with_editors():
            of_editor = {"by": self.person(by), "outcome": how, **given}
            self.attempt(lambda on=appeal, given=of_editor: decide_appeal(on, **given))  # type: ignore[misc]
        for seat in PanelSeat.objects.waiting().filter(appeal__state="panel"):
            of_juror = {"by": seat.juror, "opinion": how, **given}
            self.attempt(lambda on=seat.appeal, given=of_juror: give_opinion(on, **given))  # type: ignore[misc]

    @rule(who=SEVEN, to=st.sampled_from(["resident", "visitor", "", "", "citizen"]))
    def gives_it_back_or_takes_it_back(self, who: int, to: str) -> None:
        """``to`` "" takes back what was given back."""
        if to:
            user = self.settled(who)
            given = {"by": user, "standing": user.standing, "to": to}
            self.attempt(lambda: renounce_standing(user, **given))  # type: ignore[arg-type]
        else:
            user = self.settled(who, left=True)
            self.attempt(lambda: return_standing(user, by=user))

    @rule(who=SEVEN, by=MOSTLY_EDITORS)
    def is_admitted_the_long_way(self, who: int, by: int) -> None:
        """As far as it goes without a ballot: asks, is vouched for by everybody, is decided on."""
        user = self.settled(who, left=True)
        for _rung in range(2):
            self.applies(self.people.index(user), "Here I am again.", is_ready=True)
            for asked in Application.objects.open().filter(applicant=user):
                for neighbour in range(4):
                    self.is_vouched_for_by(asked, neighbour)
                self.grants(asked, by)

    def is_vouched_for_by(self, asked: Application, neighbour: int) -> None:
        self.attempt(lambda: endorse_application(asked, by=self.person(neighbour)))

    def grants(self, asked: Application, by: int) -> None:
        self.attempt(lambda: grant_application(asked, by=self.person(by), reason="Because."))
