"""Random lives on the ladder: what holds after every move, in whatever order they come."""

from fractions import Fraction

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from community.models import (
    Application,
    Ballot,
    BallotVoter,
    CivicRecord,
    FormerStanding,
    Sanction,
    Standing,
    User,
)
from community.permissions import RIGHTS, TAKEN, Grant, Right, has_right, public_record
from tests.community.lives import FOUNDER, Ladder, Lives
from tests.community.lives_that_end import Endings

pytestmark = pytest.mark.django_db
MOVES = ["founded", "granted", "revoked", "restored", "renounced", "returned"]


def rank(standing: str) -> int:
    return Standing.values.index(standing)


class Kept(Lives):
    """The promises that hold after every move."""

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
        """Read in its order, and nothing else: up one rung at a time, down as it says, and back to
        what was left, once. The founder alone begins at the top."""
        reached = dict.fromkeys(User.objects.values_list("record_id", flat=True), Standing.VISITOR)
        left: dict[int, Standing] = {}
        for step in CivicRecord.objects.filter(kind__in=MOVES).order_by("at"):
            assert step.member is not None
            before, after = reached[step.member], Standing(step.standing)
            if step.kind == "granted":
                assert after == before.next
            if step.kind in ("revoked", "renounced"):
                assert rank(after) < rank(before) == rank(step.facts["held"])
                left[step.facts["former"]] = before
            if step.kind in ("restored", "returned"):
                assert after == left.pop(step.facts["former"])
                assert rank(after) >= rank(before)
            reached[step.member] = after
        assert dict(User.objects.values_list("record_id", "standing")) == reached

    @invariant()
    def a_member_page_tells_the_steps_to_the_present_standing(self) -> None:
        """Of whoever was touched last; the founder never asked to be a resident."""
        if self.touched is None or self.touched == FOUNDER:
            return
        user = self.person(self.touched)
        steps = public_record(user)
        rungs = Standing.values[1 : rank(user.standing) + 1]
        assert [step.standing for step in steps] == rungs
        if user.standing == Standing.CITIZEN:
            assert steps[-1].at == user.citizen_since

    @invariant()
    def a_standing_is_taken_once_with_a_ban_and_back_only_after_an_appeal(self) -> None:
        for former in FormerStanding.objects.revoked().select_related("sanction"):
            assert former.sanction is not None
            assert former.sanction.kind == "banned"
            upheld = former.sanction.appeals.filter(state="upheld")
            assert former.back_at is None or upheld.exists()

    @invariant()
    def whose_sanction_is_over_is_told_once(self) -> None:
        told = Sanction.objects.filter(told_over_at__isnull=False)
        entries = CivicRecord.objects.filter(kind="served")
        served = [entry.facts["sanction"] for entry in entries]
        assert sorted(served) == sorted(told.values_list("pk", flat=True))
        assert not told.filter(kind="warning").exists()
        assert all(held.until and held.until <= timezone.now() for held in told)

    @invariant()
    def the_record_says_who_is_dormant(self) -> None:
        """And only a citizen is."""
        kinds = ["slept", "woke", "revoked", "renounced"]
        entries = CivicRecord.objects.filter(kind__in=kinds).order_by("at", "pk")
        asleep = {entry.member: entry.kind == "slept" for entry in entries}
        for user in User.objects.filter(dormant_since__isnull=False):
            assert user.standing == Standing.CITIZEN
            assert asleep.pop(user.record_id)
        dormant = [member for member, is_asleep in asleep.items() if member and is_asleep]
        assert not User.objects.filter(record_id__in=dormant, dormant_since__isnull=True).exists()

    @invariant()
    def numbers_are_given_without_a_gap_once_and_for_life(self) -> None:
        given = User.objects.filter(citizen_number__isnull=False)
        numbers = dict(given.values_list("pk", "citizen_number"))
        assert set(numbers.values()) == set(range(1, len(numbers) + 1))
        assert self.numbers.items() <= numbers.items()
        self.numbers = numbers

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


class Whole(Kept, Ladder, Endings):
    """Everything that may happen."""


class Leaving(Kept, Endings):
    """Fewer kinds of moves, so that standings end and come back often."""


def live(machine: type[Kept], *, lives: int) -> None:
    """Live ``lives`` lives of fifty moves."""
    how = settings(
        max_examples=lives,
        stateful_step_count=50,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=how)


@pytest.mark.parametrize(("machine", "lives"), [(Whole, 15), (Leaving, 10)])
def test_random_lives_keep_the_promises(machine: type[Kept], lives: int) -> None:
    live(machine, lives=lives)


@pytest.mark.deep
@pytest.mark.parametrize(("machine", "lives"), [(Whole, 220), (Leaving, 120)])
def test_many_random_lives_keep_the_promises(machine: type[Kept], lives: int) -> None:
    live(machine, lives=lives)
