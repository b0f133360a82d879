"""Verify the logs where they are kept: guards, form, stories, and the tables of today."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from community.actions.ledger.counts import Steps, steps_by_charter
from community.actions.ledger.findings import Finding
from community.actions.ledger.form import checked
from community.actions.ledger.guards import unguarded
from community.actions.ledger.life import Life
from community.actions.ledger.lines import Row
from community.actions.ledger.living import rows_of, unexplained
from community.actions.ledger.logs import CIVIC, LOGS
from community.actions.ledger.reasons import unfounded
from community.actions.ledger.snapshots import snapshot
from community.actions.ledger.story import stories
from community.actions.ledger.whole import Whole
from community.models import City, CivicRecord, User

BATCH = 500
Watch = Callable[[int], None]


def verify_database(watch: Watch) -> Iterator[Finding]:
    """Say what is wrong, a batch held at a time; ``watch`` hears how many entries were read."""
    yield from logs_unguarded()
    counter = Counter(watch)
    for log in LOGS.values():
        if log is not CIVIC:
            findings: list[Finding] = []
            for _row in checked(log, counter.passing(log.rows(log.entries())), findings):
                yield from emptied(findings)
            yield from emptied(findings)
    yield from verify_lives(counter)
    yield from unfounded()


def logs_unguarded() -> Iterator[Finding]:
    for log in LOGS.values():
        yield from unguarded(log)


class Counter:
    def __init__(self, watch: Watch) -> None:
        self.watch, self.count = watch, 0

    def passing(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            self.count += 1
            self.watch(self.count)
            yield row


def verify_lives(counter: Counter | None = None) -> Iterator[Finding]:
    """Say where the civic record does not make a lawful story, or another than the tables."""
    counter = counter or Counter(lambda count: None)
    whole, steps = Whole(), steps_by_charter()
    last = None
    while users := next_users(last):
        yield from verify_batch(users, whole, steps, counter)
        last = users[-1].record_id
    yield from verify_city(whole, counter)
    yield from verify_departed(whole, counter)


def next_users(after: object) -> list[User]:
    users = User.objects.order_by("record_id")
    return list((users.filter(record_id__gt=after) if after else users)[:BATCH])


def verify_batch(
    users: list[User], whole: Whole, steps: Steps, counter: Counter
) -> Iterator[Finding]:
    keys = [user.pk for user in users]
    with snapshot():
        present = list(User.objects.filter(pk__in=keys))
        rows = rows_of(present)
        entries = CivicRecord.objects.filter(member__in=list(rows))
        findings, lives = told(entries, counter)
    yield from findings
    for member, of_member in rows.items():
        life = lives.pop(str(member), None) or Life(str(member))
        yield from whole.hear(life)
        yield from unexplained(life, of_member, steps)


def told(
    entries: QuerySet[CivicRecord], counter: Counter
) -> tuple[list[Finding], dict[str | None, Life]]:
    findings: list[Finding] = []
    lives = stories(checked(CIVIC, counter.passing(by_member(entries)), findings))
    return findings, {life.member: life for life in lives}


def by_member(entries: QuerySet[Any]) -> Iterator[Row]:
    return CIVIC.rows(entries.order_by("member", "at", "pk"))


def verify_city(whole: Whole, counter: Counter) -> Iterator[Finding]:
    """The entries about nobody: the charter in force and the city's numbers are the last named."""
    with snapshot():
        city = City.objects.select_related("charter").filter(pk=1).first()
        findings, lives = told(CivicRecord.objects.filter(member=None), counter)
    life = lives.get(None) or Life(None)
    yield from findings
    yield from whole.hear(life)
    version = city.charter.version if city and city.charter else 0
    if version != life.charter:
        sentence = f"Charter {version} is in force by the tables, {life.charter} by the record."
        yield Finding("charter", sentence, life.last)
    for name, value in life.settings.items():
        if city and getattr(city, name, value) != value:
            sentence = f"“{name}” is {getattr(city, name)} by the tables, {value} by the record."
            yield Finding("city", sentence, life.last)


def verify_departed(whole: Whole, counter: Counter) -> Iterator[Finding]:
    """Those without an account have left, and the record says so."""
    here = User.objects.filter(record_id=OuterRef("member"))
    entries = CivicRecord.objects.filter(~Exists(here), member__isnull=False)
    findings: list[Finding] = []
    for life in stories(checked(CIVIC, counter.passing(by_member(entries)), findings)):
        yield from emptied(findings)
        yield from whole.hear(life)
        if not life.has_left:
            sentence = f"Member {life.member}: has no account, and the record has no leave."
            yield Finding("account", sentence, life.last)
    yield from emptied(findings)


def emptied(findings: list[Finding]) -> list[Finding]:
    """Return what has gathered, and gather anew."""
    gathered = [*findings]
    findings.clear()
    return gathered
