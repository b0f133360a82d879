"""The whole path in a browser: a piece is written and answered, its reader becomes a resident."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from community.models import CivicRecord, User
from tests.browser.people import sign_in
from tests.community.codes import last_code
from tests.factories.articles import author, published_article, section
from tests.factories.community import editor

pytestmark = pytest.mark.django_db(transaction=True)

EMAIL = "nora@example.org"
FIRST = "My kettle was mended badly and has lasted **nine** years."
RunTasks = Callable[[], int]


def test_from_a_draft_to_a_new_resident(
    new_context: Callable[..., BrowserContext], base_url: str, run_tasks: RunTasks
) -> None:
    desk, reader = new_context().new_page(), new_context().new_page()
    edda = editor("Edda")
    sign_in(desk.context, edda, base_url)
    section("Culture")
    author("Dele")

    address = write_and_publish(desk)
    comment_before_joining(reader, address)
    approve(desk, reader, new_context().new_page(), address)
    fulfil_the_requirements(reader, address)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        apply(reader)
        sign_in(desk.context, edda, base_url)
        decide(desk)
        read_the_decision(reader, run_tasks)


def write_and_publish(desk: Page) -> str:
    """The editor writes a piece in admin and publishes it; return its address."""
    desk.goto("/admin/articles/article/add/")
    desk.locator("#id_title").fill("In defence of the bad repair")
    desk.locator("#id_standfirst").fill("A law gives you the right to mend things.")
    desk.get_by_role("textbox", name="Text", exact=True).fill("Nobody mends a kettle well.")
    choose(desk, "id_section", "Culture")
    desk.get_by_text("Add another Author").click()
    choose(desk, "id_bylines-0-author", "Dele")
    desk.locator("#id_question").fill("What did you mend last?")
    desk.get_by_role("button", name="Publish").click()
    expect(desk.locator(".messagelist")).to_contain_text("Published")

    desk.goto("/")
    desk.get_by_role("link", name="In defence of the bad repair").first.click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("In defence of the bad repair")
    return desk.url


def choose(desk: Page, field: str, name: str) -> None:
    """Pick ``name`` in one of the desk's searching selects."""
    desk.locator(f"#{field} + .select2").click()
    desk.get_by_role("option", name=name).click()


def comment_before_joining(reader: Page, address: str) -> None:
    """A stranger writes first, signs up by the mailed code and sends with one press."""
    reader.goto(address)
    reader.get_by_label("Your thoughts").fill(FIRST)
    reader.get_by_role("button", name="Sign in to send").click()
    reader.get_by_role("main").get_by_role("link", name="Join").click()
    reader.get_by_label("E-mail").fill(EMAIL)
    reader.get_by_label("Name shown").fill("Nora Quill")
    reader.get_by_role("button", name="Join").click()
    enter_code(reader)

    expect(reader.get_by_label("Your thoughts")).to_have_value(FIRST)
    reader.get_by_role("button", name="Send", exact=True).click()
    expect(reader.locator(".comment")).to_contain_text("lasted nine years")
    expect(reader.locator(".comment")).to_contain_text("waits")


def enter_code(reader: Page) -> None:
    """Type the code of the newest letter."""
    reader.get_by_label("Code").fill(last_code())
    reader.get_by_role("main").get_by_role("button").first.click()


def approve(desk: Page, reader: Page, passer_by: Page, address: str) -> None:
    """The newcomer's comment shows to the public when the editor has approved it."""
    passer_by.goto(address)
    expect(passer_by.get_by_text("lasted nine years")).to_have_count(0)
    desk.goto("/admin/comments/comment/")
    desk.get_by_role("button", name="Approve", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("shown")
    passer_by.reload()
    expect(passer_by.get_by_text("lasted nine years")).to_be_visible()

    reader.reload()
    expect(reader.locator(".comment")).not_to_contain_text("waits")


def fulfil_the_requirements(reader: Page, address: str) -> None:
    """Ten articles on five days and two more comments, while a fortnight goes by."""
    reader.goto("/community/apply/")
    expect(reader.get_by_role("main")).to_contain_text("1 of 3")
    expect(reader.get_by_role("button", name="Send the application")).to_have_count(0)

    addresses = [published_article(f"Piece {n}").get_absolute_url() for n in range(10)]
    for day in range(5):
        with time_machine.travel(timezone.now() + timedelta(days=day + 1)):
            for read in addresses[day * 2 : day * 2 + 2]:
                reader.goto(read)
    for text in ("The handle came off in the fourth year.", "I would mend it again."):
        reader.goto(address)
        reader.get_by_label("Your thoughts").fill(text)
        reader.get_by_role("button", name="Send", exact=True).click()
        expect(reader.get_by_text(text)).to_be_visible()


def apply(reader: Page) -> None:
    """After a fortnight the session is over: the reader signs in again, and applies."""
    reader.goto("/community/apply/")
    reader.get_by_label("E-mail").fill(EMAIL)
    reader.get_by_role("button", name="Send me a code").click()
    enter_code(reader)

    expect(reader.get_by_role("heading", name="Everything is there")).to_be_visible()
    reader.get_by_label("Who are you").fill("I mend kettles and read about ferries.")
    reader.get_by_label("I accept the charter").check()
    reader.get_by_role("button", name="Send the application").click()
    expect(reader.get_by_role("main")).to_contain_text("I mend kettles")


def decide(desk: Page) -> None:
    """An editor grants it in admin with a reason."""
    desk.goto("/admin/community/application/")
    desk.locator("[data-desk-row] h2 a").first.click()
    desk.locator("#id_reason").fill("You came with a kettle and stayed for the argument.")
    desk.get_by_role("button", name="Grant", exact=True).click()
    expect(desk.locator(".messagelist")).to_contain_text("Granted")


def read_the_decision(reader: Page, run_tasks: RunTasks) -> None:
    """The page, the notice, the letter and the record say the same."""
    reader.reload()
    expect(reader.get_by_role("main")).to_contain_text("stayed for the argument")
    reader.goto("/community/members/nora-quill/")
    expect(reader.get_by_role("main")).to_contain_text("permanent resident")
    reader.goto("/community/me/notices/")
    expect(reader.get_by_role("main")).to_contain_text("your application has been granted")
    expect(reader.get_by_role("main")).to_contain_text("on “In defence of the bad repair”")

    run_tasks()
    letter = mail.outbox[-1]
    assert letter.to == [EMAIL]
    assert "stayed for the argument" in str(letter.body)
    nora = User.objects.get(email=EMAIL)
    steps = CivicRecord.objects.filter(member=nora.record_id).order_by("at")
    assert list(steps.values_list("kind", flat=True)) == ["applied", "reviewed", "granted"]
