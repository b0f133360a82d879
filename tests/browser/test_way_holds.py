"""The pages along the way, which nobody sees by chance: each state holds at every width."""

import pytest
from playwright.sync_api import Page

from community.actions.dormancy import sleep
from community.actions.ladder import ask_in_hearing, ask_question, begin_quiz, decline_application
from community.models import City, User
from tests.browser.gates import Visits
from tests.browser.people import sign_in
from tests.factories.ballots import heard_application, open_ballot
from tests.factories.community import (
    application,
    charter,
    charter_in_force,
    citizen,
    editor,
    endorsement,
    meets_requirements,
    member,
    resident,
)

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "مريم بنت أحمد الحدّاد المقيمة عند الميناء القديم"
ME = "/community/me/"


def holds(page: Page, base_url: str, user: User, *paths: str) -> list[str]:
    sign_in(page.context, user, base_url)
    visits = Visits(page)
    visits.visit(paths)
    return visits.faults


def test_the_pages_of_a_visitor_who_applies_hold(page: Page, base_url: str) -> None:
    charter(young_city=0)
    City.objects.update(resident_name="Einwohnerschaftsberechtigte")
    gathering, reviewed = application(member(NAME, handle="maryam")), application()
    endorsement(reviewed, by=citizen())
    reviewed.refresh_from_db()
    ask_question(reviewed, by=editor(), text="Where from?")
    paths = [gathering.get_absolute_url(), ME, "/community/", "/community/rights/"]

    faults = holds(page, base_url, gathering.applicant, *paths)
    faults += holds(page, base_url, reviewed.applicant, reviewed.get_absolute_url())
    faults += holds(page, base_url, meets_requirements(member()), "/community/apply/", ME)

    assert not faults, "\n".join(faults)


def test_the_pages_of_who_was_declined_hold(page: Page, base_url: str) -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Read a little more first.")
    paths = [asked.get_absolute_url(), "/community/apply/", ME]

    faults = holds(page, base_url, asked.applicant, *paths)

    assert not faults, "\n".join(faults)


def test_the_pages_of_the_quiz_and_the_hearing_hold(page: Page, base_url: str) -> None:
    user = meets_requirements(resident(NAME, handle="maryam"))
    user.quiz_attempts.all().delete()
    begin_quiz(user, charter_in_force().step_to("citizen"))
    faults = holds(page, base_url, user, "/community/apply/", "/community/apply/quiz/")
    asked, people = heard_application()
    ask_in_hearing(asked, by=people[0], text="What would you propose first?")
    for reader in (asked.applicant, people[1]):
        faults += holds(page, base_url, reader, asked.get_absolute_url())

    assert not faults, "\n".join(faults)


def test_the_pages_of_a_ballot_hold_for_voter_applicant_and_dormant(
    page: Page, base_url: str
) -> None:
    ballot, people = open_ballot(voters=6, young_roll=3, quorum_least=3)
    asked, asleep = ballot.application, people[1]
    faults = holds(page, base_url, people[0], ballot.get_absolute_url(), "/community/ballots/", ME)
    own = [asked.get_absolute_url(), ballot.get_absolute_url()]
    faults += holds(page, base_url, asked.applicant, *own)
    sleep(asleep, ballot.opened_at)
    faults += holds(page, base_url, asleep, "/community/ballots/", ME)

    assert not faults, "\n".join(faults)
