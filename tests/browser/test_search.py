"""The search in a browser: from the masthead to a piece, with scripts and without."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from articles.models import Publication
from tests.articles.test_search_index import indexed
from tests.factories.articles import section

pytestmark = pytest.mark.django_db(transaction=True)
Window = Callable[..., BrowserContext]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_from_the_masthead_to_a_piece(new_context: Window, *, scripts: bool) -> None:
    Publication.current()
    indexed("The last ferry", section=section("Sea"), standfirst="At night")
    indexed("A ferry on land", section=section("Land"))
    page = new_context(
        java_script_enabled=scripts, viewport={"width": 320, "height": 640}
    ).new_page()

    page.goto("/")
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("searchbox", name="What are you looking for?").fill("ferry")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("status")).to_have_text("2 pieces")
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Section", exact=True).select_option("Sea")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 piece")
    expect(page.locator("mark")).to_have_text(["ferry"])
    expect(page.get_by_role("searchbox")).to_have_value("ferry")
    expect(page.get_by_label("Section", exact=True)).to_have_value("sea")
    page.get_by_role("link", name="The last ferry").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The last ferry")


def test_the_longest_words_stay_in_the_window(new_context: Window) -> None:
    Publication.current()
    endless = "Donaudampfschifffahrtsgesellschaft" * 4
    indexed(endless[:180], standfirst=endless, body=f"<p>{endless}</p>", tags=[endless[:90]])
    page = new_context(viewport={"width": 320, "height": 640}).new_page()

    for address in ("/search/?q=donau&when=year", f"/search/?q={'x' * 200}", "/archive/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
