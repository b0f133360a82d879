"""Reading a discussion in a real browser: pages, orders, what is new, the keys, what comes in."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Article
from comments.models import Attention, Comment
from tests.browser.people import sign_in
from tests.comments.test_reading import many
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db(transaction=True)
COMMENTS = ".discussion .comment"


@pytest.fixture
def article() -> Article:
    return published_article("On ferries", slug="ferries", question="Should it wait?")


def test_more_comments_come_in_place(page: Page, article: Article) -> None:
    rows = many(article, 70)
    page.goto(article.get_absolute_url())
    expect(page.locator(COMMENTS)).to_have_count(50)
    page.get_by_role("link", name="More comments").click()

    expect(page.locator(COMMENTS)).to_have_count(70)
    expect(page.locator(f"#comment-{rows[19].pk}")).to_be_focused()
    expect(page.get_by_text("20 more comments are shown.")).to_have_count(1)
    expect(page.get_by_role("link", name="More comments")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/articles/ferries/$"))
    assert page.evaluate("history.length") == 2


def test_another_order_in_place_keeps_what_is_being_written(
    page: Page, base_url: str, article: Article
) -> None:
    rows = many(article, 3)
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(article.get_absolute_url())
    page.locator(f"#comment-{rows[1].pk}").get_by_role("link", name="Answer").click()
    page.keyboard.type("Half a thought")
    page.get_by_role("link", name="Oldest").click()

    expect(page.get_by_role("link", name="Oldest")).to_be_focused()
    expect(page.get_by_role("link", name="Oldest")).to_have_attribute("aria-current", "true")
    expect(page.locator(COMMENTS).first).to_have_id(f"comment-{rows[0].pk}")
    field = page.locator(f"#comment-{rows[1].pk} textarea")
    expect(field).to_have_value("Half a thought")
    assert page.locator("[name=parent]").input_value() == str(rows[1].pk)


def test_pages_and_orders_without_scripts(
    new_context: Callable[..., BrowserContext], article: Article
) -> None:
    rows = many(article, 70)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="More comments").click()
    expect(page.locator(COMMENTS)).to_have_count(20)
    page.get_by_role("link", name="Oldest").click()
    expect(page.locator(COMMENTS).first).to_have_id(f"comment-{rows[0].pk}")
    page.get_by_role("link", name="More comments").click()
    page.get_by_role("link", name="Comments before these").click()
    expect(page.locator(COMMENTS)).to_have_count(50)
    expect(page.get_by_text("Switch these keys off")).to_be_hidden()


def test_a_thread_is_folded_by_keyboard(page: Page, article: Article) -> None:
    answer = comment(article, parent=comment(article))
    page.goto(article.get_absolute_url())
    fold = page.locator("summary", has_text="1 answer")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{answer.pk}")).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator(f"#comment-{answer.pk}")).to_be_visible()
    page.keyboard.press("Enter")
    page.goto(f"{article.get_absolute_url()}#comment-{answer.pk}")
    expect(page.locator(f"#comment-{answer.pk}")).to_be_visible()


def test_keys_walk_through_all_and_can_be_switched_off(page: Page, article: Article) -> None:
    now = timezone.now()
    top = comment(article, at=now - timedelta(hours=3))
    answer = comment(article, parent=top, at=now - timedelta(hours=2))
    page.goto(article.get_absolute_url())
    page.locator("summary", has_text="1 answer").click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{answer.pk}")).to_be_focused()
    page.keyboard.press("p")
    expect(page.locator(f"#comment-{top.pk}")).to_be_focused()
    page.get_by_label("Your thoughts").fill("")
    page.keyboard.type("nap")
    expect(page.get_by_label("Your thoughts")).to_have_value("nap")
    page.get_by_role("button", name="Switch these keys off").click()
    page.reload()
    page.keyboard.press("n")
    expect(page.locator(".comment:focus")).to_have_count(0)
    expect(page.get_by_role("button", name="Switch these keys on")).to_be_visible()


def test_a_member_walks_through_what_is_new(page: Page, base_url: str, article: Article) -> None:
    now, rana = timezone.now(), resident("Rana")
    old = comment(article, at=now - timedelta(days=2))
    fresh = [comment(article, at=now - timedelta(minutes=5 + n)) for n in range(2)]
    Attention.objects.create(
        user=rana, discussion=old.discussion, looked_at=now - timedelta(days=1)
    )
    sign_in(page.context, rana, base_url)
    page.goto(article.get_absolute_url())
    page.get_by_role("link", name="2 new").click()
    expect(page).to_have_url(re.compile(f"#comment-{fresh[0].pk}$"))
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{fresh[0].pk}")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{fresh[1].pk}")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator(f"#comment-{fresh[1].pk}")).to_be_focused()


def test_a_stranger_finds_marked_what_is_new(page: Page, article: Article) -> None:
    comment(article, at=timezone.now() - timedelta(days=1))
    page.clock.install(time=timezone.now() - timedelta(hours=2))
    page.goto(article.get_absolute_url())
    expect(page.locator(".comment.is-new")).to_have_count(0)
    fresh = comment(article)
    page.clock.set_system_time(timezone.now())
    page.reload()

    expect(page.locator(".comment.is-new")).to_have_id(f"comment-{fresh.pk}")
    expect(page.get_by_role("link", name="1 new", exact=True)).to_have_attribute(
        "href", f"#comment-{fresh.pk}"
    )
    assert page.context.cookies() == []


def test_what_comes_in_is_told_and_moves_nothing(page: Page, article: Article) -> None:
    old = comment(article, at=timezone.now() - timedelta(hours=1))
    comment(article, at=timezone.now() - timedelta(hours=2))
    cache.clear()
    page.clock.install()
    page.goto(article.get_absolute_url())
    before = page.locator(f"#comment-{old.pk}").bounding_box()
    page.clock.run_for(61_000)
    expect(page.locator(".thread-news a")).to_be_hidden()
    fresh = comment(article)
    cache.clear()
    page.clock.run_for(61_000)

    expect(page.get_by_role("link", name="1 new comment")).to_be_visible()
    assert page.locator(f"#comment-{old.pk}").bounding_box() == before
    page.get_by_role("link", name="1 new comment").click()
    expect(page.locator(COMMENTS).first).to_have_id(f"comment-{fresh.pk}")
    expect(page.locator(f"#comment-{fresh.pk}")).to_be_focused()
    expect(page.locator(".thread-news a")).to_be_hidden()
    expect(page.get_by_text("Discussion: 3 comments")).to_be_visible()
    assert Comment.objects.count() == 3
