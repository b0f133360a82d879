"""Nothing that is kept, logged or sent joins a voter and a vote; the whole database is read."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core import mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from community.actions.ladder import call_voters, withdraw_application
from community.models import Ballot, BallotVoter, User
from tests.factories.ballots import hurry_ballot, open_ballot

pytestmark = pytest.mark.django_db
Dump = dict[str, list[dict[str, Any]]]


def dump() -> Dump:
    """Every row of every table, by the table's name."""
    models = apps.get_models(include_auto_created=True)
    return {
        model._meta.db_table: sorted(model._default_manager.values(), key=str) for model in models
    }


def changed(before: Dump, after: Dump) -> Dump:
    return {
        table: [row for row in after[table] if row not in before[table]]
        for table in after
        if after[table] != before[table]
    }


def vote(browser: Client, ballot: Ballot, how: str) -> None:
    page = browser.post(ballot.get_absolute_url(), {"vote": how}, follow=True)
    assert "Your vote is counted" in page.content.decode()


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    browser.get(reverse("community:me"))
    return browser


def test_a_vote_leaves_a_mark_on_the_roll_and_a_sum_and_nothing_else() -> None:
    ballot, people = open_ballot()
    browser = signed_in(people[0])
    before = dump()
    vote(browser, ballot, "no")
    after = changed(before, dump())

    marks, sums = after.pop("community_ballotvoter"), after.pop("community_ballot")
    assert [(row["voter_id"], row["has_voted"]) for row in marks] == [(people[0].pk, True)]
    assert set(marks[0]) == {"id", "ballot_id", "voter_id", "has_voted", "is_called"}
    assert [(row["yes"], row["no"], row["abstain"]) for row in sums] == [(0, 1, 0)]
    after.pop("django_session", None)
    assert after == {}


def test_yes_and_no_leave_the_same_rows_but_for_the_sums() -> None:
    ballot, people = open_ballot()
    left = []
    for how in ("yes", "no", "abstain"):
        with transaction.atomic():
            vote(signed_in(people[0]), ballot, how)
            rows = dump()
            for row in rows["community_ballot"]:
                row.update(yes=0, no=0, abstain=0)
            rows.pop("django_session")
            for row in rows["community_user"]:
                row.pop("last_login")
            left.append({table: rows[table] for table in rows if "session" not in table})
            transaction.set_rollback(True)
    assert left[0] == left[1] == left[2]


def test_the_session_says_that_one_voted_and_not_how() -> None:
    ballot, people = open_ballot()
    kept = set()
    for person, how in zip(people, ("yes", "no", "abstain"), strict=False):
        browser = signed_in(person)
        browser.post(ballot.get_absolute_url(), {"vote": how})
        kept |= {key for key in browser.session.keys() if not key.startswith("_")}  # noqa: SIM118
        said = str(dict(browser.session.items())).lower()
        assert not re.search(rf"\b{how}\b", said)
        cookies = {name: morsel.value for name, morsel in browser.cookies.items()}
        assert cookies.pop("messages", "").count(how) == 0
    assert not any("vote" in key for key in kept)


def test_no_line_of_the_log_and_no_letter_says_how(caplog: pytest.LogCaptureFixture) -> None:
    ballot, people = open_ballot()
    browser = signed_in(people[0])
    mail.outbox.clear()
    caplog.clear()
    with caplog.at_level(logging.DEBUG):
        vote(browser, ballot, "abstain")
    lines = [line for line in caplog.records if not line.name.startswith("django.db")]
    assert lines
    said = " ".join(f"{line.getMessage()} {line.__dict__}" for line in lines)
    assert "abstain" not in said
    assert mail.outbox == []


def test_the_statements_to_the_database_carry_the_vote_once_without_the_voter(
    django_assert_max_num_queries: Any,  # noqa: ANN401  # of pytest-django
) -> None:
    ballot, people = open_ballot()
    browser = signed_in(people[0])
    with django_assert_max_num_queries(40) as captured:
        browser.post(ballot.get_absolute_url(), {"vote": "abstain"})
    writes = [q["sql"] for q in captured.captured_queries if q["sql"].startswith("UPDATE")]
    telling = [sql for sql in writes if '"abstain" = ' in sql]
    assert len(telling) == 1
    assert "voter" not in telling[0]


def test_at_the_close_the_roll_is_gone_and_its_size_kept() -> None:
    ballot, people = open_ballot()
    for person in people[:6]:
        vote(signed_in(person), ballot, "yes")
    hurry_ballot(ballot)
    assert not BallotVoter.objects.exists()
    assert (ballot.roll_size, ballot.yes) == (12, 6)


def called() -> set[int]:
    """To whom a letter of a ballot was promised, by what is kept of the tasks."""
    rows = DBTaskResult.objects.filter(task_path__endswith="mail_voter")
    return {given["args"][0] for given in rows.values_list("args_kwargs", flat=True)}


@pytest.mark.parametrize("early", [True, False], ids=["voted-before", "voted-after"])
def test_what_is_kept_of_the_letters_does_not_tell_who_voted(
    early: bool, run_tasks: Callable[[], int]
) -> None:
    ballot, people = open_ballot()
    if not early:
        call_voters()
        run_tasks()
    for person in people[:2]:
        vote(signed_in(person), ballot, "yes")
    if not early:
        hurry_ballot(ballot)
        assert ballot.extended_at
    call_voters()
    assert called() == {person.pk for person in people}
    run_tasks()
    DBTaskResult.objects.filter(args_kwargs__args__0=people[5].pk).update(status="FAILED")

    withdraw_application(ballot.application, by=ballot.application.applicant)

    assert not BallotVoter.objects.exists()
    assert called() == set()


def test_a_page_shown_again_does_not_hold_the_choice() -> None:
    ballot, people = open_ballot()
    browser = signed_in(people[0])
    refused = browser.post(ballot.get_absolute_url(), {"vote": "maybe"})
    assert refused.status_code == 422
    vote(browser, ballot, "no")
    html = browser.get(ballot.get_absolute_url()).content.decode()
    assert "You have voted." in html
    assert 'name="vote"' not in html
