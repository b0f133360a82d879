"""The newsletter, from the box to the last letter, as a reader does it."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Browser, Page, expect

from community.models import Subscriber

pytestmark = pytest.mark.django_db(transaction=True)
RunTasks = Callable[[], int]


def link_in(text: object) -> str:
    found = re.search(r"http://localhost:8000(/newsletter/\S+)", str(text))
    assert found
    return found[1]


def walk(page: Page, run_tasks: RunTasks) -> None:
    """Ask in the box, confirm by the link, change, leave."""
    page.goto("/")
    box = page.get_by_role("region", name="Exclusive stories")
    box.get_by_label("Your e-mail address").fill("vera@example.org")
    box.get_by_label("Photos").uncheck()
    box.get_by_role("button", name="Subscribe").click()
    expect(page.get_by_role("heading", name="Look into your mail")).to_be_visible()

    run_tasks()
    page.goto(link_in(mail.outbox[-1].body))
    expect(page.get_by_label("Photos")).not_to_be_checked()
    page.get_by_role("button", name="Send it to me").click()
    expect(page.get_by_role("heading", name="Your newsletter")).to_be_visible()
    assert Subscriber.objects.get().interests == ["stories", "art"]

    run_tasks()
    page.goto(link_in(mail.outbox[-1].body))
    page.get_by_label("Offers").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_role("status")).to_contain_text("It is changed.")
    page.get_by_role("button", name="Send me no more letters").click()

    expect(page.get_by_role("heading", name="No more letters")).to_be_visible()
    assert not Subscriber.objects.exists()


def test_it_is_asked_for_confirmed_changed_and_left(page: Page, run_tasks: RunTasks) -> None:
    walk(page, run_tasks)


def test_the_same_without_scripts(browser: Browser, base_url: str, run_tasks: RunTasks) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    walk(context.new_page(), run_tasks)
    context.close()
