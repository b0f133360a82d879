"""The gazette: every public entry of the two logs, without a name, a text or a free reason."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.models import Article
from comments.actions import (
    approve_comment,
    count_months,
    hide_comment,
    restore_comment,
)
from comments.gazette import Topic, issue
from comments.gazette.days import Span
from comments.gazette.sentences import DECISIONS, RECORDS
from comments.gazette.topics import LOGGED, RECORDED, kinds_of
from comments.models import Decision, MonthFigures
from community.actions.appeals import decide_appeal, withdraw_appeal
from community.actions.charter import save_city
from community.actions.ladder import cast_vote, grant_application
from community.actions.record import keep_reason
from community.actions.sanctions import lift_sanction
from community.models import City, CivicRecord, Consent
from tests.factories.appeals import (
    STATEMENT,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    comment_hidden,
    declined_application,
    panel_finds,
)
from tests.factories.articles import published_article
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.comments import comment, held_comment
from tests.factories.community import (
    application,
    charter,
    editor,
    member,
    moderator,
    sanction,
    shows,
)
from tests.specs.rss import problems

pytestmark = pytest.mark.django_db
PAGE, FEED = "/community/gazette/", "/community/gazette/feed/"


def words(topic: Topic | None = None) -> list[str]:
    found = issue(City.current(), topic=topic)
    return [line.words for day in found.days for line in day.lines]


def logged(kind: str, *, at: datetime | None = None, **fields: object) -> Decision:
    return Decision.objects.create(kind=kind, at=at or timezone.now(), **fields)


# -- What stands there -----------------------------------------------------------------------------


def test_every_public_kind_has_its_sentence() -> None:
    assert set(DECISIONS) == set(kinds_of(LOGGED, None))
    assert set(RECORDS) == set(kinds_of(RECORDED, None))


def test_how_an_editor_settled_a_close_ballot_is_quoted() -> None:
    ballot, people = open_ballot()
    for voter, vote in zip(people, ["yes"] * 4 + ["no"] * 2, strict=False):
        cast_vote(ballot, by=voter, vote=vote)
    hurry_ballot(ballot)
    grant_application(ballot.application, by=editor(), reason="Patient with all of us.")
    lines = [line for day in issue(City.current(), topic=Topic.PEOPLE).days for line in day.lines]
    quoted = {line.quoted: line.words for line in lines if line.quoted}
    words = "An editor settled what a ballot had left open, and granted it."
    assert quoted == {"Patient with all of us.": words}


def test_hiding_is_told_with_its_fixed_reason() -> None:
    logged("hidden", facts={"rule": "abuse"})
    assert words(Topic.COMMENTS) == ["A moderator hid a comment: Insults or harassment."]


def test_life_of_a_comment() -> None:
    hidden = comment_hidden()
    restore_comment(hidden, by=moderator())
    assert words(Topic.COMMENTS) == [
        "A moderator showed a hidden comment again.",
        "A moderator hid a comment.",
    ]


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("warning", "A sanction was imposed: warning."),
        ("silenced", "A sanction was imposed: silenced, for 7 days."),
        ("banned", "A sanction was imposed: banned."),
    ],
)
def test_sanction_is_told_by_kind_and_length(kind: str, sentence: str) -> None:
    imposed = sanction(member(), kind)
    assert words(Topic.SANCTIONS) == [sentence]
    lift_sanction(imposed, by=editor())
    assert words(Topic.SANCTIONS)[0].startswith("A sanction was lifted before its end")


def test_appeals_are_told_with_who_decided() -> None:
    decide_appeal(appeal_about_sanction(), by=editor(), outcome="dismissed", reason="No.")
    citizens()
    panel_finds(appeal_about_comment(), "upheld")
    taken_back = appeal_about_sanction()
    withdraw_appeal(taken_back, by=taken_back.member)
    assert words(Topic.APPEALS) == [
        "An appeal about a sanction ended undecided.",
        "A panel of three citizens upheld an appeal about a hidden comment.",
        "An editor dismissed an appeal about a sanction.",
    ]


def test_who_agreed_is_named_while_they_agree(client: Client) -> None:
    asked, other = application(member("Nadia <b>", handle="nadia")), application(member("Omar"))
    for each in (asked, other):
        grant_application(each, by=editor(), reason="Welcome.")
    shows(asked.applicant, "in_gazette")
    html = client.get(PAGE).content.decode()
    assert "<bdi>Nadia &lt;b&gt;</bdi>" in html
    assert asked.applicant.get_absolute_url() in html
    assert "Omar" not in html
    Consent.objects.update(in_gazette=False)
    assert "Nadia" not in client.get(PAGE).content.decode()


def test_of_a_ballot_the_counts_and_no_name(client: Client) -> None:
    ballot, people = open_ballot()
    for person in people[:6]:
        cast_vote(ballot, by=person, vote="no")
    hurry_ballot(ballot)
    assert words(Topic.PEOPLE)[0] == (
        "A ballot was counted: 0 yes, 6 no, 0 abstentions, of a roll of 12. Outcome: declined."
    )
    assert ballot.application.applicant.display_name not in client.get(PAGE).content.decode()


def test_people_and_rules() -> None:
    grant_application(application(), by=editor(), reason="Welcome.")
    charter()
    city = City.current()
    city.visitor_links = 2
    save_city(city, by=editor())
    assert words(Topic.PEOPLE) == ["One more was admitted as permanent resident."]
    assert words(Topic.RULES)[:2] == [
        "The city changed: links in a visitor’s comment, from 1 to 2.",
        "A charter came into force.",
    ]


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"mode": "closed"}, "A discussion was closed."),
        ({"mode": "residents"}, "A discussion is for residents only now."),
        ({"mode": "open"}, "A discussion is open to everybody."),
        (
            {"mode": "open", "slow_minutes": 5, "slow_before": 0},
            "A discussion was slowed to one comment in 5 minutes for each.",
        ),
        (
            {"mode": "residents", "slow_minutes": 5, "slow_before": 5},
            "A discussion is for residents only now.",
        ),
    ],
)
def test_discussion_that_was_set_names_its_piece_and_reason(
    client: Client, facts: dict[str, object], sentence: str
) -> None:
    piece = published_article("On ferries")
    entry = Decision(kind="set", article=piece.uuid, facts=facts)
    entry.reason_hash = keep_reason(entry.pk, "It had become a quarrel.")
    entry.save(force_insert=True)
    page = client.get(PAGE).text
    assert sentence in page
    assert f"{piece.get_absolute_url()}#discussion" in page
    assert "It had become a quarrel." in page


@pytest.mark.parametrize("state", ["draft", "withdrawn"])
def test_piece_that_is_not_out_is_not_named(client: Client, state: str) -> None:
    piece = published_article("On ferries")
    Article.objects.filter(pk=piece.pk).update(state=state)
    logged("set", article=piece.uuid, facts={"mode": "closed"})
    page = client.get(PAGE).text
    assert "A discussion was closed." in page
    assert "On ferries" not in page


def test_spam_is_counted_by_day(client: Client) -> None:
    noon = datetime(2026, 5, 7, 12, tzinfo=UTC)
    for hours in (0, 1, 24, 25, 26):
        logged("spam", at=noon - timedelta(hours=hours))
    with time_machine.travel(noon + timedelta(days=1), tick=False):
        span = Span(since=noon - timedelta(days=6))
        days = issue(City.current(), topic=Topic.COMMENTS, span=span).days
    assert [(day.day.day, day.spam, day.lines) for day in days] == [(7, 2, []), (6, 3, [])]
    page = client.get(PAGE, {"month": "2026-05"}).text
    assert "3 comments were taken for spam." in page


# -- What does not ---------------------------------------------------------------------------------


def test_no_name_no_text_and_no_free_reason(client: Client, run_tasks: Callable[[], int]) -> None:
    author, by, judge = member("Anselm Quist"), moderator("Mo Iversen"), editor("Edda Roth")
    spoken = comment(by=author, text="Ferries are a swindle.")
    hidden = hide_comment(spoken, by=by, reason="He swears at Hilda Brandt.")
    second = appeal_about_sanction(sanction(author, "silenced", by=judge))
    decide_appeal(second, by=editor(), outcome="dismissed", reason="Hilda Brandt saw it.")
    citizens()
    appeal = panel_finds(appeal_about_comment(hidden), "upheld")
    run_tasks()
    declined_application(member("Ada Lind"))
    jurors = [seat.juror.display_name for seat in appeal.seats.all() if seat.juror]

    everything = client.get(PAGE).text + client.get(FEED).text
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        everything += client.get(FEED).text

    secrets = [
        "Anselm",
        "Iversen",
        "Edda",
        "Ada Lind",
        "swindle",
        "Hilda",
        STATEMENT,
        "read it all",
    ]
    assert [secret for secret in secrets + jurors if secret in everything] == []
    for name in (author.handle, str(author.record_id), str(by.record_id), str(hidden.uuid)):
        assert name not in everything
    assert "Insults under three pieces" not in everything


@pytest.mark.parametrize("kind", ["approved", "kept", "picked", "unpicked"])
def test_what_is_no_matter_for_the_public_is_left_out(kind: str) -> None:
    before = words()
    logged(kind)
    assert words() == before


@pytest.mark.parametrize(
    "kind",
    ["applied", "endorsed", "reviewed", "questioned", "declined", "withdrew", "appointed",
     "dismissed", "appealed", "drawn", "passed_on"],
)  # fmt: skip
def test_steps_on_the_way_are_left_out(kind: str) -> None:
    CivicRecord.objects.create(kind=kind, facts={"application": 1})
    assert kind not in {entry for kinds in RECORDED.values() for entry in kinds}
    assert issue(City.current(), topic=Topic.PEOPLE).days == []


def test_it_is_the_same_for_everybody_and_sets_no_cookie(client: Client) -> None:
    comment_hidden()
    first, second = client.get(PAGE), Client().get(PAGE)
    assert first.content == second.content
    assert not first.cookies


# -- Days, months, pages ---------------------------------------------------------------------------


def test_pages_lead_through_all_lines_once() -> None:
    start = datetime(2026, 5, 7, 12, tzinfo=UTC)
    for number in range(23):
        at = start - timedelta(hours=5 * number)
        logged("hidden", at=at)
        if number % 2:
            CivicRecord.objects.create(kind="sanctioned", at=at, facts={"kind": "warning"})
    seen, spam, before, pages = 0, 0, start + timedelta(days=1), 0
    long_ago = start - timedelta(days=90)
    for _each in range(3):
        logged("spam", at=start - timedelta(hours=30))
    while True:
        found = issue(City.current(), span=Span(since=long_ago, before=before), most=5)
        seen += sum(len(day.lines) for day in found.days)
        spam += sum(day.spam for day in found.days)
        pages += 1
        if found.older is None:
            break
        before = found.older
    assert (seen, spam) == (34, 3)
    assert pages >= 7


def test_a_month_has_its_own_and_no_other(client: Client) -> None:
    for day in (datetime(2026, 4, 30, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)):
        logged("hidden", at=day, facts={"rule": "hate"})
    page = client.get(PAGE, {"month": "2026-05"}).text
    assert "May 2026" in page
    assert 'id="day-2026-05-01"' in page
    assert "2026-04-30" not in page


@pytest.mark.parametrize(
    "asked",
    ["topic=nonsense", "month=2026-13", "month=x", "month=0001-01", "before=x", "before=2026-01-01",
     "before=0001-01-01T00:00%2B14:00", "before=2026-01-01T00:00:00", "before=2026-99-99T00:00Z"],
)  # fmt: skip
def test_what_is_no_address_of_it_is_not_found(client: Client, asked: str) -> None:
    assert client.get(f"{PAGE}?{asked}").status_code == 404


def test_topic_narrows_down(client: Client) -> None:
    comment_hidden()
    sanction(member(), "warning")
    page = client.get(PAGE, {"topic": "sanctions"}).text
    assert "A sanction was imposed" in page
    assert "hid a comment" not in page


def many(number: int) -> None:
    """Rows of both logs, most of them of kinds that nobody is shown."""
    start = timezone.now() - timedelta(days=20)
    kinds = ["approved"] * 8 + ["hidden", "spam", "set"]
    Decision.objects.bulk_create(
        Decision(
            kind=kinds[at % len(kinds)],
            at=start + timedelta(seconds=at),
            article=uuid4(),
            facts={"mode": "closed"},
        )
        for at in range(number)
    )
    CivicRecord.objects.bulk_create(
        CivicRecord(kind="applied" if at % 9 else "granted", at=start + timedelta(seconds=at))
        for at in range(number)
    )


@pytest.mark.parametrize("topic", ["", *Topic.values])
def test_queries_do_not_grow(client: Client, topic: str) -> None:
    many(60)
    count_months()
    address = f"{PAGE}?topic={topic}"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    many(2000)
    with CaptureQueriesContext(connection) as much:
        client.get(address)
    assert len(much) == len(few)
    logs = [row for row in much if "UNION" in row["sql"] or '_of_kind"' in row["sql"]]
    assert len(logs) <= 2


@pytest.mark.parametrize("kind", ["hidden", "overturned"])
def test_each_kind_is_read_from_an_index_however_rare(kind: str) -> None:
    many(3000)
    logged("overturned")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    rows = Decision.objects.filter(kind=kind, at__lt=timezone.now()).order_by("-at")
    plan = rows.values("pk")[:50].explain()
    assert "_of_kind" in plan or "comments_decision_at" in plan
    assert "TEMP B-TREE" not in plan
    assert "Seq Scan" not in plan
    assert kind == "hidden" or "_of_kind" in plan


# -- The feed --------------------------------------------------------------------------------------


def test_feed_has_a_day_once_it_is_over(client: Client) -> None:
    comment_hidden()
    assert "<item>" not in client.get(FEED).text
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        feed = client.get(FEED)
    assert feed.text.count("<item>") == 1
    assert "A moderator hid a comment." in feed.text
    assert problems(feed.content) == []


def test_page_tells_of_its_feed(client: Client) -> None:
    assert f'href="{reverse("comments:gazette_feed")}"' in client.get(PAGE).text


# -- Figures ---------------------------------------------------------------------------------------


def test_figures_of_the_month() -> None:
    written = timezone.now() - timedelta(hours=4)
    for hours in (1, 2, 6):
        held = held_comment(at=written - timedelta(hours=hours - 4))
        approve_comment(held, by=moderator())
    hide_comment(held_comment(at=timezone.now() - timedelta(hours=2)), by=moderator(), reason="No.")
    comment_hidden()
    held_comment()
    count_months()
    row = MonthFigures.objects.get(month=timezone.localdate().replace(day=1))
    assert (row.held, row.approved, row.hidden, row.spam, row.overturned) == (5, 3, 2, 0, 0)
    assert row.median_seconds is not None
    assert abs(row.median_seconds - 2 * 3600) < 60


def test_months_that_are_over_are_counted_once() -> None:
    logged("hidden", at=datetime(2026, 1, 15, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 4, 10, tzinfo=UTC), tick=False):
        assert [count_months(), count_months()] == [4, 1]
    with time_machine.travel(datetime(2026, 5, 1, 12, tzinfo=UTC), tick=False):
        assert count_months() == 2
    assert MonthFigures.objects.get(month=date(2026, 1, 1)).hidden == 1


def test_figures_stand_in_words_and_in_a_table(client: Client) -> None:
    MonthFigures.objects.create(
        month=date(2026, 5, 1), held=12, approved=9, hidden=3, overturned=1, median_seconds=5400
    )
    page = client.get(PAGE).text
    assert "In May 2026 12 comments waited for a moderator." in " ".join(page.split())
    assert "within 90 minutes" in " ".join(page.split())
    assert '<th scope="col" class="is-number">overturned</th>' in page
