"""An editor at work in a real browser: writes, places a see-also and a picture, publishes."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.browser.people import sign_in
from tests.factories.articles import aside, author, picture, published_article
from tests.factories.community import editor, writer

pytestmark = pytest.mark.django_db(transaction=True)


def test_editor_writes_places_a_see_also_and_publishes(page: Page, base_url: str) -> None:
    target = published_article("The last ferry")
    picture("A harbour at dusk")
    author("Zoe")
    sign_in(page.context, editor(), base_url)

    page.goto("/admin/articles/article/add/")
    page.get_by_label("Title:", exact=True).press_sequentially("Night train")
    box = page.get_by_role("textbox", name="Text", exact=True)
    box.click()
    page.keyboard.type("It leaves at six.")
    page.get_by_role("button", name="See also").click()
    dialog = page.get_by_role("dialog", name="See also: which piece?")
    dialog.get_by_role("searchbox").fill("ferry")
    dialog.get_by_role("button", name="The last ferry").click()
    expect(box.locator("aside")).to_contain_text("The last ferry")
    page.get_by_role("button", name="Picture from the library").click()
    page.get_by_role("dialog").get_by_role("button", name="A harbour at dusk").click()
    expect(box.locator("figure img")).to_have_attribute("alt", "A harbour at dusk")
    assert page.get_by_label("Slug").input_value() == "night-train"
    page.locator(".field-section .select2-selection").click()
    page.get_by_role("option", name=target.section.name).click()
    page.locator("#bylines-0 .field-author .select2-selection").click()
    page.get_by_role("option", name="Zoe").click()
    page.get_by_role("button", name="Publish").click()

    expect(page.get_by_text("Published.", exact=True)).to_be_visible()
    made = Article.objects.get(slug="night-train")
    page.goto(made.get_absolute_url())
    expect(page.get_by_role("heading", name="Night train", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="The last ferry").first).to_be_visible()
    expect(page.get_by_role("img", name="A harbour at dusk")).to_be_visible()


def test_editing_keeps_ids_see_also_pull_quotes_and_footnotes(page: Page, base_url: str) -> None:
    target = published_article("The last ferry")
    body = (
        f'<h2>Part</h2><p dir="rtl" lang="ar">نص<sup><a id="fnref-1" href="#fn-1">1</a></sup></p>'
        f'{aside(target)}<blockquote class="pull-quote"><p>Pulled</p></blockquote>'
        f'<figure><img src="{picture().file.url}" alt="A" width="4" height="3"></figure>'
        '<ol class="footnotes"><li id="fn-1"><p>Note</p></li></ol>'
    )
    piece = published_article("Kept", body=body)
    kept = r'(?:id|class|dir|lang|data-related|src|alt|width|height)="[^"]*"'
    before = re.findall(kept, piece.body)
    sign_in(page.context, editor(), base_url)

    page.goto(f"/admin/articles/article/{piece.pk}/change/")
    page.get_by_role("textbox", name="Text", exact=True).locator("h2").click()
    page.keyboard.press("End")
    page.keyboard.type(" one")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("was changed successfully")).to_be_visible()
    piece.refresh_from_db()
    assert "Part one" in piece.body
    after = re.findall(kept, piece.body)
    assert sorted(after) == sorted(before)


def test_writer_sees_an_own_piece_in_review_and_takes_it_back(page: Page, base_url: str) -> None:
    user = writer()
    piece = published_article("Mine", created_by=user)
    Article.objects.filter(pk=piece.pk).update(state="in_review")
    sign_in(page.context, user, base_url)

    page.goto(f"/admin/articles/article/{piece.pk}/change/")
    expect(page.get_by_text("Nobody speaks.")).to_be_visible()
    page.get_by_role("button", name="Back to draft").click()

    expect(page.get_by_text("A draft again.")).to_be_visible()
    expect(page.get_by_role("button", name="Submit for review")).to_be_visible()
