"""Like, keep, share and suggest in a real browser: in place, by keyboard, without scripts."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article, Bookmark, Correction, Like, Suggestion
from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.community.codes import last_code
from tests.factories.articles import published_article
from tests.factories.community import editor, member, resident
from tests.factories.readers import correction, series

pytestmark = pytest.mark.django_db(transaction=True)
TITLE = "Judge a city by its last ferry"


@pytest.fixture
def article() -> Article:
    return published_article(TITLE)


def test_like_and_keep_in_place(page: Page, base_url: str, article: Article) -> None:
    user = member()
    sign_in(page.context, user, base_url)
    page.goto(article.get_absolute_url())
    page.evaluate("window.isTheSamePage = true")
    like = page.get_by_role("button", name="Like", exact=True)
    keep = page.get_by_role("button", name="Keep", exact=True)
    expect(like).to_have_attribute("aria-pressed", "false")

    like.click()
    keep.click()

    expect(like).to_have_attribute("aria-pressed", "true")
    expect(keep).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_text("1 reader likes this")).to_be_visible()
    assert page.evaluate("window.isTheSamePage")
    assert (Like.objects.get().user, Bookmark.objects.get().user) == (user, user)
    page.reload()
    expect(like).to_have_attribute("aria-pressed", "true")


def test_a_double_click_likes_once(page: Page, base_url: str, article: Article) -> None:
    """Also where the answer comes between its two clicks; a later click is a wish of its own."""
    sign_in(page.context, member(), base_url)
    page.clock.install(time=0)
    page.goto(article.get_absolute_url())
    page.clock.pause_at(60_000)
    like = page.get_by_role("button", name="Like", exact=True)

    like.dblclick()
    expect(like).to_have_attribute("aria-pressed", "true")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.get_by_role("button", name="Keep", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    assert Like.objects.count() == 1

    page.clock.fast_forward(2_000)
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")
    assert not Like.objects.exists()


def test_by_keyboard_the_focus_stays_on_the_button(
    page: Page, base_url: str, article: Article
) -> None:
    sign_in(page.context, member(), base_url)
    page.goto(article.get_absolute_url())
    like = page.get_by_role("button", name="Like", exact=True)

    like.focus()
    page.keyboard.press("Enter")

    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Keep", exact=True)).to_be_focused()


def test_offline_the_page_says_so_and_stays_true(
    page: Page, base_url: str, article: Article, complaints: Complaints
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    sign_in(page.context, member(), base_url)
    page.goto(article.get_absolute_url())
    like = page.get_by_role("button", name="Like", exact=True)

    page.context.set_offline(True)
    like.click()

    expect(page.get_by_role("status").filter(has_text="offline")).to_be_visible()
    expect(like).to_have_attribute("aria-pressed", "false")
    assert not Like.objects.exists()


def test_signed_out_in_another_tab_the_press_leads_to_the_sign_in(
    page: Page, base_url: str, article: Article
) -> None:
    sign_in(page.context, member(), base_url)
    page.goto(article.get_absolute_url())
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.get_by_role("button", name="Like", exact=True).click()

    expect(page).to_have_url(re.compile("/accounts/login/"))
    assert not Like.objects.exists()


def test_without_scripts(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, member(), base_url)
    page.goto(article.get_absolute_url())
    like = page.get_by_role("button", name="Like", exact=True)

    like.click()
    expect(page).to_have_url(re.compile(f"{article.get_absolute_url()}#acts$"))
    expect(like).to_have_attribute("aria-pressed", "true")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "false")

    page.locator("[data-share-ways] summary").click()
    expect(page.get_by_role("link", name="By e-mail")).to_be_visible()
    expect(page.get_by_label("The address")).to_have_value(
        re.compile(re.escape(article.get_absolute_url()))
    )
    expect(page.get_by_role("button", name="Copy link")).to_be_hidden()


def test_a_stranger_signs_in_and_comes_back_to_the_foot(page: Page, article: Article) -> None:
    user = member()
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Sign in to like or keep this piece").click()
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Code").fill(last_code(user.email))
    page.get_by_role("main").get_by_role("button").first.click()

    expect(page).to_have_url(re.compile(f"{article.get_absolute_url()}#acts$"))
    page.get_by_role("button", name="Like", exact=True).click()
    expect(page.get_by_text("1 reader likes this")).to_be_visible()


# -- Share -----------------------------------------------------------------------------------------


def test_the_address_is_copied(page: Page, base_url: str, article: Article) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=base_url)
    page.goto(article.get_absolute_url())

    page.locator("[data-share-ways] summary").click()
    page.get_by_role("button", name="Copy link").click()

    expect(page.get_by_text("Copied.")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("The address").input_value()
    assert copied.endswith(article.get_absolute_url())


def test_the_devices_own_way_is_offered_where_there_is_one(page: Page, article: Article) -> None:
    page.add_init_script("navigator.share = async (what) => { window.shared = what; };")
    page.goto(article.get_absolute_url())
    expect(page.locator("[data-share-ways]")).to_be_hidden()

    page.get_by_role("button", name="Share").click()

    shared = page.evaluate("window.shared")
    assert shared["title"] == TITLE
    assert shared["url"].endswith(article.get_absolute_url())


def test_where_the_devices_way_fails_the_links_are_shown(page: Page, article: Article) -> None:
    page.add_init_script(
        "navigator.share = async () => { throw new DOMException('', 'NotAllowedError'); };"
    )
    page.goto(article.get_absolute_url())

    page.get_by_role("button", name="Share").click()

    expect(page.get_by_role("link", name="By e-mail")).to_be_visible()


# -- From resident to editor and back --------------------------------------------------------------


def test_a_correction_from_a_resident_to_the_page_and_back(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article
) -> None:
    page, desk = new_context().new_page(), new_context().new_page()
    sign_in(page.context, resident("Rana"), base_url)
    sign_in(desk.context, editor("Edda"), base_url)

    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Suggest a correction or a related story").click()
    page.get_by_label("What is wrong?").fill("It says fifteen seats.")
    page.get_by_label("What is right?").fill("There are fifty.")
    page.get_by_label("Thank me by name").check()
    page.get_by_role("button", name="Suggest the correction").click()
    expect(page.get_by_text("Waits for the editors")).to_be_visible()

    desk.goto("/admin/")
    desk.get_by_role("link", name="1 suggestion of a reader").click()
    desk.get_by_role("link", name="It says fifteen seats.").click()
    words = desk.get_by_label("The correction, in your words")
    expect(words).to_have_value(re.compile("fifteen seats[^→]*→ There are fifty"))
    words.fill("The ferry has fifty seats, not fifteen.")
    desk.get_by_role("button", name="Take it up").click()
    expect(desk.get_by_text("Taken up; the member is told.")).to_be_visible()

    page.goto("/community/me/notices/")
    page.get_by_role("link", name="your suggestion").click()
    expect(page.get_by_text("Taken up,")).to_be_visible()
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("link", name="Corrected on").click()
    foot = page.get_by_role("region", name="Corrections")
    expect(foot).to_contain_text("The ferry has fifty seats, not fifteen.")
    expect(foot.get_by_role("link", name="Rana")).to_be_visible()
    assert Suggestion.objects.get().correction == Correction.objects.get()


@pytest.mark.parametrize("language", ["", "ar"])
def test_nothing_sticks_out_on_a_narrow_screen(page: Page, base_url: str, language: str) -> None:
    long = "Unwahrscheinlichkeitsrechnungsgrundlagen " * 4
    pieces = [
        published_article(f"{long}{number}", slug=f"long-{number}", language=language)
        for number in range(3)
    ]
    correction(pieces[1], "x" * 300, thanks_to=resident("Y" * 30))
    made = series(pieces, "A series with a name of some length, and then some")
    sign_in(page.context, resident(), base_url)
    page.set_viewport_size({"width": 320, "height": 640})
    for address in (
        pieces[1].get_absolute_url(), made.get_absolute_url(), "/corrections/", "/bookmarks/",
        "/suggestions/", f"/articles/{pieces[1].slug}/suggest/",
    ):  # fmt: skip
        page.goto(address)
        if page.locator("[data-share-ways] summary").count():
            page.locator("[data-share-ways] summary").click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
