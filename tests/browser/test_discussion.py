"""The discussion in a real browser: write before signing in, without scripts, by keyboard."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article
from comments.models import Comment
from community.models import City
from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.comments.hostile import hostile_strings, many_hostile_strings
from tests.community.codes import last_code
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import moderator, resident

pytestmark = pytest.mark.django_db(transaction=True)


POSTED = re.compile(r"#comment-\d+$")


@pytest.fixture
def article() -> Article:
    return published_article("Judge a city by its last ferry", question="Should it wait?")


def placed(page: Page, written: Comment) -> re.Pattern[str]:
    return re.compile(rf"{written.discussion.article.get_absolute_url()}#comment-{written.pk}$")


def test_write_an_answer_first_then_sign_in_then_one_press(page: Page, article: Article) -> None:
    parent, rana = comment(article, by=resident("Ida")), resident("Rana")
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Answer").click()
    expect(page.get_by_label("Answer: Ida")).to_be_focused()
    page.keyboard.type("It should *not*.")
    page.get_by_role("button", name="Sign in to send").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_label("E-mail").fill(rana.email)
    page.get_by_role("main").get_by_role("button").first.click()
    page.get_by_label("Code").fill(last_code(rana.email))
    page.get_by_role("main").get_by_role("button").first.click()

    expect(page).to_have_url(re.compile(f"{article.get_absolute_url()}#composer$"))
    expect(page.get_by_label("Your answer")).to_have_value("It should *not*.")
    assert Comment.objects.count() == 1, "nothing is posted by itself"
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(POSTED)

    written = Comment.objects.get(author=rana)
    expect(page).to_have_url(placed(page, written))
    expect(page.locator(f"#comment-{written.pk} em")).to_have_text("not")
    assert written.parent == parent


def test_without_scripts(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article
) -> None:
    parent, rana = comment(article), resident("Rana")
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    page.locator(f"#comment-{parent.pk}").get_by_role("link", name="Answer").click()
    expect(page.get_by_text(parent.text)).to_be_visible()
    page.get_by_label("Your answer").fill("It shuold.")
    page.get_by_role("button", name="Send").click()

    written = Comment.objects.get(author=rana)
    own = page.locator(f"#comment-{written.pk}")
    own.get_by_role("link", name="Edit").click()
    page.get_by_label("Your comment").fill("It should.")
    page.get_by_role("button", name="Save").click()
    expect(own).to_contain_text("It should.")
    expect(own).to_contain_text("edited")

    page.locator(f"#comment-{parent.pk}").get_by_role("link", name="Report").click()
    page.get_by_label("Advertising or spam").check()
    page.get_by_role("button", name="Report").click()
    expect(page.get_by_text("A moderator will look at it.")).to_be_visible()

    own.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("Your comment is deleted.")).to_be_visible()
    expect(own).to_have_count(0)


def test_by_keyboard_alone(page: Page, base_url: str, article: Article) -> None:
    parent, rana = comment(article, by=resident("Ida")), resident("Rana")
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    answer = page.get_by_role("link", name="Answer")
    answer.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Answer: Ida")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Your thoughts")).to_be_focused()
    answer.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("By hand.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_text("By hand.")).to_be_visible()
    assert Comment.objects.get(author=rana).parent == parent


def test_a_tab_that_was_open_before_signing_in_again_loses_nothing(
    page: Page, base_url: str, article: Article, complaints: Complaints
) -> None:
    rana = resident("Rana")
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    page.get_by_label("Your thoughts").fill("Written in the old tab.")
    page.context.clear_cookies()
    sign_in(page.context, rana, base_url)
    complaints.allow("403")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Your words are still here: send them again.")).to_be_visible()
    expect(page.get_by_label("Your thoughts")).to_have_value("Written in the old tab.")
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(POSTED)
    expect(page).to_have_url(placed(page, Comment.objects.get(author=rana)))


@pytest.mark.parametrize("scripts", [True, False])
def test_a_moderator_decides_in_the_page(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article, *, scripts: bool
) -> None:
    held = held_comment(article, text="Hello, I am new.")
    page = new_context(java_script_enabled=scripts).new_page()
    sign_in(page.context, moderator("Mona"), base_url)
    page.goto(article.get_absolute_url())
    place = page.locator(f"#comment-{held.pk}")
    place.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("The comment is shown.")).to_be_visible()
    place.get_by_role("link", name="Hide").click()
    page.get_by_label("Why").fill("Advertising.")
    page.get_by_role("button", name="Hide").click()
    expect(place).to_contain_text("A moderator has hidden this: Advertising.")
    place.get_by_role("button", name="Show again").click()
    expect(page.get_by_text("The comment is shown again.")).to_be_visible()


@pytest.mark.browser_context_args(bypass_csp=True)
def test_nothing_hostile_runs(page: Page, article: Article) -> None:
    """With the browser's own guard against scripts switched off: the text itself is clean."""
    City.objects.update(resident_links=50)
    by = resident()
    for text in hostile_strings():
        comment(article, by=by, text=text)
    page.add_init_script("window.hit = () => { window.wasHit = true }")
    page.goto(article.get_absolute_url())
    page.wait_for_load_state("networkidle")
    for shown in range(50, Comment.objects.count(), 50):
        expect(page.locator(".comment-text")).to_have_count(shown)
        page.get_by_role("link", name="More comments").click()
    expect(page.get_by_role("link", name="More comments")).to_have_count(0)

    assert page.evaluate("window.wasHit") is None
    assert page.locator(".comment-text").count() == Comment.objects.count()
    assert page.evaluate(
        "[...document.querySelectorAll('.comment-text a[href]')].every("
        "a => ['https:', 'http:', 'mailto:'].includes(a.protocol))"
    )
    inside = ".comment-text :is([onclick], [onerror], [style], [id], script, img, form, iframe)"
    assert page.locator(inside).count() == 0


@pytest.mark.deep
@pytest.mark.browser_context_args(bypass_csp=True)
def test_nothing_of_ten_thousand_runs(page: Page, article: Article) -> None:
    by = resident()
    for text in many_hostile_strings(10_000):
        comment(article, by=by, text=text)
    page.add_init_script("window.hit = () => { window.wasHit = true }")
    place = reverse("comments:discussion", args=[article.slug])
    for number in range(1, 201):
        page.goto(f"{place}?sort=oldest&page={number}")
        assert page.locator(".comment-text").count() == 50
        assert page.evaluate("window.wasHit") is None


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_runs_out_of_the_page(page: Page, article: Article, width: int) -> None:
    parent = None
    for n in range(8):
        parent = comment(article, parent=parent, text=f"{'Donaudampfschifffahrt' * 6} {n}")
    comment(article, text="```\n" + "x = " * 100 + "\n```")
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(article.get_absolute_url())
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
