"""From a hidden comment to the gazette: the member objects, the lot falls, citizens judge."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from comments.actions import hide_comment
from comments.models import Comment
from community.models import Appeal
from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.factories.appeals import appeal_about_comment, citizens, jurors
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import citizen, member, moderator, sanction

pytestmark = pytest.mark.django_db(transaction=True)
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def hidden() -> Comment:
    article = published_article("Judge a city by its last ferry")
    top = comment(article, by=member("Ida Moss"), text="It should wait.")
    spoken = comment(article, by=member("Anselm Quist"), text="Ferries swindle us.", parent=top)
    return hide_comment(spoken, by=moderator("Mo Iversen"), reason="It insults the ferrymen.")


def press(page: Page, name: str) -> None:
    """Go to the button of this name with the Tab key alone, and press it."""
    button = page.get_by_role("button", name=name, exact=True)
    for _each in range(60):
        if button.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach “{name}”")


def object_by_keyboard(page: Page, base_url: str, hidden: Comment) -> Appeal:
    assert hidden.author is not None
    sign_in(page.context, hidden.author, base_url)
    page.goto(hidden.get_absolute_url())
    own = page.locator(f"#comment-{hidden.pk}")
    expect(own).to_contain_text("It insults the ferrymen.")
    own.get_by_role("link", name="Appeal").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Appeal against the hiding")
    page.get_by_label("Why is the decision wrong?").focus()
    page.keyboard.type("It is about fares, and insults nobody.")
    press(page, "Send the appeal")
    expect(page.get_by_text("Your appeal has arrived.")).to_be_visible()
    expect(page.get_by_text("Three citizens drawn by lot look at it")).to_be_visible()
    return Appeal.objects.get()


def give_opinions(new_context: NewContext, base_url: str, appeal: Appeal, opinion: str) -> None:
    """Two of three say the same, each in a browser of their own and by keyboard."""
    for juror in jurors(appeal)[:2]:
        page = new_context().new_page()
        sign_in(page.context, juror, base_url)
        page.goto("/community/me/notices/")
        page.get_by_role("link", name="You have been drawn").click()
        for words in ("Ferries swindle us.", "It should wait.", "It insults the ferrymen."):
            expect(page.get_by_text(words)).to_be_visible()
        expect(page.get_by_text("It is about fares, and insults nobody.")).to_be_visible()
        page.get_by_label(opinion).focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        page.keyboard.type("I have read it twice.")
        press(page, "Give your opinion")
        expect(page.get_by_text("Your opinion counts")).to_be_visible()


def test_two_citizens_find_the_member_right_and_the_comment_is_shown_again(
    page: Page,
    new_context: NewContext,
    base_url: str,
    hidden: Comment,
    run_tasks: Callable[[], int],
) -> None:
    citizens(3)
    appeal = object_by_keyboard(page, base_url, hidden)
    give_opinions(new_context, base_url, appeal, "The member is right")
    run_tasks()

    page.goto(appeal.get_absolute_url())
    expect(page.get_by_text("by a panel of three citizens")).to_be_visible()
    expect(page.get_by_text("I have read it twice.").first).to_be_visible()

    stranger = new_context().new_page()
    stranger.goto(hidden.get_absolute_url())
    expect(stranger.get_by_text("Ferries swindle us.")).to_be_visible()
    stranger.goto("/community/")
    stranger.get_by_role("main").get_by_role("link", name="The gazette").click()
    told = stranger.get_by_role("main")
    expect(told).to_contain_text(
        "A panel of three citizens upheld an appeal about a hidden comment."
    )
    expect(told).to_contain_text("A hidden comment is shown again after an appeal.")
    for name in ("Anselm", "Iversen", "swindle", "fares", "read it twice"):
        expect(told).not_to_contain_text(name)


def test_two_citizens_let_the_decision_stand(
    page: Page,
    new_context: NewContext,
    base_url: str,
    hidden: Comment,
    run_tasks: Callable[[], int],
) -> None:
    citizens(3)
    appeal = object_by_keyboard(page, base_url, hidden)
    give_opinions(new_context, base_url, appeal, "The decision stands")
    run_tasks()

    page.goto("/community/me/notices/")
    page.get_by_role("link", name="Your appeal was dismissed").click()
    expect(page.get_by_text("Dismissed on")).to_be_visible()
    page.goto(hidden.get_absolute_url())
    expect(page.locator(f"#comment-{hidden.pk}")).to_contain_text("A moderator has hidden this")
    page.goto("/community/gazette/?topic=appeals")
    expect(page.get_by_role("main")).to_contain_text("dismissed an appeal about a hidden comment.")


def test_words_stay_when_something_is_missing(
    page: Page, base_url: str, hidden: Comment, complaints: Complaints
) -> None:
    complaints.allow("status of 422")
    citizens(3)
    appeal = appeal_about_comment(hidden)
    sign_in(page.context, jurors(appeal)[0], base_url)
    page.goto(appeal.get_absolute_url())
    page.get_by_label("Why?").fill("I have read it twice.")
    page.get_by_role("button", name="Give your opinion").evaluate("b => b.form.noValidate = true")
    page.get_by_role("button", name="Give your opinion").click()
    expect(page.get_by_text("Choose one of the two.")).to_be_visible()
    expect(page.get_by_label("Why?")).to_have_value("I have read it twice.")


def test_banned_member_learns_what_holds_and_appeals_without_scripts(
    new_context: NewContext, base_url: str
) -> None:
    user = citizen("Bo Lund")
    sanction(user, "banned")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, user, base_url)
    page.goto("/community/me/")
    expect(page.get_by_text("You may do nothing else here.")).to_be_visible()
    page.get_by_role("link", name="Appeal against this").click()
    page.get_by_label("Why is the decision wrong?").fill("It was my cousin.")
    page.get_by_role("button", name="Send the appeal").click()
    expect(page.get_by_text("it waits for an editor")).to_be_visible()
