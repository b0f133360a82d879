"""Writing in a real browser: preview, quoting, names, and words that outlive what goes wrong."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from articles.models import Article
from comments.models import Comment, Mention, Reaction
from tests.browser.conftest import Complaints
from tests.browser.people import sign_in
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import citizen, member, resident

pytestmark = pytest.mark.django_db(transaction=True)
BODY = (
    '<p id="b-one">The last ferry leaves at <em>eleven</em>, and nobody waits.</p>'
    '<p id="b-two">A city that waits is a city.</p>'
)
SELECT = """([id, words]) => {
  const node = document.getElementById(id).lastChild;
  const at = node.textContent.indexOf(words);
  const range = document.createRange();
  range.setStart(node, at);
  range.setEnd(node, at + words.length);
  document.getSelection().removeAllRanges();
  document.getSelection().addRange(range);
}"""


@pytest.fixture
def article() -> Article:
    return published_article("Judge a city by its last ferry", body=BODY)


@pytest.fixture
def rana(page: Page, base_url: str) -> None:
    sign_in(page.context, resident("Rana"), base_url)


# -- Preview ---------------------------------------------------------------------------------------


def test_a_preview_in_place_for_a_stranger(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("It should *not*.")
    page.get_by_role("button", name="Preview").click()

    shown = page.get_by_role("region", name="Preview")
    expect(shown.locator("em")).to_have_text("not")
    expect(shown).to_be_focused()
    expect(page.locator("#composer-text")).to_have_value("It should *not*.")
    page.get_by_role("button", name="Preview").click()
    expect(shown).to_have_count(1)


def test_a_preview_without_scripts_then_sent(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("It **should**.")
    page.get_by_role("button", name="Preview").click()

    expect(page.get_by_role("heading", name="Look it over")).to_be_visible()
    expect(page.get_by_role("region", name="Preview").locator("strong")).to_have_text("should")
    assert not Comment.objects.exists()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment strong")).to_have_text("should")


def test_a_preview_of_a_change(page: Page, base_url: str, article: Article) -> None:
    rana = resident("Rana")
    written = comment(article, by=rana)
    sign_in(page.context, rana, base_url)
    page.goto(f"/comments/{written.pk}/edit/")
    page.get_by_label("Your comment").fill("Changed *so*.")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_role("region", name="Preview").locator("em")).to_have_text("so")
    written.refresh_from_db()
    assert written.edited_at is None


# -- A quoted passage ------------------------------------------------------------------------------


@pytest.mark.usefixtures("rana")
def test_a_passage_is_quoted_by_mouse(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator("#b-two").dblclick(position={"x": 60, "y": 10})
    page.get_by_role("button", name="Quote in the discussion").click()

    expect(page.locator("[data-composer-passage] blockquote")).not_to_be_empty()
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("This.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("This.")
    posted = Comment.objects.get()
    assert posted.passage_block == "b-two"
    assert posted.passage_text in "A city that waits is a city."


@pytest.mark.usefixtures("rana")
def test_a_passage_is_quoted_by_keyboard_and_taken_off_again(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.evaluate(SELECT, ["b-one", "nobody waits"])
    button = page.get_by_role("button", name="Quote in the discussion")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    quoted = page.locator("[data-composer-passage] blockquote")
    expect(quoted).to_have_text("nobody waits")
    expect(button).to_have_count(0)
    page.get_by_role("button", name="Quote it no more").press("Enter")
    expect(quoted).to_be_hidden()
    page.keyboard.type("Well.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("Well.")
    assert Comment.objects.get().passage_text == ""


def test_escape_takes_the_button_away(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.evaluate(SELECT, ["b-one", "nobody waits"])
    expect(page.get_by_role("button", name="Quote in the discussion")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Quote in the discussion")).to_have_count(0)


# -- Names -----------------------------------------------------------------------------------------


@pytest.mark.usefixtures("rana")
def test_a_name_is_completed_by_keyboard(page: Page, article: Article) -> None:
    here = resident("Abel", handle="abel-here")
    comment(article, by=here)
    member("Ab Ahead", handle="ab-ahead")
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").focus()
    page.keyboard.type("Ask @ab")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(options.first).to_have_text("Abel @abel-here")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(page.locator("#composer-text")).to_have_value("Ask @abel-here ")
    expect(page.get_by_role("listbox")).to_have_count(0)
    page.keyboard.type("and @ab")
    expect(options).to_have_count(2)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    page.get_by_role("button", name="Send").click()

    link = page.get_by_role("link", name="@abel-here")
    expect(link).to_have_attribute("href", here.get_absolute_url())
    assert Mention.objects.get().user == here


@pytest.mark.usefixtures("rana")
def test_an_arabic_name_is_found_by_its_letters(page: Page, article: Article) -> None:
    citizen("أحمد الخطيب", handle="ahmad")
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").focus()
    page.keyboard.type("مرحبا @أح")
    expect(page.get_by_role("option")).to_have_text("أحمد الخطيب @ahmad")
    page.keyboard.press("Tab")
    expect(page.locator("#composer-text")).to_have_value("مرحبا @ahmad ")


# -- Words that stay -------------------------------------------------------------------------------


def test_words_outlive_a_reload_until_they_are_cleared(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("Half a thought")
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("Half a thought")
    expect(page.get_by_text("These are your words from before.")).to_be_visible()
    page.get_by_role("button", name="Clear them").click()
    expect(page.locator("#composer-text")).to_have_value("")
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("")


@pytest.mark.usefixtures("rana")
def test_an_answer_is_back_under_its_comment_and_gone_when_posted(
    page: Page, article: Article
) -> None:
    parent = comment(article, by=resident("Ida"))
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="Answer").click()
    page.get_by_label("Answer: Ida").fill("But why?")
    page.reload()
    expect(page.get_by_label("Answer: Ida")).to_have_value("But why?")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment", has_text="But why?").first).to_be_visible()
    assert Comment.objects.latest("pk").parent == parent
    page.reload()
    expect(page.locator("#composer-text")).to_have_value("")


@pytest.mark.usefixtures("rana")
def test_a_lost_connection_keeps_the_words_and_the_button(
    page: Page, article: Article, complaints: Complaints
) -> None:
    complaints.allow("ERR_INTERNET_DISCONNECTED")
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("From the tunnel.")
    page.context.set_offline(True)
    expect(page.get_by_text("No connection. Your words are kept here")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("button", name="Send")).to_be_enabled()
    expect(page.get_by_text("No connection. Your words are kept here")).to_be_visible()
    expect(page.locator("#composer-text")).to_have_value("From the tunnel.")
    page.context.set_offline(False)
    expect(page.get_by_text("You are back. Your words are still here.")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("From the tunnel.")
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("rana")
def test_an_answer_that_never_came_posts_once(
    page: Page, article: Article, complaints: Complaints
) -> None:
    """The server has it, but the connection broke before it said so."""
    complaints.allow("ERR_FAILED")
    page.goto(article.get_absolute_url())

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    page.route("**/comments/on/*/", lose, times=1)
    page.locator("#composer-text").fill("Did you hear me?")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("No connection. Your words are kept here")).to_be_visible()
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".comment")).to_contain_text("Did you hear me?")
    assert Comment.objects.count() == 1


@pytest.mark.usefixtures("rana")
def test_a_double_click_posts_once_and_leads_to_the_comment(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("Once.")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator(".comment")).to_contain_text("Once.")
    posted = Comment.objects.get()
    expect(page).to_have_url(re.compile(f"#comment-{posted.pk}$"))
    expect(page.locator("#composer-text")).to_have_value("")


@pytest.mark.usefixtures("rana")
def test_a_refusal_stands_in_the_page_and_the_words_stay(
    page: Page, article: Article, complaints: Complaints
) -> None:
    complaints.allow("409")
    page.goto(article.get_absolute_url())
    words = "https://a.org https://b.org https://c.org https://d.org"
    page.locator("#composer-text").fill(words)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("may carry 3 links")).to_be_visible()
    expect(page.locator("#composer-text")).to_have_value(words)
    expect(page).to_have_url(re.compile(f"{article.get_absolute_url()}$"))


@pytest.mark.usefixtures("rana")
def test_two_tabs_do_not_take_each_others_words(page: Page, article: Article) -> None:
    other = page.context.new_page()
    for tab, words in ((page, "In the first."), (other, "In the second.")):
        tab.goto(article.get_absolute_url())
        tab.locator("#composer-text").fill(words)
    page.reload()
    other.reload()
    expect(page.locator("#composer-text")).to_have_value("In the first.")
    expect(other.locator("#composer-text")).to_have_value("In the second.")


def test_an_expired_session_leads_through_signing_in(
    page: Page, base_url: str, article: Article
) -> None:
    rana = resident("Rana")
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("Before it ran out.")
    page.context.clear_cookies()
    page.get_by_role("button", name="Send").click()
    expect(page).to_have_url(re.compile("/accounts/login/"))
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    expect(page.locator("#composer-text")).to_have_value("Before it ran out.")


def test_the_next_person_at_the_machine_does_not_read_them(
    page: Page, base_url: str, article: Article
) -> None:
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("My secret.")
    page.locator(".menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_load_state()
    assert "secret" not in page.evaluate(
        "JSON.stringify([{ ...localStorage }, { ...sessionStorage }])"
    )
    sign_in(page.context, resident("Ida"), base_url)
    page.goto(article.get_absolute_url())
    expect(page.locator("#composer-text")).to_have_value("")


def test_near_the_end_the_field_says_how_much_is_left(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.locator("#composer-text").fill("x" * 9_990)
    expect(page.get_by_text("Characters left: 10")).to_be_visible()
    page.locator("#composer-text").fill("x" * 9_000)
    expect(page.get_by_text("Characters left")).to_have_count(0)


# -- Without words ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("rana")
def test_a_like_in_place_and_back(page: Page, article: Article) -> None:
    written = comment(article)
    page.goto(article.get_absolute_url())
    like = page.locator(f"#comment-{written.pk}").get_by_role("button", name="Like")
    like.click()
    expect(like).to_have_text("Like 1")
    expect(like).to_have_attribute("aria-pressed", "true")
    page.reload()
    expect(like).to_have_attribute("aria-pressed", "true")
    like.press("Enter")
    expect(like).to_have_attribute("aria-pressed", "false")
    assert not Reaction.objects.exists()


def test_a_like_without_scripts(
    new_context: Callable[..., BrowserContext], base_url: str, article: Article
) -> None:
    written = comment(article)
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Constructive").click()
    expect(page).to_have_url(re.compile(f"#comment-{written.pk}$"))
    expect(page.get_by_role("button", name="Constructive 1")).to_be_visible()


@pytest.mark.usefixtures("rana")
def test_follow_and_leave_from_the_head_and_from_the_list(page: Page, article: Article) -> None:
    page.goto(article.get_absolute_url())
    page.get_by_role("button", name="Follow this discussion").click()
    expect(page.get_by_text("You are told of what is new here.")).to_be_visible()
    page.goto("/community/me/")
    page.get_by_role("link", name="Discussions you follow").click()
    page.get_by_role("button", name="Follow no more").click()
    expect(page.get_by_text("None yet.")).to_be_visible()
