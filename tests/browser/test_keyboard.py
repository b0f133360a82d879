"""With the keyboard alone: every stop on the way is seen, in the order of the page, none traps."""

from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.people import sign_in
from tests.factories.articles import BODY, aside, published_article, relate, section
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db(transaction=True)

STOP = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  return {
    words: (at.innerText || at.value || at.labels?.[0]?.innerText || "").trim(),
    name: at.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0 && parseFloat(style.outlineWidth) >= 2
      && style.outlineStyle !== "none",
    below: box.top + scrollY,
    left: at === document.body,
  };
}"""


def tab_to(page: Page, words: str, *, most: int = 60) -> list[str]:
    """Press Tab until what has the focus begins with ``words``; return the stops on the way."""
    stops: list[str] = []
    for _press in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["left"]:
            continue
        assert stop["seen"], f"the focus cannot be seen: {stop['name']}"
        stops.append(stop["words"])
        if stop["words"].startswith(words):
            return stops
    raise AssertionError(f"Tab never came to {words}, only to {stops}")


def is_at(page: Page, piece: Article) -> bool:
    return unquote(urlsplit(page.url).path) == piece.get_absolute_url()


def test_from_the_front_page_to_the_foot_of_a_piece(page: Page) -> None:
    other = published_article("On lamps", section=section("Night"), days_ago=1)
    parts = "".join(f"<h2>Part {at}</h2><p>Words.</p>" for at in range(5))
    piece = published_article(
        "On ferries", body=f"{BODY}{aside(other)}{parts}", section=section("Day")
    )
    comment(piece)
    page.goto("/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "Day", most=6)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Day")

    tab_to(page, "On ferries")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("On ferries")
    assert is_at(page, piece)
    tab_to(page, "In this piece")
    if not page.locator("details.contents[open]").count():
        page.keyboard.press("Enter")
    tab_to(page, "Part 0")
    page.keyboard.press("Enter")
    heading = page.get_by_role("heading", name="Part 0")
    assert page.url.endswith(f"#{heading.get_attribute('id')}")

    way = [*tab_to(page, "Share"), *tab_to(page, "Answer"), *tab_to(page, "Subscribe")]
    assert "Sign in to send" in way
    tab_to(page, "Archive")


def test_what_a_piece_leads_to_is_reached_in_the_order_of_the_page(page: Page) -> None:
    other = published_article("On lamps", days_ago=1)
    piece = published_article("On ferries", body=f"{BODY}{aside(other)}{BODY}")
    relate(piece, other)
    comment(piece)
    page.goto(piece.get_absolute_url())
    places = []
    for _press in range(80):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop["left"]:
            break
        places.append((stop["below"], stop["words"]))

    words = [said for _below, said in places]
    assert page.evaluate(STOP)["left"], f"the keyboard never leaves the page: {words}"
    order = [words.index(name) for name in ("On lamps", "Sign in to send", "Answer", "Subscribe")]
    assert order == sorted(order)


def test_after_sending_the_keyboard_is_at_the_comment(page: Page, base_url: str) -> None:
    piece = published_article("On ferries")
    sign_in(page.context, resident("Rana"), base_url)
    page.goto(piece.get_absolute_url())

    page.get_by_label("Your thoughts").fill("I do, at six.")
    page.get_by_role("button", name="Send", exact=True).click()

    expect(page.locator(".comment", has_text="I do, at six.")).to_be_focused()
