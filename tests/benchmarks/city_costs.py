"""Fill an empty database with a large city, and measure its pages.

Only what is asked: ``fill`` is silent where the city stands already.
"""

import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.models import Application, Ballot, CivicRecord, Endorsement, Sanction, User
from tests.benchmarks import many_applications, many_members
from tests.benchmarks.plans import whole_readings
from tests.benchmarks.pour import analyse

MIDDLE, WORST = 50, 200  # ms, the budget of list and queue pages


def fill(members: int, rows: int) -> None:
    if User.objects.count() >= members:
        return
    began = time.process_time()
    print("Filling …", flush=True)
    cast = many_members.settle_members(members)
    many_members.take_part(cast, rows)
    many_members.keep_record(cast)
    many_applications.apply_and_decide(cast)
    many_applications.appeal_some(cast, many_applications.sanction_some(cast))
    many_applications.leave_notices(cast)
    many_applications.hold_town_hall(cast)
    if connection.vendor == "postgresql":
        analyse()  # SQLite goes on without figures, as sites do
    print(f"filled, {time.process_time() - began:.0f} s CPU of ours", flush=True)


class People(NamedTuple):
    busiest: User  # a resident with very much participation and very many notices
    visitor: User
    voter: User
    endorser: User  # of an application in the ballot: not on its roll
    applicant: User
    editor: User
    administrator: User


def people() -> People:
    busiest = User.objects.filter(standing="resident").order_by("pk")[0]
    endorsed = Endorsement.objects.filter(application__state="ballot").order_by("pk")[0]
    roll = Ballot.objects.open().order_by("pk")[0].roll.filter(has_voted=False)
    asked = Application.objects.filter(state="questions", standing="citizen").order_by("pk")[0]
    return People(
        busiest=busiest,
        visitor=User.objects.filter(standing="visitor").order_by("-pk")[0],
        voter=User.objects.get(ballots=roll.order_by("pk")[0]),
        endorser=User.objects.get(endorsements=endorsed),
        applicant=asked.applicant,
        editor=User.objects.get(handle="e0"),
        administrator=User.objects.get(handle="e2"),
    )


class Look(NamedTuple):
    """One look at a page by somebody (None: a stranger)."""

    name: str
    who: User | None
    address: str


def looks(who: People) -> Iterator[Look]:
    yield from public_looks(who)
    yield from own_looks(who)
    yield from desk_looks(who)


def public_looks(who: People) -> Iterator[Look]:
    city, register = reverse("community:community"), reverse("community:citizens")
    gazette = reverse("comments:gazette")
    deep = CivicRecord.objects.filter(kind="granted").order_by("at")[3_000].at
    yield Look("home", None, "/")
    yield Look("city, stranger", None, city)
    yield Look("city, resident", who.busiest, city)
    yield Look("city, citizen", who.voter, city)
    yield Look("city, editor", who.editor, city)
    yield Look("rights", None, reverse("community:rights"))
    yield Look("member page", None, who.voter.get_absolute_url())
    yield Look("register, first page", None, register)
    yield Look("register, page 45", None, f"{register}?page=45")
    yield Look("register, search by name", None, f"{register}?q=gunes+9")
    yield Look("register, search by number", None, f"{register}?q=2000")
    yield Look("gazette, first page", None, gazette)
    yield Look("gazette, years back", None, f"{gazette}?before={deep:%Y-%m-%dT%H:%M:%SZ}")
    yield Look("gazette, people", None, f"{gazette}?topic=people")
    hall = reverse("articles:town_hall")
    yield Look("town hall", None, hall)
    yield Look("town hall, citizen", who.voter, hall)
    yield Look("town hall, answered, page 20", None, f"{hall}?show=answered&page=20")


def own_looks(who: People) -> Iterator[Look]:
    apply, notices = reverse("community:apply"), reverse("community:notices")
    yield Look("progress, resident of 2,000 deeds", who.busiest, apply)
    yield Look("progress, visitor", who.visitor, apply)
    yield Look("my page", who.busiest, reverse("community:me"))
    yield Look("notices of 5,000, first page", who.busiest, notices)
    yield Look("notices of 5,000, page 150", who.busiest, f"{notices}?page=150")
    yield Look("my appeals", who.voter, reverse("community:appeals"))
    asked = who.applicant.applications.get(state="questions")
    heard = Application.objects.filter(state="hearing").order_by("pk")[0]
    yield Look("application, applicant", who.applicant, asked.get_absolute_url())
    yield Look("application heard, citizen", who.voter, heard.get_absolute_url())
    ballot = Ballot.objects.open().order_by("pk")[0]
    yield Look("ballots, voter", who.voter, reverse("community:ballots"))
    yield Look("ballot, voter", who.voter, ballot.get_absolute_url())
    endorsed = Ballot.objects.open().filter(application__endorsements__endorser=who.endorser)[0]
    yield Look("ballot, not on the roll", who.endorser, endorsed.get_absolute_url())


def desk_looks(who: People) -> Iterator[Look]:
    def at(model: str, query: str = "") -> str:
        return reverse(f"admin:community_{model}_changelist") + query

    yield Look("desk", who.editor, reverse("admin:index"))
    yield Look("desk: applications", who.editor, at("application"))
    yield Look("desk: all applications", who.editor, at("application", "?which=all&p=150"))
    yield Look("desk: applications, search", who.editor, at("application", "?q=Arslan"))
    asked = Application.objects.filter(state="in_review", standing="citizen").order_by("pk")[0]
    yield Look("desk: an application", who.editor, change("application", asked.pk))
    yield Look("desk: members", who.administrator, at("user"))
    yield Look("desk: members, page 900", who.administrator, at("user", "?p=900"))
    yield Look("desk: members, search", who.administrator, at("user", "?q=arslan+9"))
    yield Look("desk: members, search a handle", who.administrator, at("user", "?q=m77777"))
    yield Look("desk: members, citizens", who.administrator, at("user", "?standing=citizen"))
    yield Look("desk: a member", who.administrator, change("user", who.voter.pk))
    yield Look("desk: sanctions", who.editor, at("sanction"))
    yield Look("desk: sanctions, search", who.editor, at("sanction", "?q=arslan"))
    held = Sanction.objects.order_by("pk")[0]
    yield Look("desk: a sanction", who.editor, change("sanction", held.pk))
    yield Look("desk: record", who.administrator, at("civicrecord"))
    yield Look("desk: record, page 1,500", who.administrator, at("civicrecord", "?p=1500"))
    yield Look("desk: record, a kind", who.administrator, at("civicrecord", "?kind__exact=granted"))
    record_of = at("civicrecord", f"?q={who.voter.record_id}")
    yield Look("desk: record of a member", who.administrator, record_of)
    yield Look("desk: appeals", who.editor, at("appeal"))
    yield Look("desk: all appeals", who.editor, at("appeal", "?which=all"))
    yield Look("desk: proposals", who.editor, reverse("admin:articles_proposal_changelist"))


def change(model: str, pk: Any) -> str:  # noqa: ANN401  # the key of any model
    return reverse(f"admin:community_{model}_change", args=[pk])


# -- Measuring -------------------------------------------------------------------------------------


def measure(requests: int, only: str = "") -> None:
    settings.LIMITS_ENABLED = False
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # so that all its work is done where it is counted
            cursor.execute("SET max_parallel_workers_per_gather = 0")
    print(f"\n{connection.vendor}, {requests} requests each; ms; db: processor time of PostgreSQL")
    print(f"{'page':38} {'queries':>7} {'CPU':>7} {'db':>7} {'p50':>7} {'p99':>7}")
    for look in looks(people()):
        if only in look.name:
            measure_one(look, requests)


def measure_one(look: Look, requests: int) -> None:
    client = Client(headers={"host": "localhost"})
    if look.who:
        client.force_login(look.who)
    queries = asked(client, look.address)
    walls, spent, served = list[float](), list[float](), list[float]()
    for _each in range(requests):
        began, clock, other = time.perf_counter(), time.process_time(), database_time()
        client.get(look.address)
        walls.append(1000 * (time.perf_counter() - began))
        spent.append(1000 * (time.process_time() - clock))
        served.append(1000 * (database_time() - other))
    walls.sort()
    ours, theirs = statistics.median(spent), statistics.median(served)
    middle, worst = statistics.median(walls), walls[int(0.99 * requests)]
    over = " over" if min(middle, ours + theirs) > MIDDLE or worst > WORST else ""
    print(
        f"{look.name:38} {len(queries):7} {ours:7.1f} {theirs:7.1f} {middle:7.1f}"
        f" {worst:7.1f}{over}",
        flush=True,
    )
    for table, cost in whole_readings(queries):
        print(f"{'':40}reads the whole of {table} ({cost:.1f} ms)")


def database_time() -> float:
    """Seconds of processor time of the process of PostgreSQL that serves us; Linux only."""
    if connection.vendor != "postgresql":
        return 0.0
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(stat.read_text().split()[0]) / 1e9 if stat.exists() else 0.0


def asked(client: Client, address: str) -> list[dict[str, str]]:
    """The queries of a second look."""
    client.get(address)
    ContentType.objects.clear_cache()
    with CaptureQueriesContext(connection) as seen:
        response = client.get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return list(seen.captured_queries)
