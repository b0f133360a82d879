"""Random appeals: whatever jurors, members, editors and the clock do in any order."""

from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, Q
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from community.actions.appeals import (
    decide_appeal,
    decline_seat,
    give_opinion,
    move_appeals_on,
    withdraw_appeal,
)
from community.actions.sanctions import impose_sanction
from community.errors import Refused
from community.models import Appeal, AppealParty, CivicRecord, PanelSeat, User
from tests.factories.appeals import appeal_about_sanction
from tests.factories.community import citizen, editor, member, sanction

pytestmark = pytest.mark.django_db
ENTRIES = {"upheld": "upheld", "dismissed": "not_upheld", "withdrawn": "abandoned"}
ONE = st.integers(min_value=0, max_value=6)
OPINION = st.sampled_from(["upheld", "dismissed"])


class Panels(RuleBasedStateMachine):
    """Seven citizens, two members who appeal, two editors of whom one imposed the sanctions."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        travel = time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC), tick=False)
        self.clock = self.stack.enter_context(travel)
        self.life = self.stack.enter_context(transaction.atomic())

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.stack.close()

    @initialize()
    def cast(self) -> None:
        self.citizens = [citizen() for _each in range(7)]
        self.decider, self.other = editor(), editor()
        self.appeals = [
            appeal_about_sanction(sanction(who, by=self.decider))
            for who in (member(), self.citizens[6])
        ]

    def person(self, number: int) -> User:
        return User.objects.get(pk=self.citizens[number].pk)

    @rule(number=ONE, which=st.integers(0, 1), opinion=OPINION)
    def judge(self, number: int, which: int, opinion: str) -> None:
        with suppress(Refused, PermissionDenied):
            give_opinion(self.appeals[which], by=self.person(number), opinion=opinion, reason="So.")

    @rule(number=ONE, which=st.integers(0, 1))
    def leave(self, number: int, which: int) -> None:
        with suppress(Refused, PermissionDenied):
            decline_seat(self.appeals[which], by=self.person(number))

    @rule(hours=st.integers(1, 60))
    def wait(self, hours: int) -> None:
        self.clock.shift(timedelta(hours=hours))
        move_appeals_on()
        assert move_appeals_on() == 0

    @rule(which=st.integers(0, 1), outcome=OPINION, own=st.booleans())
    def decide(self, which: int, outcome: str, own: bool) -> None:
        by = self.decider if own else self.other
        with suppress(Refused, PermissionDenied):
            decide_appeal(self.appeals[which], by=by, outcome=outcome, reason="So.")

    @rule(which=st.integers(0, 1), sure=st.integers(0, 9))
    def withdraw(self, which: int, sure: int) -> None:
        with suppress(Refused):
            if sure == 0:
                withdraw_appeal(self.appeals[which], by=self.appeals[which].member)

    @rule(number=st.integers(0, 5))
    def silence(self, number: int) -> None:
        until = self.citizens[0].created_at + timedelta(days=400)
        impose_sanction(self.person(number), "silenced", by=self.other, reason="Loud.", until=until)

    @invariant()
    def three_sit_while_a_panel_judges(self) -> None:
        for appeal in Appeal.objects.with_panel():
            assert PanelSeat.objects.taken().filter(appeal=appeal).count() == 3

    @invariant()
    def nobody_judges_their_own_matter(self) -> None:
        for party in AppealParty.objects.all():
            assert not party.appeal.seats.filter(juror=party.user).exists()
            assert party.appeal.decided_by_id != party.user_id

    @invariant()
    def outcome_is_what_two_found_or_an_editor(self) -> None:
        for appeal in Appeal.objects.filter(state__in=["upheld", "dismissed"]):
            if appeal.decided_by is None:
                agreeing = PanelSeat.objects.taken().filter(appeal=appeal, opinion=appeal.state)
                assert agreeing.count() == 2

    @invariant()
    def two_never_agree_on_an_open_panel(self) -> None:
        counts = (
            PanelSeat.objects.taken()
            .values("appeal")
            .annotate(
                up=Count("pk", filter=Q(opinion="upheld")),
                down=Count("pk", filter=Q(opinion="dismissed")),
            )
        )
        for row in counts.filter(appeal__state="panel"):
            assert max(row["up"], row["down"]) < 2

    @invariant()
    def record_explains_every_appeal(self) -> None:
        for appeal in Appeal.objects.all():
            kinds = list(
                CivicRecord.objects.filter(facts__appeal=appeal.pk)
                .order_by("at")
                .values_list("kind", flat=True)
            )
            assert kinds.count("appealed") == 1
            ends = [kind for kind in kinds if kind in ENTRIES.values()]
            assert ends == ([ENTRIES[appeal.state]] if appeal.state in ENTRIES else [])
            replaced = appeal.seats.filter(replaced_at__isnull=False).count()
            assert kinds.count("drawn") + kinds.count("passed_on") >= min(1, replaced)


@pytest.mark.parametrize(
    "lives", [15, pytest.param(150, marks=pytest.mark.deep)], ids=["few", "many"]
)
def test_whatever_happens_the_rules_hold(lives: int) -> None:
    run_state_machine_as_test(
        Panels,
        settings=settings(
            max_examples=lives,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
