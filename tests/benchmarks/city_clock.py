"""Votes and the clock in a large city: how long each takes, and whether every vote is counted."""

import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.db.models import F
from django.utils import timezone

from comments.actions import count_months
from community.actions.accounts import forget_unverified_accounts
from community.actions.appeals import appeal_sanction, move_appeals_on
from community.actions.dormancy import put_to_sleep, tell_of_dormancy, wake_returned
from community.actions.ladder import (
    call_voters,
    call_voters_daily,
    cast_vote,
    close_ballots,
    expire_applications,
    open_ballots,
    tell_overdue,
)
from community.actions.sanctions import impose_sanction
from community.errors import Refused
from community.models import (
    Appeal,
    Application,
    Ballot,
    BallotVoter,
    CivicRecord,
    PanelSeat,
    User,
)
from tests.benchmarks.city_costs import database_time

AT_ONCE = 50 if connection.vendor == "postgresql" else 8  # SQLite writes one at a time
VOTERS = 1000
VOTES = ("yes", "no", "abstain")


def measure(only: str = "") -> None:
    print(f"\n{connection.vendor}, the clock; ms")
    print(f"{'what':46} {'result':>6} {'queries':>7} {'CPU':>7} {'db':>7} {'wall':>7}")
    for part in (idle, ballots, votes, appeals, dormancy, applications):
        if only in f"clock {part.__name__}":
            part()


def timed(name: str, work: Callable[[], object]) -> None:
    connection.ensure_connection()
    began, clock, other = time.perf_counter(), time.process_time(), database_time()
    with counted_queries() as number:
        result = work()
    wall, spent = time.perf_counter() - began, time.process_time() - clock
    served = 1000 * (database_time() - other)
    shown = result if isinstance(result, int) else ""
    print(
        f"{name:46} {shown!s:>6} {number():7} {1000 * spent:7.1f} {served:7.1f} {1000 * wall:7.1f}",
        flush=True,
    )


@contextmanager
def counted_queries() -> Iterator[Callable[[], int]]:
    """Count without keeping the statements, which would cost more than they do."""
    number = 0

    def count(execute: Callable[..., object], *call: object) -> object:
        nonlocal number
        number += 1
        return execute(*call)

    with connection.execute_wrapper(count):
        yield lambda: number


def idle() -> None:
    """What every turn of the clock costs when nothing is due (of some, after the first)."""
    for work in (
        expire_applications,
        open_ballots,
        close_ballots,
        call_voters_daily,
        tell_overdue,
        move_appeals_on,
        wake_returned,
        tell_of_dormancy,
        put_to_sleep,
        count_months,
        forget_unverified_accounts,
    ):
        work()
        timed(f"{work.__name__}, nothing due", work)


# -- Ballots ---------------------------------------------------------------------------------------


def ballots() -> None:
    make_due("hearing", 1)
    timed("open_ballots, one", open_ballots)
    timed("call_voters, one roll of 5,000", call_voters)
    all_vote(Ballot.objects.open().order_by("-pk")[:1])
    timed("close_ballots, one of 5,000 votes", close_ballots)
    make_due("hearing", 20 - Ballot.objects.open().count())
    open_ballots()
    all_vote(Ballot.objects.open())
    number = Ballot.objects.due().count()
    timed(f"close_ballots, {number} at once", close_ballots)
    print(f"rows left of the rolls: {BallotVoter.objects.count()}")


def make_due(state: str, number: int) -> None:
    keys = Application.objects.filter(state=state).order_by("pk").values("pk")[: max(number, 0)]
    past = timezone.now() - timedelta(seconds=1)
    Application.objects.filter(pk__in=list(keys.values_list("pk", flat=True))).update(
        hearing_until=past
    )


def all_vote(rows: object) -> None:
    for ballot in rows:  # type: ignore[attr-defined]  # a slice of a QuerySet
        ballot.roll.update(has_voted=True)
        past = timezone.now() - timedelta(seconds=1)
        Ballot.objects.filter(pk=ballot.pk).update(
            yes=F("roll_size") - 700, no=500, abstain=200, closes_at=past
        )


# -- Votes -----------------------------------------------------------------------------------------


def votes() -> None:
    """One after the other, many at once, and while the ballot closes."""
    allow_connections(AT_ONCE + 10)
    ballot, people = fresh_ballot()
    spent = [one_vote(ballot, person) for person in people[:200]]
    spent.sort()
    print(f"a vote: p50 {statistics.median(spent):.1f} ms, p99 {spent[197]:.1f} ms")
    began = time.perf_counter()
    waits = sorted(wait for wait, _ok in voted_at_once(ballot, people[200 : 200 + AT_ONCE]))
    wall = 1000 * (time.perf_counter() - began)
    print(f"{AT_ONCE} at once: all in {wall:.0f} ms, the last after {waits[-1]:.0f} ms")
    check_marks(ballot, 200 + AT_ONCE)
    vote_at_closing(*fresh_ballot())


def allow_connections(number: int) -> None:
    """As many as a site of many workers has; one process has four."""
    if connection.vendor == "postgresql":
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # of PostgreSQL alone
        connection.settings_dict["OPTIONS"]["pool"] = {"max_size": number}


def fresh_ballot() -> tuple[Ballot, list[User]]:
    make_due("hearing", 1)
    open_ballots()
    ballot = Ballot.objects.open().order_by("-pk")[0]
    return ballot, list(User.objects.filter(ballots__ballot=ballot).order_by("ballots"))


def one_vote(ballot: Ballot, person: User) -> float:
    began = time.perf_counter()
    cast_vote(ballot, by=person, vote=VOTES[person.pk % 3])
    return 1000 * (time.perf_counter() - began)


def voted_at_once(ballot: Ballot, people: list[User]) -> list[tuple[float, bool]]:
    """Threads with a connection each; how long each vote waited, and whether it was counted."""
    gate = threading.Barrier(AT_ONCE)

    def vote(share: list[User]) -> list[tuple[float, bool]]:
        connection.ensure_connection()
        gate.wait()
        try:
            return [told(ballot, person) for person in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        parts = threads.map(vote, [people[at::AT_ONCE] for at in range(AT_ONCE)])
        return [answer for part in parts for answer in part]


def told(ballot: Ballot, person: User) -> tuple[float, bool]:
    try:
        return one_vote(ballot, person), True
    except Refused:
        return 0.0, False


def check_marks(ballot: Ballot, number: int) -> None:
    ballot.refresh_from_db()
    marks = ballot.roll.filter(has_voted=True).count()
    print(f"counted {ballot.turnout}, marked {marks}, cast {number}")


def vote_at_closing(ballot: Ballot, people: list[User]) -> None:
    """Each of a thousand votes twice, from many threads, and the ballot closes among them."""
    cast, over = people[:VOTERS], threading.Event()

    def close() -> None:
        while not over.wait(0.01):
            close_ballots()
        connection.close()

    soon = timezone.now() + timedelta(seconds=3)
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=soon, quorum=1)
    clock = threading.Thread(target=close)
    clock.start()
    answers = voted_at_once(ballot, [person for one in cast for person in (one, one)])
    while Ballot.objects.get(pk=ballot.pk).closed_at is None:
        time.sleep(0.01)
    over.set()
    clock.join()
    number = sum(is_counted for _wait, is_counted in answers)
    ballot.refresh_from_db()
    left = BallotVoter.objects.filter(ballot=ballot).count()
    entry = CivicRecord.objects.filter(kind="counted").order_by("-at")[0]
    print(
        f"at closing: {len(answers)} tries of {len(cast)} people, told “counted” {number},"
        f" turnout {ballot.turnout}, roll left {left},"
        f" in the record {entry.facts['yes'] + entry.facts['no'] + entry.facts['abstain']}"
    )
    if number != ballot.turnout or left:
        raise RuntimeError("votes were lost or counted twice")


# -- The rest of the clock -------------------------------------------------------------------------


def appeals() -> None:
    by = User.objects.get(handle="e3")
    member = User.objects.filter(standing="visitor").order_by("pk")[0]
    held = impose_sanction(member, "held", by=by, reason=f"Insults {timezone.now()}.")
    timed(
        "an appeal with its panel drawn",
        lambda: appeal_sanction(held, by=member, statement="I disagree."),
    )
    seats = PanelSeat.objects.waiting().filter(appeal__state="panel").order_by("pk")[:20]
    past = timezone.now() - timedelta(seconds=1)
    PanelSeat.objects.filter(pk__in=[seat.pk for seat in seats]).update(answer_by=past)
    timed("move_appeals_on, 20 silent jurors", move_appeals_on)
    late = Appeal.objects.with_panel().order_by("pk")[:20]
    Appeal.objects.filter(pk__in=[one.pk for one in late]).update(panel_until=past)
    timed("move_appeals_on, 20 panels too late", move_appeals_on)


def dormancy() -> None:
    """Hundreds at once, as after a year in which nobody looked."""
    long_ago = timezone.now() - timedelta(days=900)
    away = User.objects.filter(dormant_since__isnull=False).order_by("pk")[:150]
    keys = [user.pk for user in away]
    User.objects.filter(pk__in=keys).update(dormant_since=None, dormancy_told_at=None)
    User.objects.filter(pk__in=keys).update(citizen_since=long_ago)
    timed("tell_of_dormancy, many", tell_of_dormancy)
    told = timezone.now() - timedelta(days=20)
    User.objects.filter(pk__in=keys).update(dormancy_told_at=told)
    timed("put_to_sleep, many", put_to_sleep)
    sleepers = User.objects.filter(standing="citizen", dormant_since=None).order_by("-pk")[:100]
    User.objects.filter(pk__in=[user.pk for user in sleepers]).update(
        dormant_since=timezone.now() - timedelta(days=30)
    )
    timed("wake_returned, many", wake_returned)


def applications() -> None:
    past = timezone.now() - timedelta(days=1)
    sent = Application.objects.filter(state="submitted").order_by("pk")[:30]
    Application.objects.filter(pk__in=[one.pk for one in sent]).update(expires_at=past)
    timed("expire_applications, 30", expire_applications)
    late = Application.objects.filter(state="in_review").order_by("pk")[:30]
    Application.objects.filter(pk__in=[one.pk for one in late]).update(
        decide_by=past, overdue_told_at=None
    )
    timed("tell_overdue, 30", tell_overdue)
