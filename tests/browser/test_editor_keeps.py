"""What an editor opens and saves stays what it was, with every tag and attribute there is."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from articles.models import Article
from community.html.blocks import BLOCKS
from community.html.body import CHECKS, INLINE
from tests.browser.people import sign_in
from tests.factories.articles import aside, picture, published_article
from tests.factories.community import editor

pytestmark = pytest.mark.django_db(transaction=True)

# Around the same words marks stand in the editor's order, whatever the text had.
ORDER = "strong em s abbr cite ins kbd mark q small u sub sup code"
MARKS = "abbr b cite code del em i ins kbd mark q s small strong sub sup u"
TABLE = (
    '<table><caption>Sums, <em>old</em></caption><thead><tr><th scope="col" colspan="2">A</th>'
    '<th scope="col">B</th></tr></thead><tbody><tr id="t-row"><th scope="row" rowspan="2">x</th>'
    '<td rowspan="2">1</td><td>2</td></tr><tr><td><p>4</p><p>5</p></td></tr></tbody>'
    '<tfoot><tr><td>6</td><td colspan="2">7</td></tr></tfoot></table>'
)


def whole_body(target: Article) -> str:
    """One of everything that ``clean_body`` lets through."""
    src = picture().file.url
    img = f'<img src="{src}" alt="A" width="4" height="3">'
    again = TABLE.replace(' id="t-row"', "")
    marks = " ".join(f'<{tag} lang="fr">{tag}</{tag}>' for tag in MARKS.split())
    nested = inside_all(ORDER.split())
    return (
        f'<h2>Part</h2><h3>Less</h3><h4 dir="ltr" lang="fr">Least</h4><p dir="rtl" lang="ar">نص'
        '<sup><a id="fnref-x1" href="#fn-x1">1</a></sup></p>'
        f'<p>{marks} <abbr title="World Wide Web">WWW</abbr> {img} a<br>b</p><p>{nested}</p>'
        '<p><a href="https://example.org/?a=1&amp;b=2"><code>c</code></a>'
        ' <a href="/tags/sea/">in</a> <a href="mailto:a@b.example">write</a>'
        ' <a href="#b-1">there</a></p>'
        f"<ul><li>a</li><li><p>b</p><ul><li>c</li></ul></li><li>d<ul><li>e</li></ul></li></ul>"
        '<ol start="3"><li>three</li></ol><dl><dt>term</dt><dd>meaning</dd><dd><p>p</p></dd></dl>'
        f'<blockquote>Bare</blockquote><blockquote class="pull-quote"><p>Pulled</p></blockquote>'
        f"<blockquote><p>One</p><p>Two <cite>Ida</cite></p></blockquote>{aside(target)}<hr>"
        f"<figure>{img}<figcaption>Below <small>Credit</small></figcaption></figure>"
        f'<figure><a href="https://example.org/">{img}</a></figure><figure>{img}</figure>'
        f'<figure class="embed">{img}<figcaption><a href="https://v.example/1">Card</a> '
        "<small>Video</small></figcaption></figure>"
        '<figure class="embed"><figcaption><a href="https://v.example/2">Bare</a></figcaption></figure>'
        f"<figure>{TABLE}<figcaption>Below</figcaption></figure>{again}"
        "<pre>one\n  two <b>three</b></pre><pre><code>four</code></pre>"
        '<ol class="footnotes"><li id="fn-x1"><p>Note <em>well</em></p></li></ol>'
    )


def inside_all(tags: list[str]) -> str:
    return f"<{'><'.join(tags)}>deep</{'></'.join(reversed(tags))}>"


def opened(page: Page, piece: Article) -> Locator:
    page.goto(f"/admin/articles/article/{piece.pk}/change/")
    return page.get_by_role("textbox", name="Text", exact=True)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was changed successfully")).to_be_visible()


def touch(page: Page, box: Locator) -> None:
    """Write something and take it back: the editor hands its text over when it was changed."""
    box.locator("h2").first.click()
    page.keyboard.press("End")
    page.keyboard.type("x")
    page.keyboard.press("Backspace")


def lines(html: str) -> list[str]:
    return re.sub(r"(<(?:p|li|tr|t[hd]|figure|d[dt]|figcaption)\b)", r"\n\1", html).split("\n")


def test_sample_holds_every_tag_and_attribute_that_a_text_may_have() -> None:
    sample = published_article("All", body=whole_body(published_article("Target"))).body
    tags = set(re.findall(r"<([a-z0-9]+)", sample))

    assert tags == set(BLOCKS | INLINE)
    for tag, name in CHECKS:
        inside = "" if tag == "*" else tag
        assert re.search(rf"<{inside}[^<>]* {name}=\"", sample), (tag, name)


def test_a_text_that_is_opened_and_saved_is_the_same(page: Page, base_url: str) -> None:
    piece = published_article("All", body=whole_body(published_article("Target")))
    before = piece.body
    sign_in(page.context, editor(), base_url)

    touch(page, opened(page, piece))
    save(page)

    piece.refresh_from_db()
    assert piece.version == 2
    assert lines(piece.body) == lines(before)


def test_marks_in_another_order_are_all_kept(page: Page, base_url: str) -> None:
    tags = MARKS.split()
    piece = published_article("All", body=f"<h2>a</h2><p>{inside_all(tags)}</p>")
    sign_in(page.context, editor(), base_url)

    touch(page, opened(page, piece))
    save(page)

    piece.refresh_from_db()
    one_of_twins = set(tags) - {"b", "strong", "em", "i", "del", "s"}
    assert one_of_twins < set(re.findall(r"<([a-z]+)", piece.body))


def test_editor_writes_footnotes_and_goes_back_to_their_place(page: Page, base_url: str) -> None:
    piece = published_article("Notes", body="<p>First.</p><p>Second.</p>")
    sign_in(page.context, editor(), base_url)
    box = opened(page, piece)

    for paragraph, note in (("Second.", "Said later"), ("First.", "Said first")):
        box.get_by_text(paragraph).click()
        page.keyboard.press("End")
        page.get_by_role("button", name="Footnote").click()
        page.keyboard.type(note)
    page.get_by_role("button", name="Footnote").click()
    page.keyboard.type(" More.")
    save(page)

    piece.refresh_from_db()
    text = re.sub(r' id="[^"]*"', "", re.sub(r"#fnref-\w+", "#back", piece.body))
    assert re.sub(r"#fn-\w+", "#note", text) == (
        '<p>First.<sup><a href="#note">1</a></sup> More.</p>\n'
        '<p>Second.<sup><a href="#note">2</a></sup></p>\n'
        '<ol class="footnotes"><li>Said first <a href="#back">↩\ufe0e</a></li>'
        '<li>Said later <a href="#back">↩\ufe0e</a></li></ol>'
    )
    page.goto(piece.get_absolute_url())
    page.get_by_label("Note 2", exact=True).click()
    expect(page.locator("[role=doc-endnotes]").get_by_text("Said later")).to_be_in_viewport()
    page.get_by_label("Back to the text").nth(1).click()
    assert "#fnref-" in page.url


def test_editor_makes_a_link_card_and_changes_it(page: Page, base_url: str) -> None:
    shown = picture("A harbour at dusk")
    piece = published_article("Card", body="<p>First.</p>")
    sign_in(page.context, editor(), base_url)
    box = opened(page, piece)

    box.get_by_text("First.").click()
    page.get_by_role("button", name="Link card").click()
    dialog = page.get_by_role("dialog", name="Link card")
    dialog.get_by_label("Address").fill("javascript:alert(1)")
    dialog.get_by_role("button", name="Done").click()
    expect(dialog).to_be_visible()
    dialog.get_by_label("Address").fill("https://video.example/watch?v=1&t=2")
    dialog.get_by_label("Title").fill("How a lock <works>")
    dialog.get_by_label("Source").fill("Canal TV")
    dialog.get_by_role("button", name="Still from the library").click()
    page.get_by_role("dialog").get_by_role("button", name="A harbour at dusk").click()
    dialog.get_by_role("button", name="Done").click()
    box.get_by_text("How a lock").click()
    page.get_by_role("button", name="Link card").click()
    expect(dialog.get_by_label("Address")).to_have_value("https://video.example/watch?v=1&t=2")
    dialog.get_by_label("Source").fill("Lock TV")
    dialog.get_by_role("button", name="Done").click()
    save(page)

    piece.refresh_from_db()
    assert re.sub(r' id="[^"]*"', "", piece.body) == (
        f'<p>First.</p>\n<figure class="embed"><img src="{shown.file.url}" alt="A harbour at dusk"'
        f' width="{shown.width}" height="{shown.height}"><figcaption>'
        '<a href="https://video.example/watch?v=1&amp;t=2">How a lock &lt;works&gt;</a> '
        "<small>Lock TV</small></figcaption></figure>"
    )


def test_picture_from_the_library_brings_its_caption_and_credit(page: Page, base_url: str) -> None:
    picture("A harbour at dusk", caption="Low tide", credit="Photo: Ida")
    piece = published_article("Figure", body="<p>First.</p>")
    sign_in(page.context, editor(), base_url)
    box = opened(page, piece)

    box.get_by_text("First.").click()
    page.get_by_role("button", name="Picture from the library").click()
    page.get_by_role("dialog").get_by_role("button", name="A harbour at dusk").click()
    save(page)

    piece.refresh_from_db()
    assert "<figcaption>Low tide <small>Photo: Ida</small></figcaption></figure>" in piece.body


def test_table_gets_a_caption(page: Page, base_url: str) -> None:
    piece = published_article("Table", body="<table><tbody><tr><td>1</td></tr></tbody></table>")
    sign_in(page.context, editor(), base_url)
    box = opened(page, piece)

    box.get_by_text("1").click()
    page.get_by_role("button", name="Table caption").click()
    page.get_by_role("dialog").get_by_label("Table caption").fill("Sums & more")
    page.get_by_role("dialog").get_by_role("button", name="Done").click()
    save(page)

    piece.refresh_from_db()
    assert "<caption>Sums &amp; more</caption><tbody><tr><td>1</td></tr>" in piece.body
