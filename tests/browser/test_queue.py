"""The desk's queue in a real browser: by keyboard, in batches, taken back, and two side by side."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from comments.actions import report_comment
from comments.models import Comment, Decision
from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import citizen, moderator

pytestmark = pytest.mark.django_db(transaction=True)
QUEUE = "/admin/comments/comment/"


@pytest.fixture
def queue(page: Page, base_url: str) -> Page:
    sign_in(page.context, moderator("Mona"), base_url)
    return page


def test_a_moderator_clears_thirty_comments_without_the_mouse(queue: Page) -> None:
    article = published_article()
    waiting = [held_comment(article, text=f"Thought {n}.") for n in range(30)]
    queue.goto(QUEUE)
    queue.keyboard.press("j")
    for n, written in enumerate(waiting):
        expect(queue.locator(f"#comment-{written.pk}")).to_be_focused()
        if n % 10 == 9:
            queue.keyboard.press("h")
            queue.keyboard.type("It insults the writer.")
            queue.keyboard.press("Control+Enter")
        else:
            queue.keyboard.press("s" if n % 10 == 8 else "a")
        expect(queue.locator(f"#comment-{written.pk}")).to_have_count(0)

    expect(queue.get_by_text("Nothing waits. Well done.")).to_be_focused()
    assert Comment.objects.published().count() == 24
    assert Comment.objects.filter(state="spam").count() == 3
    hidden = Comment.objects.filter(state="hidden")
    assert {one.hidden_reason for one in hidden} == {"It insults the writer."}


def test_back_and_forth_undo_and_open(queue: Page) -> None:
    first, second, third = (held_comment() for _ in range(3))
    queue.goto(QUEUE)
    for key, there in (("j", first), ("j", second), ("k", first), ("k", first), ("j", second)):
        queue.keyboard.press(key)
        expect(queue.locator(f"#comment-{there.pk}")).to_be_focused()
    queue.keyboard.press("a")
    expect(queue.locator(f"#comment-{third.pk}")).to_be_focused()
    expect(queue.get_by_role("status")).to_contain_text("The comment is shown.")

    queue.keyboard.press("u")
    expect(queue.locator(f"#comment-{second.pk}")).to_be_visible()
    expect(queue.get_by_role("status")).to_contain_text("Taken back")
    second.refresh_from_db()
    assert second.state == "held"

    queue.locator(f"#comment-{third.pk}").focus()
    queue.keyboard.press("o")
    expect(queue).to_have_url(re.compile(rf"{QUEUE}{third.pk}/change/"))
    queue.wait_for_load_state()
    queue.keyboard.press("a")
    expect(queue.get_by_text("The comment is shown.")).to_be_visible()


def test_a_reason_is_left_with_escape_and_letters_in_it_are_letters(queue: Page) -> None:
    written = held_comment()
    queue.goto(QUEUE)
    queue.keyboard.press("j")
    queue.keyboard.press("h")
    queue.keyboard.type("a s u x")
    expect(queue.get_by_label("In your own words")).to_have_value("a s u x")
    queue.keyboard.press("Escape")
    expect(queue.locator(f"#comment-{written.pk}")).to_be_focused()
    expect(queue.get_by_label("In your own words")).to_be_hidden()
    assert not Decision.objects.exists()


def test_the_keys_are_listed_and_can_be_turned_off(queue: Page) -> None:
    held_comment()
    queue.goto(QUEUE)
    queue.keyboard.press("?")
    expect(queue.get_by_role("dialog", name="Keys")).to_be_visible()
    queue.get_by_label("Use these keys on this device").uncheck()
    queue.keyboard.press("Escape")
    queue.keyboard.press("j")
    queue.keyboard.press("a")
    expect(queue.get_by_role("dialog")).to_be_hidden()
    assert not Decision.objects.exists()
    queue.get_by_role("button", name="Keys").click()
    queue.get_by_label("Use these keys on this device").check()
    queue.get_by_role("button", name="Close").click()
    queue.keyboard.press("j")
    queue.keyboard.press("a")
    expect(queue.get_by_text("Nothing waits. Well done.")).to_be_visible()


def test_several_are_selected_and_decided_at_once_and_taken_back(queue: Page) -> None:
    held = [held_comment() for _ in range(3)]
    queue.goto(QUEUE)
    for _ in range(2):
        queue.keyboard.press("j")
        queue.keyboard.press("x")
    queue.get_by_role("button", name="Approve or keep").click()
    expect(queue.get_by_role("status")).to_contain_text("2 comments decided.")
    expect(queue.locator(f"#comment-{held[2].pk}")).to_be_focused()
    assert Comment.objects.published().count() == 2
    queue.keyboard.press("u")
    expect(queue.locator(f"#comment-{held[0].pk}")).to_be_visible()
    assert not Comment.objects.published().exists()

    queue.get_by_label("Select all").check()
    queue.get_by_role("button", name="Hide…").last.click()
    queue.get_by_label("A ready sentence").select_option("off_topic")
    queue.get_by_role("button", name="Hide them all").click()
    expect(queue.get_by_text("3 comments decided.")).to_be_visible()
    reasons = set(Comment.objects.filter(state="hidden").values_list("hidden_reason", flat=True))
    assert reasons == {"It has nothing to do with this piece."}


def test_two_moderators_see_one_another_and_one_decides(
    queue: Page, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    written = held_comment()
    queue.goto(QUEUE)
    with queue.expect_response(re.compile("/claim/$")):
        queue.keyboard.press("j")

    other = new_context().new_page()
    sign_in(other.context, moderator("Grace"), base_url)
    other.goto(QUEUE)
    expect(other.get_by_text("Mona is looking at this.")).to_be_visible()
    queue.keyboard.press("a")
    expect(queue.get_by_text("Nothing waits. Well done.")).to_be_visible()
    other.keyboard.press("j")
    other.keyboard.press("s")
    expect(other.get_by_role("status")).to_contain_text("Mona has decided this already: approved.")
    written.refresh_from_db()
    assert written.is_published
    assert Decision.objects.count() == 1


def test_who_comes_to_a_row_later_is_told_without_loading_again(
    queue: Page, new_context: Callable[..., BrowserContext], base_url: str
) -> None:
    held_comment()
    other = new_context().new_page()
    sign_in(other.context, moderator("Grace"), base_url)
    for page in (queue, other):
        page.goto(QUEUE)
    with queue.expect_response(re.compile("/claim/$")):
        queue.keyboard.press("j")
    with other.expect_response(re.compile("/claim/$")):
        other.keyboard.press("j")
    expect(other.get_by_text("Mona is looking at this.")).to_be_visible()


def test_without_scripts(new_context: Callable[..., BrowserContext], base_url: str) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, moderator("Mona"), base_url)
    reported, held = comment(), held_comment()
    report_comment(reported, by=citizen(), reason="abuse")
    page.goto(QUEUE)
    first = page.locator(f"#comment-{reported.pk}")
    first.get_by_text("Hide…").click()
    first.get_by_label("A ready sentence").select_option("abuse")
    first.get_by_role("button", name="Hide", exact=True).click()
    expect(page.get_by_text("The comment is hidden; its author is told why.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back")).to_be_visible()
    page.get_by_label("Select the comment").first.check()
    page.get_by_label("Select the comment").last.check()
    page.get_by_role("button", name="Approve or keep").click()
    expect(page.get_by_text("Nothing waits. Well done.")).to_be_visible()
    held.refresh_from_db()
    assert held.is_published


def test_a_lost_connection_decides_nothing_and_says_so(queue: Page, complaints: Complaints) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    held_comment()
    queue.goto(QUEUE)
    queue.keyboard.press("j")
    queue.context.set_offline(True)
    queue.keyboard.press("a")
    expect(queue.get_by_role("status")).to_contain_text("No connection.")
    queue.context.set_offline(False)
    queue.keyboard.press("a")
    expect(queue.get_by_text("Nothing waits. Well done.")).to_be_visible()
