"""The article page in forced colours, on paper, and without scripts: nothing becomes invisible."""

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from tests.browser.people import sign_in
from tests.factories.articles import picture, published_article, story
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db(transaction=True)

# Words whose colour is the colour that they stand on.
INVISIBLE = """() => {
  const backgroundOf = (part) => {
    for (let at = part; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|^transparent$/.test(colour)) return colour;
    }
    return matchMedia("print").matches ? "rgb(255, 255, 255)" : "";
  };
  const isWords = (node) => node.nodeType === 3 && node.data.trim();
  const hasWords = (part) => [...part.childNodes].some(isWords);
  return [...document.body.querySelectorAll("*")]
    .filter((part) => hasWords(part) && part.checkVisibility({ visibilityProperty: true }))
    .filter((part) => {
      const style = getComputedStyle(part);
      return style.color === backgroundOf(part) || style.opacity === "0";
    })
    .map((part) => part.outerHTML.slice(0, 120));
}"""


def a_piece() -> Article:
    piece = published_article(
        "On ferries", cover=picture(caption="At six"), question="Who looks up?", tags=["night"]
    )
    story("The last boat", continues=piece)
    comment(piece)
    return piece


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_hide_no_words(page: Page, scheme: str) -> None:
    page.emulate_media(forced_colors="active", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(a_piece().get_absolute_url())

    assert page.evaluate(INVISIBLE) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_hides_no_words(page: Page, scheme: str) -> None:
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(a_piece().get_absolute_url())

    assert page.evaluate(INVISIBLE) == []
    expect(page.locator(".prose")).to_be_visible()
    expect(page.locator(".subscribe")).to_be_hidden()


def test_the_check_finds_what_cannot_be_seen(page: Page) -> None:
    page.goto(a_piece().get_absolute_url())
    page.evaluate(
        "document.querySelector('.prose p').style.color = getComputedStyle("
        "document.documentElement).backgroundColor"
    )
    page.evaluate(
        "document.body.style.background = getComputedStyle("
        "document.documentElement).backgroundColor"
    )

    assert page.evaluate(INVISIBLE)


def test_a_member_comments_and_likes_without_scripts(browser: Browser, base_url: str) -> None:
    piece = a_piece()
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    sign_in(context, resident("Rana"), base_url)
    page = context.new_page()

    page.goto(piece.get_absolute_url())
    page.get_by_label("Your thoughts").fill("Nobody, since the clock stopped.")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_text("Nobody, since the clock stopped.")).to_be_visible()
    page.get_by_role("button", name="Like").first.click()
    context.close()

    piece.refresh_from_db()
    assert piece.like_count == 1
