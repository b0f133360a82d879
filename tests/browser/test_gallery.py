"""A gallery, looked through as people do."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from tests.factories.articles import picture, published_article

pytestmark = pytest.mark.django_db(transaction=True)


def gallery(number: int = 5) -> Article:
    piece = published_article("Lamps", kind="gallery")
    for at in range(number):
        shown = picture(f"Lamp {at + 1}", caption=f"Caption {at + 1}", credit="A. Painter")
        piece.gallery_pictures.create(picture=shown, position=at)
    return piece


def test_it_is_looked_through_with_the_keyboard(page: Page) -> None:
    page.goto(gallery().get_absolute_url())
    second = page.get_by_role("link", name="Lamp 2")
    second.focus()

    page.keyboard.press("Enter")
    viewer = page.get_by_role("dialog")
    expect(viewer.get_by_role("img", name="Lamp 2")).to_be_visible()
    expect(viewer).to_contain_text("2 of 5")
    expect(viewer).to_contain_text("Caption 2")

    for key, number in (
        ("ArrowRight", 3),
        ("End", 5),
        ("ArrowRight", 1),
        ("ArrowLeft", 5),
        ("Home", 1),
    ):
        page.keyboard.press(key)
        expect(viewer.get_by_role("img", name=f"Lamp {number}")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(viewer).to_contain_text("5 of 5")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")

    expect(viewer).to_be_hidden()
    expect(second).to_be_focused()


def test_its_buttons_do_the_same(page: Page) -> None:
    page.goto(gallery().get_absolute_url())
    page.get_by_role("link", name="Lamp 1").click()
    viewer = page.get_by_role("dialog")

    viewer.get_by_role("button", name="Next").click()
    expect(viewer).to_contain_text("2 of 5")
    viewer.get_by_role("button", name="Previous").click()
    expect(viewer).to_contain_text("1 of 5")
    viewer.get_by_role("button", name="Close").click()

    expect(viewer).to_be_hidden()


def test_an_address_leads_to_one_picture(page: Page) -> None:
    piece = gallery()
    page.goto(f"{piece.get_absolute_url()}#picture-3")

    expect(page.get_by_role("dialog")).to_contain_text("3 of 5")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("#picture-4$"))


def test_arrows_follow_the_direction_of_the_page(page: Page) -> None:
    page.goto(gallery().get_absolute_url())
    page.evaluate("document.documentElement.dir = 'rtl'")
    page.get_by_role("link", name="Lamp 2").click()

    page.keyboard.press("ArrowLeft")

    expect(page.get_by_role("dialog")).to_contain_text("3 of 5")


def test_without_scripts_each_picture_leads_to_its_file(browser: Browser, base_url: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=base_url)
    page = context.new_page()
    page.goto(gallery().get_absolute_url())
    expect(page.get_by_role("dialog")).to_be_hidden()

    page.get_by_role("link", name="Lamp 2").click()

    expect(page).to_have_url(re.compile(r"/media/pictures/.*\.jpg$"))
    context.close()
