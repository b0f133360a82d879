"""Random lives on the ladder: whatever members, neighbours, editors and the clock do in any order.

Both steps are open, their numbers small, so that lives reach citizenship within a few dozen moves.
"""

from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

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
from community.errors import Refused
from community.models import (
    Application,
    Ballot,
    BallotVoter,
    City,
    CivicRecord,
    Sanction,
    Standing,
    User,
)
from community.permissions import RIGHTS, TAKEN, Grant, Right, has_right
from tests.factories.community import (
    charter,
    charter_in_force,
    editor,
    meets_requirements,
    member,
    took_part,
)

pytestmark = pytest.mark.django_db
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


class Lives(RuleBasedStateMachine):
    """Six members, of whom one founds the city and two are editors, and the clock."""

    def __init__(self) -> None:
        super().__init__()
        self.touched: int | None = None
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
        if by_ballot:
            open_step |= BALLOTS
        charter(young_city=young_city, resident=NUMBERS, citizen=open_step)
        City.objects.update(dormant_months=1, dormant_notice_days=2)
        self.people = [member() for _ in range(4)] + [editor(), editor(), found_city(member())]
        for number in range(3):  # some rules sleep in each life; these let the others have work
            self.applies(number, "Hello.", is_ready=True)

    def person(self, number: int) -> User:
        self.touched = number
        return User.objects.get(pk=self.people[number].pk)

    def attempt(self, action: Callable[[], object]) -> None:
        """Do it; a refusal is as good an answer as any."""
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

    @rule(who=SEVEN, is_ready=OFTEN, words=st.sampled_from(["Hello.", "Hello again."]))
    def applies(self, who: int, words: str, *, is_ready: bool) -> None:
        in_force, user = charter_in_force(), self.person(who)
        if is_ready and user.next_standing:
            meets_requirements(user)
        self.attempt(lambda: submit_application(user, charter=in_force, statement=words))

    @rule(number=SEVEN, by=SEVEN)
    def is_vouched_for(self, number: int, by: int) -> None:
        if asked := self.application(number):
            self.attempt(lambda: endorse_application(asked, by=self.person(by)))

    @rule(number=SEVEN, by=MOSTLY_EDITORS, how=st.sampled_from(["grant", "grant", "decline"]))
    def is_decided(self, number: int, by: int, how: str) -> None:
        if asked := self.application(number):
            self.attempt(lambda: DECIDE[how](asked, by=self.person(by), reason="Because."))

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

    @rule(by=MOSTLY_EDITORS)
    def everybody_is_released(self, by: int) -> None:
        for held in Sanction.objects.in_force():
            self.attempt(lambda held=held: lift_sanction(held, by=self.person(by)))  # type: ignore[misc]

    @invariant()
    def nobody_has_two_open_applications(self) -> None:
        applicants = list(Application.objects.open().values_list("applicant", flat=True))
        assert len(applicants) == len(set(applicants))

    @invariant()
    def nobody_decides_on_their_own_or_on_one_they_endorsed(self) -> None:
        for asked in Application.objects.filter(decided_by__isnull=False):
            assert asked.decided_by_id != asked.applicant_id
            assert not asked.endorsements.filter(endorser_id=asked.decided_by_id).exists()

    @invariant()
    def a_ballot_is_open_exactly_while_its_application_is_voted_on(self) -> None:
        voted_on = set(Application.objects.filter(state="ballot").values_list("pk", flat=True))
        assert voted_on == set(Ballot.objects.open().values_list("application", flat=True))
        assert not BallotVoter.objects.filter(ballot__closed_at__isnull=False).exists()

    @invariant()
    def the_roll_says_how_many_voted_and_the_counts_what_they_came_to(self) -> None:
        for ballot in Ballot.objects.open():
            assert ballot.turnout == ballot.roll.filter(has_voted=True).count()
            outsiders = [ballot.application.applicant_id]
            outsiders += ballot.application.endorsements.values_list("endorser", flat=True)
            assert not ballot.roll.filter(voter__in=outsiders).exists()
        for ballot in Ballot.objects.filter(outcome__in=["granted", "declined"]):
            share = Fraction(ballot.yes, ballot.yes + ballot.no)
            assert (ballot.outcome == "granted") == (share >= Fraction(70, 100))
            assert ballot.outcome == "granted" or share < Fraction(65, 100)
            assert ballot.turnout >= ballot.quorum

    @invariant()
    def every_decision_has_a_reason_and_an_entry(self) -> None:
        decided = Application.objects.filter(state__in=["granted", "declined"])
        entries = CivicRecord.objects.filter(kind__in=["granted", "declined"])
        assert not decided.filter(reason="").exists()
        assert decided.count() == entries.count()

    @invariant()
    def the_record_explains_every_standing(self) -> None:
        """Read in its order, it takes each member up one rung at a time, the founder apart."""
        reached = dict.fromkeys(User.objects.values_list("record_id", flat=True), Standing.VISITOR)
        steps = CivicRecord.objects.filter(kind__in=["granted", "founded"])
        rungs = Standing.values  # the clock stands still, so that two steps may have one time
        for step in sorted(steps, key=lambda step: (step.at, rungs.index(step.standing))):
            assert step.member is not None
            if step.kind == "granted":
                assert Standing(step.standing) == reached[step.member].next
            reached[step.member] = Standing(step.standing)
        standings = dict(User.objects.values_list("record_id", "standing"))
        assert standings == reached

    @rule(who=SEVEN)
    def comes_by(self, who: int) -> None:
        took_part(self.person(who), "opened")

    @invariant()
    def the_record_says_who_is_dormant(self) -> None:
        """And only a citizen is."""
        entries = CivicRecord.objects.filter(kind__in=["slept", "woke"]).order_by("at", "pk")
        asleep = {entry.member: entry.kind == "slept" for entry in entries}
        for user in User.objects.filter(dormant_since__isnull=False):
            assert user.standing == Standing.CITIZEN
            assert asleep.pop(user.record_id)
        dormant = [member for member, is_asleep in asleep.items() if member and is_asleep]
        assert not User.objects.filter(record_id__in=dormant, dormant_since__isnull=True).exists()

    @invariant()
    def citizens_are_numbered_without_a_gap(self) -> None:
        citizens = User.objects.filter(standing=Standing.CITIZEN)
        numbers = set(citizens.values_list("citizen_number", flat=True))
        assert numbers == set(range(1, citizens.count() + 1))

    @invariant()
    def no_application_is_open_under_a_sanction_that_counts(self) -> None:
        sanctioned = Sanction.objects.in_force().exclude(kind=Sanction.Kind.WARNING)
        assert not Application.objects.open().filter(applicant__in=sanctioned.values("user"))

    @invariant()
    def rights_are_those_of_the_table(self) -> None:
        """Of whoever was touched last."""
        if self.touched is None:
            return
        user = self.person(self.touched)
        taken: set[Right] = set()
        for held in Sanction.objects.in_force().filter(user=user):
            taken |= TAKEN[Sanction.Kind(held.kind)]
        for right in Right:
            grant = RIGHTS[right][Standing(user.effective_standing)]
            if grant in (Grant.YES, Grant.NO):
                assert has_right(user, right) is (grant is Grant.YES and right not in taken)


def live(*, lives: int) -> None:
    """Live ``lives`` lives of fifty moves."""
    how = settings(
        max_examples=lives,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Lives, settings=how)


def test_random_lives_keep_the_promises() -> None:
    live(lives=20)


@pytest.mark.deep
def test_many_random_lives_keep_the_promises() -> None:
    live(lives=220)
