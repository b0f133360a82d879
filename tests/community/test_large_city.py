"""What keeps a large city quick: indexes that are used, and questions that do not grow."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.actions.dormancy import wake_returned
from community.actions.ladder import is_young, open_ballots
from community.actions.record import write_record
from community.models import (
    Ballot,
    BallotVoter,
    CivicRecord,
    Consent,
    Notice,
    Participation,
    Sanction,
    User,
)
from community.permissions import (
    all_citizens,
    newest_citizens,
    people_who_may_vote,
    people_who_may_vouch,
)
from tests.factories.ballots import heard_application, hurry_hearing
from tests.factories.community import (
    administrator,
    charter,
    citizen,
    editor,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db
MEMBERS = "/admin/community/user/"
SANCTIONS = "/admin/community/sanction/"


# -- Indexes ---------------------------------------------------------------------------------------


def returned() -> QuerySet[User]:
    """The question of ``wake_returned``, asked of the visits alone."""
    came = Participation.objects.visits(OuterRef("dormant_since__date")).filter(user=OuterRef("pk"))
    asleep = User.objects.filter(standing="citizen", dormant_since__isnull=False)
    return asleep.filter(Exists(came)).order_by()


PLANS: dict[str, tuple[Callable[[], QuerySet[Any]], str]] = {
    "a member by handle": (lambda: User.objects.filter(handle="ada").order_by(), "user_handle"),
    "those who may vote": (lambda: people_who_may_vote().order_by(), " user_"),
    "sanctions of each": (lambda: people_who_may_vote().order_by(), "sanction"),
    "citizens counted": (lambda: all_citizens().order_by(), " user_"),
    "newest citizens": (lambda: newest_citizens()[:6], "user_newest_citizens"),
    "newest members": (lambda: User.objects.order_by("-created_at", "-pk")[:50], "user_newest"),
    "dormant": (returned, "user_standing"),
    "their visits": (returned, "participation_"),
    "sanctions": (lambda: Sanction.objects.order_by("-imposed_at", "-pk")[:50], "sanction_newest"),
    "ballots": (
        lambda: Ballot.objects.filter(closed_at__isnull=False).order_by("-closed_at", "-pk")[:30],
        "ballot_newest",
    ),
    "decisions of one": (lambda: CivicRecord.objects.filter(by=uuid4()).order_by(), "record_by"),
}


def many() -> None:
    """A thousand visitors, thirty citizens of whom three sleep, and what they did."""
    now = timezone.now()
    rows = [
        User(email=f"m{at}@example.org", handle=f"m{at}", display_name=f"Member {at}")
        for at in range(1030)
    ]
    for at, user in enumerate(rows[::35]):
        user.standing, user.citizen_since, user.citizen_number = "citizen", now, at + 1
        user.dormant_since = now if at % 10 == 0 else None
    people = User.objects.bulk_create(rows)
    Consent.objects.bulk_create(Consent(user=user, in_register=True) for user in people[::35])
    day = timezone.localdate()
    Participation.objects.bulk_create(
        Participation(user=user, kind="opened", article=uuid4(), source=uuid4(), day=day)
        for user in people
        for _each in range(5)
    )
    Sanction.objects.bulk_create(
        Sanction(user=user, kind="held", reason="Insults.") for user in people[:300]
    )


@pytest.mark.parametrize("name", PLANS)
def test_an_index_answers(name: str) -> None:
    many()
    asked, index = PLANS[name]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A small table is read whole whatever there is; what counts is that an index fits.
            cursor.execute("ANALYZE")
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")

    plan = asked().explain()

    assert index in plan
    assert "Seq Scan on community_user " not in plan
    assert "SCAN community_user" not in plan.replace("SCAN community_user USING", "")


# -- Questions that do not grow --------------------------------------------------------------------


@pytest.mark.parametrize("enough", [3, 5])
def test_no_more_are_counted_than_make_a_step_old(enough: int) -> None:
    for _each in range(4):
        resident()
    step = charter(young_city=enough).step_to("resident")

    with CaptureQueriesContext(connection) as seen:
        young = is_young(step)

    assert young == (people_who_may_vouch("resident").count() < enough)
    assert f"LIMIT {enough}" in seen.captured_queries[-1]["sql"]


def test_a_ballot_opens_for_many_as_for_few() -> None:
    asked = {voters: heard_application(voters=voters) for voters in (12, 40)}
    numbers = []
    for application, _people in asked.values():
        hurry_hearing(application)
        with CaptureQueriesContext(connection) as seen:
            assert open_ballots() == 1
        numbers.append(len(seen))

    assert numbers[0] == numbers[1]


def test_everybody_on_the_roll_has_one_notice_of_their_ballot() -> None:
    asked, people = heard_application()
    hurry_hearing(asked)

    open_ballots()

    ballot = asked.ballots.get()
    told = Notice.objects.filter(kind="ballot_opened")
    on_roll = BallotVoter.objects.filter(ballot=ballot).values_list("voter", flat=True)
    assert sorted(told.values_list("user", flat=True)) == sorted(on_roll)
    assert {person.pk for person in people} <= set(on_roll)
    notice = told.filter(user=people[0]).get()
    assert notice.url == ballot.get_absolute_url()
    assert asked.applicant.display_name in notice.sentence
    assert notice.read_at is None
    assert timezone.now() - notice.created_at < timedelta(minutes=1)


def test_the_clock_looks_for_the_returned_in_one_question() -> None:
    for _each in range(3):
        citizen(dormant_since=timezone.now() - timedelta(days=3))

    with CaptureQueriesContext(connection) as seen:
        assert wake_returned() == 0

    assert len(seen) == 1


# -- Looking for somebody at the desk --------------------------------------------------------------


def found(client: Client, asked: str, page: str = MEMBERS) -> str:
    answer = client.get(page, {"q": asked})
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("asked", ["Güneş", "fatma gün", "atma", "G-77", "fg@EXAMPLE"])
def test_a_member_is_found_by_a_part_of_name_handle_or_address(client: Client, asked: str) -> None:
    member("Fatma Güneş", handle="g-77", email="fg@example.com")
    member("Somebody Else")
    client.force_login(administrator())

    page = found(client, asked)

    assert "Fatma Güneş" in page
    assert "Somebody Else" not in page


def test_every_word_has_to_be_there(client: Client) -> None:
    member("Fatma Güneş", handle="fatma")
    client.force_login(administrator())
    assert "Fatma Güneş" not in found(client, "fatma berg")


def test_sanctions_are_found_by_their_member(client: Client) -> None:
    by = editor()
    held, other = member("Fatma Güneş", handle="g-77"), member("Somebody Else")
    for user in (held, other):
        sanction(user, by=by)
    client.force_login(by)

    page = found(client, "fatma", SANCTIONS)

    assert "Fatma Güneş" in page
    assert "Somebody Else" not in page


def test_a_search_reads_the_members_once(client: Client) -> None:
    for at in range(3):
        member(f"Fatma {at}")
    client.force_login(administrator())
    found(client, "fatma")

    with CaptureQueriesContext(connection) as seen:
        found(client, "fatma")

    assert sum("%fatma%" in query["sql"].lower() for query in seen.captured_queries) == 1


def test_the_rows_of_a_filtered_list_are_asked_for_by_their_keys_alone(client: Client) -> None:
    for number in range(52):
        write_record("granted", member=None, facts={"number": number})
        write_record("changed", member=None, facts={"numbers": "reworded"})
    client.force_login(administrator())

    with CaptureQueriesContext(connection) as seen:
        answer = client.get("/admin/community/civicrecord/", {"kind__exact": "granted"})

    shown = [entry.facts["number"] for entry in answer.context["cl"].result_list]
    assert shown == list(range(51, 1, -1))
    rows = [each["sql"] for each in seen.captured_queries if '"id" IN (' in each["sql"]]
    assert [sql for sql in rows if "\"kind\" = 'granted'" in sql] == []
    assert any('FROM "community_civicrecord"' in sql for sql in rows)
