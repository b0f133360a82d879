"""Applications at the desk in a real browser: keys, ready reasons, two side by side, every eye."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from community.actions.charter import draft_charter
from community.actions.ladder import count_ladder, decline_application, endorse_application
from community.models import CharterStep, ReadyReason
from tests.browser.gates import Visits
from tests.browser.people import sign_in
from tests.desk import page_of
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.comments import comment
from tests.factories.community import (
    application,
    charter_in_force,
    editor,
    meets_requirements,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db(transaction=True)
QUEUE = "/admin/community/application/"


@pytest.fixture
def desk(page: Page, base_url: str) -> Page:
    sign_in(page.context, editor("Edith"), base_url)
    return page


def test_an_editor_decides_by_keyboard_from_one_to_the_next(desk: Page) -> None:
    first, second, third = (application(member(name)) for name in ("Ada", "Ben", "Cleo"))
    desk.goto(QUEUE)
    desk.keyboard.press("j")
    expect(desk.locator(f"#application-{first.pk}")).to_be_focused()
    desk.keyboard.press("j")
    desk.keyboard.press("o")
    expect(desk).to_have_url(re.compile(page_of(second)))
    desk.wait_for_load_state()
    desk.keyboard.press("n")
    expect(desk).to_have_url(re.compile(page_of(third)))
    desk.wait_for_load_state()
    desk.keyboard.press("p")
    expect(desk).to_have_url(re.compile(page_of(second)))
    desk.get_by_label("Reason:").fill("n p j k")
    expect(desk).to_have_url(re.compile(page_of(second)))
    desk.get_by_role("button", name="Grant", exact=True).click()
    expect(desk.get_by_text("Granted. The applicant has been told.")).to_be_visible()
    expect(desk).to_have_url(re.compile(page_of(third)))
    second.refresh_from_db()
    assert second.state == "granted"


def test_one_press_fills_a_reason_in_behind_what_is_written(desk: Page) -> None:
    asked = application(member("Ada"))
    ReadyReason.objects.create(use="grant", name="Kind", text='Kind, {name}: "<b>so</b>".')
    desk.goto(page_of(asked))
    reason, kind = desk.get_by_label("Reason:"), desk.get_by_role("button", name="Kind")
    kind.click()
    expect(reason).to_have_value('Kind, Ada: "<b>so</b>".')
    expect(reason).to_be_focused()
    kind.click()
    expect(reason).to_have_value('Kind, Ada: "<b>so</b>".')
    reason.fill("Welcome.")
    kind.click()
    expect(reason).to_have_value('Welcome.\n\nKind, Ada: "<b>so</b>".')
    desk.get_by_label("A question to the applicant").fill("Half a question")
    desk.get_by_role("button", name="Show the letter if granted").click()
    expect(desk.get_by_role("region", name="This is what the applicant will read")).to_contain_text(
        'Kind, Ada: "<b>so</b>".'
    )
    expect(desk.get_by_label("A question to the applicant")).to_have_value("Half a question")
    asked.refresh_from_db()
    assert asked.is_open


def test_two_editors_see_one_another_and_the_second_keeps_the_words(
    desk: Page, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    asked = application(member("Ada"))
    with desk.expect_response(re.compile("/look/$")):
        desk.goto(page_of(asked))
    other = new_context().new_page()
    sign_in(other.context, editor("Colin"), base_url)
    other.goto(base_url + page_of(asked))
    expect(other.get_by_text("Edith is looking at this.")).to_be_visible()
    desk.get_by_label("Reason:").fill("Welcome.")
    desk.get_by_role("button", name="Grant", exact=True).click()
    expect(desk.get_by_text("Granted. The applicant has been told.")).to_be_visible()
    other.get_by_label("Reason:").fill("My own long reason.")
    other.get_by_role("button", name="Decline", exact=True).click()
    expect(other.get_by_text("Somebody has decided this already")).to_be_visible()
    expect(other.get_by_text("My own long reason.")).to_be_visible()


def test_the_pages_hold_for_every_eye(desk: Page) -> None:
    asked = application(meets_requirements(member("سلمى الحدّاد", handle="salma")))
    comment(by=asked.applicant)
    sanction(asked.applicant, "warning")
    endorse_application(asked, by=resident("Ben"), words="She listens.")
    decline_application(application(), by=editor(), reason="Not yet.")
    ballot, _people = open_ballot()
    hurry_ballot(ballot)
    drafted = draft_charter(text="Be kind.", by=None, like=charter_in_force())
    CharterStep.objects.filter(charter=drafted).update(comments=40, comment_articles=0)
    count_ladder()
    figures = reverse("admin:community_application_figures")
    visits = Visits(desk, may_shift=True)

    visits.visit(
        [
            QUEUE,
            f"{QUEUE}?which=all",
            page_of(asked),
            figures,
            f"{figures}?step=citizen",
            reverse("admin:community_charter_preview", args=[drafted.pk]),
            reverse("admin:community_charter_change", args=[drafted.pk]),
            reverse("admin:community_readyreason_changelist"),
            reverse("admin:community_readyreason_add"),
            reverse("admin:community_sanction_add"),
        ]
    )

    assert not visits.faults, "\n".join(visits.faults)
