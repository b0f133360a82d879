"""What is left of text when it has been cleaned."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.html import (
    clean_body,
    comment_html,
    count_words,
    is_safe_link,
    plain_text,
    safe,
    split_blocks,
)

UUID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
ASIDE = f'<aside data-related="{UUID}"></aside>'


def ids(html: str) -> list[str]:
    return re.findall(r'id="([^"]*)"', html)


def test_every_block_gets_a_short_id() -> None:
    cleaned = clean_body(
        "<h2>One</h2><p>Two</p><ul><li>Three</li></ul><blockquote>Four</blockquote>"
    )
    assert len(set(ids(cleaned))) == 4
    assert all(len(anchor) <= 8 for anchor in ids(cleaned))


def test_block_keeps_its_id_when_its_words_change() -> None:
    before = clean_body("<p>The ferry leaves at six.</p><p>Again.</p>")
    after = clean_body(before.replace("six", "seven"))
    assert ids(after) == ids(before)


def test_copied_block_gets_an_id_of_its_own() -> None:
    once = clean_body("<p>Same</p>")
    assert len(set(ids(clean_body(once + once)))) == 2
    assert len(set(ids(clean_body("<p>Same</p><p>Same</p>")))) == 2


def test_ids_of_others_cannot_be_mistaken_for_those_of_the_page() -> None:
    cleaned = clean_body('<p id="main">x</p><p><a href="#main">up</a></p>')
    assert ids(cleaned)[0] == "t-main"
    assert 'href="#t-main"' in cleaned


@pytest.mark.parametrize(
    "kept",
    [
        '<blockquote class="pull-quote">Words</blockquote>',
        '<figure><img src="/media/pictures/2026/01/a.jpg" alt="A" width="40" height="30">'
        "<figcaption>Below</figcaption></figure>",
        "<table><tbody><tr><td>1</td></tr></tbody></table>",
        '<p dir="rtl" lang="ar">نص</p>',
        '<p>Word<sup><a id="fnref-1" href="#fn-1">1</a></sup></p>',
        '<ol class="footnotes"><li id="fn-1">Note</li></ol>',
        '<p><a href="https://example.org/?a=1&amp;b=2">out</a></p>',
        '<p><a href="mailto:desk@example.org">write</a> <a href="/tags/sea/">in</a></p>',
        ASIDE,
    ],
)
def test_what_editors_may_write_is_kept(kept: str) -> None:
    assert re.sub(r' id="b-[0-9a-f]+"', "", clean_body(kept)) == kept


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<a href="//evil.example/">x</a>',
        '<a href="/\\evil.example/">x</a>',
        '<a href="/\t/evil.example/">x</a>',
        '<a href="https://user@evil.example/" style="color:red">x</a>',
        '<img src="https://evil.example/a.png">',
        '<img src="/media/../admin/logout/">',
        '<img src="/media/%2e%2e/admin/logout/">',
        '<img src="/media/a.jpg" onerror="alert(1)">',
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<math><mtext><img src=x onerror=alert(1)></mtext></math>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<form action='/x'><input name=q><button>x</button></form>",
        '<p style="background:url(https://evil.example)">x</p>',
    ],
)
def test_hostile_html_leaves_nothing_dangerous(hostile: str) -> None:
    cleaned = clean_body(hostile)
    assert "alert" not in re.sub(r">[^<]*<", "><", cleaned)
    assert "evil" not in cleaned.replace("https://user@evil.example/", "")
    assert "style" not in cleaned
    assert "admin" not in cleaned
    assert_harmless(cleaned)


def test_see_also_is_emptied_and_stands_at_the_top_level() -> None:
    cleaned = clean_body(
        f'<ul><li>a<aside data-related="{UUID}"><p>Old title</p></aside></li></ul>'
    )
    assert [block.related for block in split_blocks(cleaned)] == ["", UUID]
    assert "Old title" not in cleaned


def test_other_asides_leave_their_words() -> None:
    assert plain_text(clean_body("<aside><p>Words</p></aside>")) == "Words"


def test_loose_text_becomes_paragraphs_and_empty_ones_go() -> None:
    cleaned = clean_body("Loose <b>text</b><p> </p><p>&nbsp;</p><h1>Title</h1>")
    assert [block.tag for block in split_blocks(cleaned)] == ["p", "h2"]


def test_pictures_always_have_an_alternative_text() -> None:
    assert 'alt=""' in clean_body('<figure><img src="/media/a.jpg"></figure>')


# -- Comments --------------------------------------------------------------------------------------


def test_comment_links_are_marked_and_headings_are_only_bold() -> None:
    shown = comment_html(
        "# Big\n\n[here](https://example.org) and https://example.com/a.\n\n> said"
    )
    assert shown.count('rel="nofollow ugc noopener"') == 2
    assert 'href="https://example.com/a"' in shown
    assert "<p><strong>Big</strong></p>" in shown
    assert "<h" not in shown


def test_comment_shows_html_as_text_and_pictures_as_links() -> None:
    shown = comment_html("<b>bold</b> ![cat](https://example.org/cat.png)")
    assert "&lt;b&gt;" in shown
    assert "<img" not in shown
    assert '<a href="https://example.org/cat.png"' in shown


def test_address_in_a_link_or_in_code_is_left_alone() -> None:
    shown = comment_html("[https://a.example](https://b.example) `https://c.example`")
    assert shown.count("<a ") == 1


# -- Words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>It’s a well-known fact—mostly</p><p>Yes.</p>", 6),
        ("<p>كَتَبَ الولدُ الدَّرسَ</p>", 3),
        ("<p>北京大学 and 東京</p>", 4),
        ("<p>– … –</p>", 0),
        ("", 0),
    ],
)
def test_words_are_counted_in_any_script(text: str, words: int) -> None:
    assert count_words(text) == words


def test_plain_text_keeps_blocks_apart() -> None:
    assert plain_text("<p>One &amp; two</p><p>Three<br>four</p>") == "One & two\nThree\nfour"


def test_safe_text_is_not_escaped_again() -> None:
    assert safe("<p>x</p>").__html__() == "<p>x</p>"


# -- Whatever anybody sends ------------------------------------------------------------------------

TAGS = (
    "p a h1 h2 h5 ul ol li table tr td tbody img aside figure blockquote script style svg math form"
    " iframe pre code b i div span template noscript textarea title br hr section col dl dt dd"
    " sup"
)
NAMES = "id href src class style onclick onerror data-related dir lang alt xlink:href srcdoc title"
VALUES = [
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "\tjavascript:alert(1)", "java&#10;script:x",
    "data:text/html,<script>", "//evil.example", "/\\evil.example", "/ok/", "https://ok.example/",
    "mailto:a@b.c", "#x", UUID, "/media/a.jpg", "/media/../x", '"><script>alert(1)</script>',
    "pull-quote", "embed", "footnotes", "fn-1", "#fn-1", "fnref-1", "#fnref-1", "x", "",
    "b-123456", "<b>", "'", "`",
]  # fmt: skip

attributes = st.lists(
    st.tuples(st.sampled_from(NAMES.split()), st.sampled_from(VALUES)), max_size=3
)


@st.composite
def tags(draw: st.DrawFn) -> str:
    quote = draw(st.sampled_from(['"', "'"]))
    inside = "".join(f" {name}={quote}{value}{quote}" for name, value in draw(attributes))
    name = draw(st.sampled_from(TAGS.split()))
    return draw(st.sampled_from([f"<{name}{inside}>", f"</{name}>", f"<{name}{inside}/>"]))


SCRAPS = ["word", " ", "<!--", "-->", "<", "&lt;", "&#0;", "]]>", "\n"]
soup = st.lists(st.one_of(tags(), st.sampled_from(SCRAPS), st.text(max_size=6)), max_size=14).map(
    "".join
)

MARKS = [
    "[x](", "javascript:alert(1)", ")", "![", "](", "<", ">", "`", "# ", "> ", "https://e.example",
    "&#106;avascript:", "\n", "*", "<https://a.example>", "<javascript:alert(1)>",
]  # fmt: skip
markdown = st.lists(st.sampled_from(MARKS)).map("".join)


class Reader(HTMLParser):
    """Collects the tags and attributes that a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]


def assert_harmless(html: str) -> None:
    reader = Reader()
    reader.feed(html)
    dangerous = (
        "script style svg math form iframe template noscript textarea title input button div"
    )
    assert not reader.tags & set(dangerous.split())
    anchors = [value for name, value in reader.attributes if name == "id"]
    assert len(anchors) == len(set(anchors))
    for name, value in reader.attributes:
        assert not name.startswith("on")
        assert name not in {"style", "srcdoc", "xlink:href"}
        if name == "href":
            assert is_safe_link(value)
        if name == "src":
            assert value == "/media/a.jpg"


@given(soup)
def test_nothing_dangerous_survives(html: str) -> None:
    assert_harmless(clean_body(html))


@given(soup)
def test_cleaning_twice_changes_nothing(html: str) -> None:
    cleaned = clean_body(html)
    assert clean_body(cleaned) == cleaned


@given(st.one_of(soup, st.text(), markdown))
def test_no_comment_is_dangerous(text: str) -> None:
    shown = comment_html(text)
    assert_harmless(shown)
    assert "<img" not in shown
    assert shown.count("<a ") == shown.count('rel="nofollow ugc noopener"')
