"""The city's pages answer who decides, by when, and what if not, in the numbers that hold."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from community.actions.ladder import (
    ask_question,
    decline_application,
    endorse_application,
    expire_applications,
    grant_application,
    withdraw_application,
)
from community.models import Application, City
from tests.community.test_city_pages import text, words
from tests.factories.ballots import heard_application, open_ballot
from tests.factories.community import application, charter, citizen, editor, member, resident

pytestmark = pytest.mark.django_db
NUMBERS = {
    "appeal_days": 21,
    "juror_days": 4,
    "panel_days": 12,
    "dormant_months": 18,
    "dormant_notice_days": 9,
}


def test_what_people_ask_is_answered_in_the_citys_numbers(client: Client) -> None:
    City.objects.update(**NUMBERS)
    charter(
        young_city=0,
        resident={"endorsements_each": 3},
        citizen={"endorsements_each": 4, "hearing_days": 6, "young_roll": 8},
    )
    page = text(client, "community")
    for said in (
        "You may appeal once, within 21 days",
        "you may appeal against each once, within 21 days",
        "Whoever is silent for 4 days is replaced. After 12 days",
        "for 18 months goes dormant, and is told 9 days before",
        "For residency one person may hold 3 open endorsements.",
        "For citizenship one person may hold 4 open endorsements.",
        "For 6 days those who may vote ask you something",
        "could vote, the editors decide",
        "without a reason and without a waiting time",
        "your name only if you say so",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    ("young_city", "said"),
    [
        (0, "Without that the application lapses, and you may send another at once. Who decides"),
        (1, "While fewer than 1 people may vouch, it is shown but not required."),
        (10, "Today that is shown but not required"),
    ],
)
def test_a_step_says_whether_vouching_is_required_today(
    client: Client, young_city: int, said: str
) -> None:
    charter(young_city=young_city)
    citizen()
    assert said in text(client, "community")


def test_close_shares_are_told_only_where_an_editor_decides_them(client: Client) -> None:
    charter(citizen={"grant_percent": 60, "editor_percent": 60})
    page = text(client, "community")
    assert "With 60 % yes you are in, with less you are not." in page
    assert "Between the two" not in page


def test_every_version_of_the_charter_shows_its_own_numbers(client: Client) -> None:
    charter(resident={"articles_opened": 33, "wait_days": 44}, citizen={"ballot_days": 0})
    now = text(client, "charter")
    assert "33 articles read" in now
    assert "may apply again after 44 days" in now
    assert "a secret ballot" not in now
    before = words(client.get("/community/charter/?version=1").content.decode())
    assert "10 articles read" in before
    assert "a secret ballot of 7 days" in before


def test_rights_are_told_in_numbers_with_what_a_sanction_takes(client: Client) -> None:
    City.objects.update(comments_before_trust=2, constructive_after_days=3, dormant_months=6)
    page = text(client, "rights")
    for said in (
        "after 2 approved comments",
        "after 3 days and an approved comment",
        "away for 6 months",
        "Silenced You may read, keep pieces, follow discussions and appeal.",
        "ban editor, administrator",
    ):
        assert said in page, said


# -- The applicant's own page ----------------------------------------------------------------------


def reads(client: Client, asked: Application, *said: str) -> None:
    asked.refresh_from_db()
    client.force_login(asked.applicant)
    page = text(client, "application", asked.pk)
    for each in ("How it goes on", *said):
        assert each in page, each


def test_who_gathers_endorsements_reads_how_many_until_when_and_what_if_not(client: Client) -> None:
    charter(young_city=0, resident={"endorsements": 2, "decision_days": 3})
    asked = application()
    endorse_application(asked, by=resident())
    reads(client, asked, "1 of 2 so far.", "Then an editor decides, within 3 days.", "It lapses.")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        expire_applications()
        reads(client, asked, "Lapsed on", "How far you are for another application")


def test_who_is_in_review_reads_who_decides_by_when_and_what_if_not(client: Client) -> None:
    City.objects.update(appeal_days=21)
    charter(resident={"wait_days": 12})
    asked = application()
    late = "it goes to the top of every editor’s list"
    reads(client, asked, "An editor decides who did not vouch", late)
    reads(client, asked, "apply again after 12 days, and object once within 21 days.")
    ask_question(asked, by=editor(), text="Where from?")
    reads(client, asked, "You: a question is open.", "Their days rest until you have answered.")


def test_who_is_heard_reads_that_the_ballot_opens_all_the_same(client: Client) -> None:
    asked, _people = heard_application(young_roll=4, quorum_least=3)
    reads(client, asked, "Then a secret ballot opens for 7 days.", "fewer than 4 could vote")


def test_who_is_voted_on_reads_what_the_counts_decide(client: Client) -> None:
    ballot, _people = open_ballot(voters=6, young_roll=3, quorum_least=3)
    reads(client, ballot.application, "70 % yes and you are in", "it stays open for 7 days more")
    ballot.extended_at = timezone.now()
    ballot.save(update_fields=["extended_at"])
    reads(client, ballot.application, "If too few vote this time, too, an editor decides")


def test_who_is_granted_declined_or_withdrew_reads_what_is_left(client: Client) -> None:
    granted, declined, withdrawn = application(), application(), application()
    grant_application(granted, by=editor(), reason="Welcome.")
    decline_application(declined, by=editor(), reason="Not yet.")
    withdraw_application(withdrawn, by=withdrawn.applicant)
    reads(client, granted, "Nothing is left to do.", "Your letter of residence")
    reads(client, declined, "you may also appeal, once.", "How far you are")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        client.force_login(declined.applicant)
        assert "object, once" not in text(client, "application", declined.pk)
    reads(client, withdrawn, "Everything that you have done here still counts.")


def test_nobody_else_reads_how_it_goes_on(client: Client) -> None:
    asked = application()
    client.force_login(resident())
    assert "How it goes on" not in text(client, "application", asked.pk)


def test_the_dormant_read_why_they_do_not_vote(client: Client) -> None:
    ballot, people = open_ballot(voters=6, young_roll=3, quorum_least=3)
    asleep = people[0]
    asleep.dormant_since = timezone.now()
    asleep.save(update_fields=["dormant_since"])
    client.force_login(asleep)
    assert "the dormant do not vote" in text(client, "ballots")
    for answer in (
        client.get(ballot.get_absolute_url()),
        client.post(ballot.get_absolute_url(), {"vote": "yes"}),
    ):
        assert answer.status_code == 403
        assert "Open a piece" in re.sub(r"\s+", " ", answer.content.decode())
    ballot.refresh_from_db()
    assert ballot.turnout == 0
    client.force_login(member())
    assert client.get(ballot.get_absolute_url()).status_code == 404
