"""Close an account, read the mail, keep it; close it again, and be gone when the day has come."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from comments.models import Comment
from community.models import User
from config.leaving import close_due_accounts
from tests.browser.test_account_pages import faults
from tests.browser.test_passkeys import sign_in_by_code
from tests.community.codes import last_code
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db(transaction=True)
LEAVE = "/community/me/leave/"


def close_account(page: Page, choice: str) -> None:
    page.goto("/community/me/")
    page.get_by_role("link", name="Close your account").click()
    page.get_by_label(choice).check()
    page.get_by_role("button", name="Close my account").click()
    expect(page.get_by_text("Your account closes on")).to_be_visible()


def test_leave_stay_and_leave_for_good(page: Page, run_tasks: Callable[[], int]) -> None:
    ada, piece = resident("Ada"), published_article("On ferries")
    said = comment(piece, by=ada, text="Ferries are slow.")
    sign_in_by_code(page, ada.email)

    close_account(page, "stays, without my name")
    assert faults(page) == []
    run_tasks()
    letter = str(mail.outbox[-1].body)
    assert "Your account closes on" in mail.outbox[-1].subject
    link = next(line for line in letter.splitlines() if line.endswith(LEAVE))
    page.goto(urlsplit(link).path)
    page.get_by_role("button", name="Keep my account").click()
    expect(page.get_by_role("status").get_by_text("Your account stays.")).to_be_visible()

    close_account(page, "stays, without my name")
    page.goto(piece.get_absolute_url())
    expect(page.get_by_text("Your account closes on")).to_be_visible()
    with time_machine.travel(timezone.now() + timedelta(days=14.1)):
        assert close_due_accounts() == 1
    run_tasks()
    assert mail.outbox[-1].subject == "Your account is closed"

    page.goto(piece.get_absolute_url())
    expect(page.get_by_role("link", name="Join", exact=True)).to_be_visible()
    expect(page.get_by_text("somebody who left")).to_be_visible()
    expect(page.get_by_text("Ferries are slow.")).to_be_visible()
    assert Comment.objects.get(pk=said.pk).author is None

    page.goto("/accounts/signup/")
    page.locator("main").get_by_label("E-mail").fill(ada.email)
    page.locator("main").get_by_role("button", name="Join").click()
    page.get_by_label("Code").fill(last_code(ada.email))
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator(".menu-name")).to_be_visible()
    again = User.objects.get(email=ada.email)
    assert (again.standing, again.record_id == ada.record_id) == ("visitor", False)


def test_load_ones_data(page: Page) -> None:
    ada = resident("Ada")
    sign_in_by_code(page, ada.email)
    page.goto("/community/me/data/")
    assert faults(page) == []

    with page.expect_download() as loading:
        page.get_by_role("button", name="Load my data").click()

    assert loading.value.suggested_filename.startswith("ada-")
