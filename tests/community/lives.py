"""What members, neighbours, editors and the clock do on the ladder, move by move.

``test_random_lives`` says what holds after each. Both steps are open, their numbers small, so that
lives reach citizenship within a few dozen moves.
"""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta

import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from community.actions.appeals import move_appeals_on
from community.actions.dormancy import put_to_sleep, tell_of_dormancy, wake_returned
from community.actions.ladder import (
    answer_question,
    ask_in_hearing,
    ask_question,
    cast_vote,
    close_ballots,
    decline_application,
    endorse_application,
    expire_applications,
    grant_application,
    open_ballots,
    submit_application,
    tell_overdue,
    withdraw_application,
)
from community.actions.people import found_city
from community.actions.sanctions import impose_sanction, lift_sanction
from community.actions.served import tell_served
from community.errors import Refused
from community.models import (
    Application,
    Ballot,
    City,
    FormerStanding,
    PanelSeat,
    Sanction,
    Standing,
    User,
)
from community.permissions import people_who_may_sit
from tests.factories.community import (
    charter,
    charter_in_force,
    editor,
    meets_requirements,
    member,
    took_part,
)

DECIDE = {"grant": grant_application, "decline": decline_application}
SOON = {"clean_days": 3, "wait_days": 5}
NUMBERS = {"account_days": 1, "articles_opened": 1, "opened_days": 0, "comments": 1, **SOON}
MORE = {
    "standing_days": 1,
    "active_days": 1,
    "comment_articles": 1,
    "constructive_people": 1,
    **SOON,
}
BALLOTS = {
    "endorsements": 1,
    "hearing_days": 2,
    "ballot_days": 3,
    "young_roll": 1,
    "quorum_least": 1,
}
SEVEN = st.integers(min_value=0, max_value=6)
OFTEN = st.sampled_from([True, True, True, False])
MOSTLY_EDITORS = st.sampled_from([4, 5, 4, 5, 0, 6])
DAYS = st.integers(min_value=1, max_value=40)
FOUNDER = 6


def settlers() -> QuerySet[User]:
    return User.objects.exclude(standing=Standing.VISITOR)


class Lives(RuleBasedStateMachine):
    """Six members, of whom one founds the city and two are editors, and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: int | None = None
        self.numbers: dict[int, int | None] = {}
        self.stack = ExitStack()
        travel = time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
        self.clock = self.stack.enter_context(travel)
        self.life = self.stack.enter_context(transaction.atomic())

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    @initialize(young_city=st.sampled_from([0, 3, 50]), by_ballot=st.booleans())
    def settle(self, young_city: int, *, by_ballot: bool) -> None:
        open_step = {"is_open": True, **MORE, "comments": 1, "ballot_days": 0}
        self.people = [member() for _ in range(4)] + [editor(), editor(), found_city(member())]
        City.objects.update(dormant_months=1, dormant_notice_days=2, return_days=20)
        charter(young_city=50, resident=NUMBERS, citizen=open_step)
        for number in [0, 1, 0]:  # one has come all the way, one half of it
            self.applies(number, "Here I am.", is_ready=True)
            self.is_decided(0, by=4, how="grant")
        if by_ballot:
            open_step |= BALLOTS
        charter(young_city=young_city, resident=NUMBERS, citizen=open_step)
        for number in range(1, 4):  # some rules sleep in each life; these let the others have work
            self.applies(number, "Hello.", is_ready=True)

    def person(self, number: int) -> User:
        self.touched = number
        return User.objects.get(pk=self.people[number].pk)

    def settled(self, number: int, *, left: bool = False) -> User:
        """One of those who have a standing, or (``left``) have given one back."""
        given_back = FormerStanding.objects.renounced().ended().values("member")
        having = User.objects.filter(pk__in=given_back) if left else settlers()
        pks = sorted(having.values_list("pk", flat=True))
        places = [at for at, user in enumerate(self.people) if user.pk in pks]
        return self.person(places[number % len(places)] if places else number)

    def attempt(self, action: Callable[[], object]) -> None:
        """Do it a second later; a refusal is as good an answer as any."""
        self.clock.shift(timedelta(seconds=1))
        with suppress(Refused, PermissionDenied):
            action()

    def application(self, number: int) -> Application | None:
        """One of those that are open, or of the closed where none is."""
        found = list(Application.objects.open().order_by("pk")) or list(Application.objects.all())
        return found[number % len(found)] if found else None

    @rule(days=DAYS)
    def time_passes(self, days: int) -> None:
        self.clock.shift(timedelta(days=days))
        expire_applications()
        open_ballots()
        close_ballots()
        tell_overdue()
        wake_returned()
        put_to_sleep()
        tell_of_dormancy()
        tell_served()
        move_appeals_on()
        waiting = PanelSeat.objects.waiting().filter(appeal__state="panel")
        assert not waiting.exclude(juror__in=people_who_may_sit()).exists()

    @rule(who=SEVEN, is_ready=OFTEN, words=st.sampled_from(["Hello.", "Hello again."]))
    def applies(self, who: int, words: str, *, is_ready: bool) -> None:
        in_force, user = charter_in_force(), self.person(who)
        if is_ready and user.next_standing:
            meets_requirements(user)
        self.attempt(lambda: submit_application(user, charter=in_force, statement=words))

    @rule(number=SEVEN, by=MOSTLY_EDITORS, how=st.sampled_from(["grant", "grant", "decline"]))
    def is_decided(self, number: int, by: int, how: str) -> None:
        if asked := self.application(number):
            self.attempt(lambda: DECIDE[how](asked, by=self.person(by), reason="Because."))

    @rule(by=MOSTLY_EDITORS)
    def everybody_is_released(self, by: int) -> None:
        for held in Sanction.objects.in_force():
            self.attempt(lambda held=held: lift_sanction(held, by=self.person(by)))  # type: ignore[misc]

    @rule(who=SEVEN)
    def comes_by(self, who: int) -> None:
        took_part(self.person(who), "opened")


class Ladder(Lives):
    """How an application goes, and what moderators do meanwhile."""

    @rule(number=SEVEN, by=SEVEN)
    def is_vouched_for(self, number: int, by: int) -> None:
        if asked := self.application(number):
            self.attempt(lambda: endorse_application(asked, by=self.person(by)))

    @rule(number=SEVEN, by=MOSTLY_EDITORS)
    def is_asked(self, number: int, by: int) -> None:
        if asked := self.application(number):
            self.attempt(lambda: ask_question(asked, by=self.person(by), text="Why?"))

    @rule(number=SEVEN, by=SEVEN, is_own=OFTEN)
    def is_answered(self, number: int, by: int, *, is_own: bool) -> None:
        if asked := self.application(number):
            who = asked.applicant if is_own else self.person(by)
            self.attempt(lambda: answer_question(asked, by=who, text="So."))

    @rule(number=SEVEN, by=SEVEN)
    def is_heard(self, number: int, by: int) -> None:
        if asked := self.application(number):
            self.attempt(lambda: ask_in_hearing(asked, by=self.person(by), text="Whence?"))

    @rule(votes=st.lists(st.tuples(SEVEN, st.sampled_from(Ballot.Vote)), max_size=7))
    def citizens_vote(self, votes: list[tuple[int, str]]) -> None:
        for ballot in Ballot.objects.open():
            for by, how in votes:
                self.attempt(lambda: cast_vote(ballot, by=self.person(by), vote=how))  # noqa: B023

    @rule(number=SEVEN, by=SEVEN)
    def is_withdrawn(self, number: int, by: int) -> None:
        if asked := self.application(number):
            self.attempt(lambda: withdraw_application(asked, by=self.person(by)))

    @rule(who=SEVEN, by=MOSTLY_EDITORS, kind=st.sampled_from(Sanction.Kind), days=DAYS)
    def is_sanctioned(self, who: int, by: int, kind: str, days: int) -> None:
        user, until = self.person(who), timezone.now() + timedelta(days=days)
        given = {"by": self.person(by), "reason": "Because.", "until": until}
        self.attempt(lambda: impose_sanction(user, kind, **given))  # type: ignore[arg-type]
