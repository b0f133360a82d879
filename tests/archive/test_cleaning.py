"""Texts of WordPress become texts of articles."""

import re
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.html import clean_body, plain_text
from config.archive.cleaning import clean_text
from config.archive.finding import Findings, FoundPicture, Target

BARGES = Target("11111111-1111-4111-8111-111111111111", "/articles/barges/", is_article=True)
LOCKS = Target("22222222-2222-4222-8222-222222222222", "/articles/locks/", is_article=True)
ITSELF = Target("33333333-3333-4333-8333-333333333333", "/articles/itself/", is_article=True)
ABOUT = Target("", "/pages/about/", is_article=False)
PLACES = {
    "https://old.example/barges/": BARGES,
    "/locks/": LOCKS,
    "https://old.example/itself/": ITSELF,
    "https://old.example/about/": ABOUT,
}


@dataclass
class Map:
    """Knows four pieces by address, two of them by title, and the pictures 5 and 6."""

    asked: list[tuple[str, int]] = field(default_factory=list)

    def is_itself(self, target: Target) -> bool:
        return target is ITSELF

    def at(self, address: str) -> Target | None:
        return PLACES.get(address)

    def called(self, title: str) -> Target | None:
        return {"Barges": BARGES, "Locks: A Life": LOCKS}.get(title)

    def is_old(self, address: str) -> bool:
        return "old.example" in address or address.startswith("/")

    def picture(self, address: str, attachment: int) -> FoundPicture | None:
        self.asked.append((address, attachment))
        if attachment in (5, 6) or address.endswith("weir.jpg"):
            return FoundPicture("/media/pictures/weir.jpg", 800, 600, "A weir", "At noon")
        return None

    def attached(self) -> list[int]:
        return [6, 5]


def cleaned(content: str) -> tuple[str, Findings]:
    """Return the text as it is stored, without the ids of its blocks."""
    html, findings = clean_text(content, finder=Map(), own="/media/")
    return re.sub(r' id="b-[0-9a-f]+"', "", clean_body(html)), findings


def html_of(content: str) -> str:
    return cleaned(content)[0]


# -- Paragraphs ------------------------------------------------------------------------------------


def test_classic_text_gets_its_paragraphs() -> None:
    text = "One\nline.\r\n\r\nTwo.\n\n\n<h2>Head</h2>\nThree.\n<ul>\n<li>a</li>\n</ul>\nFour."

    assert html_of(text.replace("\r", "")) == (
        "<p>One<br>line.</p>\n<p>Two.</p>\n<h2>Head</h2>\n<p>Three.</p>\n"
        "<ul><li>a</li></ul>\n<p>Four.</p>"
    )


def test_classic_quotes_have_paragraphs_too() -> None:
    assert html_of("<blockquote>One.\n\nTwo.</blockquote>\nThree.") == (
        "<blockquote><p>One.</p><p>Two.</p></blockquote>\n<p>Three.</p>"
    )


def test_blocks_lose_their_comments_and_white_space() -> None:
    text = (
        "<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->\n\n"
        '<!-- wp:list {"ordered":true} -->\n<ol><!-- wp:list-item -->\n<li>a</li>\n'
        "<!-- /wp:list-item --></ol>\n<!-- /wp:list -->"
    )

    assert html_of(text) == "<p>One line.</p>\n<ol><li>a</li></ol>"


def test_wrappers_are_opened_and_nothing_runs_together() -> None:
    text = '<!-- wp:group --><div class="wp-block-group"><div>One</div><div>Two</div></div>'

    assert html_of(text) == "<p>One</p>\n<p>Two</p>"


def test_code_keeps_its_lines_and_brackets() -> None:
    text = 'Look:\n\n<pre>a[b c="1"]\n\n  [gallery]</pre>\n\n<code>x[y z="1"]</code>'

    assert html_of(text) == (
        '<p>Look:</p>\n<pre>a[b c="1"]\n\n  [gallery]</pre>\n<p><code>x[y z="1"]</code></p>'
    )


def test_marks_for_more_and_next_page_go() -> None:
    assert html_of("One\n<!--more Read on-->\nTwo\n<!--nextpage-->") == "<p>One</p>\n<p>Two</p>"


def test_empty_paragraphs_go() -> None:
    assert html_of("<p>One</p><p>&nbsp;</p><p><br></p><p> <em> </em></p>") == "<p>One</p>"


def test_a_pull_quote_is_one() -> None:
    text = (
        '<!-- wp:pullquote -->\n<figure class="wp-block-pullquote"><blockquote><p>Dry.</p>'
        "<cite>Ida</cite></blockquote></figure>"
    )

    assert html_of(text) == (
        '<blockquote class="pull-quote"><p>Dry.</p><p><cite>Ida</cite></p></blockquote>'
    )


def test_a_table_stays_with_its_caption() -> None:
    text = (
        '<!-- wp:table -->\n<figure class="wp-block-table"><table><tbody><tr><td>1</td></tr>'
        "</tbody></table><figcaption>Sums</figcaption></figure>"
    )

    assert "<td>1</td>" in html_of(text)
    assert "<figcaption>Sums</figcaption>" in html_of(text)


def test_blocks_that_wordpress_fills_are_left_out_and_noted() -> None:
    text = (
        '<!-- wp:image {"id":1} -->\n<p>Stays.</p>\n<!-- /wp:image -->\n'
        '<!-- wp:latest-posts {"postsToShow":3} /-->\n<!-- wp:archives /-->'
    )

    html, findings = cleaned(text)

    assert html == "<p>Stays.</p>"
    assert findings.notes == [("dynamic_block", "latest-posts"), ("dynamic_block", "archives")]


# -- Shortcodes and embeds -------------------------------------------------------------------------


def test_unknown_shortcodes_lose_their_brackets_and_keep_their_words() -> None:
    html, findings = cleaned(
        '[box style="red"]Mind the [b]gap[/b].[/box] [form id=3] [sic] [1] [a b]'
    )

    assert html == "<p>Mind the gap. [sic] [1] [a b]</p>"
    assert findings.notes == [("shortcode", "b"), ("shortcode", "box"), ("shortcode", "form")]


@pytest.mark.parametrize(
    "text",
    [
        "https://video.example/watch?v=1&amp;t=2",
        "[embed width=300]https://video.example/watch?v=1&amp;t=2[/embed]",
        '<iframe width="5" src="https://video.example/watch?v=1&amp;t=2"></iframe>',
        '<video controls><source src="https://video.example/watch?v=1&amp;t=2"></video>',
        '[video mp4="https://video.example/watch?v=1&amp;t=2"][/video]',
        '<!-- wp:embed {"url":"x"} -->\n<figure class="wp-block-embed"><div class="w">\n'
        "https://video.example/watch?v=1&amp;t=2\n</div></figure>\n<!-- /wp:embed -->",
        '<!-- wp:embed {"url":"https://video.example/watch?v=1\\u0026t=2"} /-->',
        '<!-- wp:video -->\n<figure><video src="https://video.example/watch?v=1&amp;t=2"></video>'
        "</figure>",
    ],
)
def test_what_was_embedded_is_a_card_with_its_link(text: str) -> None:
    html, findings = cleaned(text)

    address = "video.example/watch?v=1&amp;t=2"
    assert html == (
        f'<figure class="embed"><figcaption><a href="https://{address}">{address}</a>'
        "</figcaption></figure>"
    )
    assert findings.notes == [("embed", "https://video.example/watch?v=1&t=2")]


def test_a_card_has_the_caption_as_its_title_and_says_whose_it_is() -> None:
    block = (
        '<!-- wp:embed {{"url":"x"}} -->\n<figure class="wp-block-embed"><div class="w">\n'
        "https://www.youtube.com/watch?v=1\n</div><figcaption>{}</figcaption></figure>\n"
        "<!-- /wp:embed -->"
    )

    assert html_of(block.format("The <em>lock</em> at work")) == (
        '<figure class="embed"><figcaption><a href="https://www.youtube.com/watch?v=1">The lock at'
        " work</a> <small>YouTube</small></figcaption></figure>"
    )
    assert html_of(block.format('By <a href="https://a.example/">Ana</a>')).endswith(
        '<small>YouTube</small></figcaption></figure>\n<p>By <a href="https://a.example/">Ana</a></p>'
    )


def test_an_address_on_the_old_site_is_a_link_that_follows_its_piece() -> None:
    assert html_of("https://old.example/barges/") == (
        '<p><a href="/articles/barges/">https://old.example/barges/</a></p>'
    )


def test_a_card_stays_a_card() -> None:
    once = clean_text("https://youtu.be/1", finder=Map(), own="/media/")[0]

    assert clean_text(once, finder=Map(), own="/media/")[0] == once


def test_scripts_and_handlers_never_pass() -> None:
    text = (
        '<p onclick="x()">One<script>y()</script></p><iframe src="javascript:z()"></iframe>'
        '<a href="javascript:z()">two</a>[embed]javascript:z()[/embed]'
    )

    html = html_of(text)

    assert "script" not in re.sub(r">[^<]*<", "><", html)
    assert "onclick" not in html


# -- Pictures --------------------------------------------------------------------------------------

WEIR = '<img src="/media/pictures/weir.jpg" alt="{}" width="800" height="600">'


@pytest.mark.parametrize(
    "text",
    [
        '[caption id="attachment_5" width="300"]<img class="wp-image-5" src="https://old.example/'
        'wp-content/uploads/a-300x200.jpg" alt="Foam" /> Low <em>water</em>[/caption]',
        '<!-- wp:image {"id":5} -->\n<figure class="wp-block-image"><img src="https://old.example/'
        'wp-content/uploads/a-300x200.jpg" alt="Foam" class="wp-image-5"/><figcaption>Low '
        "<em>water</em></figcaption></figure>\n<!-- /wp:image -->",
        '<figure><a href="https://old.example/wp-content/uploads/a.jpg"><img class="wp-image-5" '
        'alt="Foam"></a><figcaption>Low <em>water</em></figcaption></figure>',
    ],
)
def test_a_picture_with_a_caption_is_a_figure(text: str) -> None:
    assert html_of(text) == (
        f"<figure>{WEIR.format('Foam')}<figcaption>Low <em>water</em></figcaption></figure>"
    )


def test_a_picture_alone_in_its_paragraph_is_a_figure() -> None:
    text = "One.\n\n<img src='https://old.example/x/weir.jpg'>\n\nTwo."

    assert html_of(text) == f"<p>One.</p>\n<figure>{WEIR.format('A weir')}</figure>\n<p>Two.</p>"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ('[gallery ids="5,6,7" columns="3"]', 2),
        ("[gallery]", 2),
        (
            '<!-- wp:gallery --><figure class="wp-block-gallery"><figure class="wp-block-image">'
            '<img class="wp-image-5"></figure><figure><img class="wp-image-6"></figure></figure>',
            2,
        ),
        (
            '<!-- wp:gallery --><ul class="blocks-gallery-grid"><li class="blocks-gallery-item">'
            '<figure><img class="wp-image-5"></figure></li></ul>',
            1,
        ),
    ],
)
def test_a_gallery_is_its_pictures_in_order(text: str, count: int) -> None:
    html = html_of(text)

    assert html.count("<figure>") == html.count("<img ") == count


def test_a_gallery_picture_shows_the_caption_of_its_file() -> None:
    assert html_of('[gallery ids="5"]') == (
        f"<figure>{WEIR.format('A weir')}<figcaption>At noon</figcaption></figure>"
    )


def test_a_picture_that_is_missing_goes_with_its_caption() -> None:
    text = '<p>One.</p><figure><img src="https://old.example/x/no.jpg"><figcaption>N</figcaption></figure>'

    assert html_of(text) == "<p>One.</p>"


def test_a_picture_on_another_site_becomes_a_link() -> None:
    html, findings = cleaned('<p>See <img src="https://elsewhere.example/a.jpg" alt="a map">.</p>')

    assert html == '<p>See <a href="https://elsewhere.example/a.jpg">a map</a>.</p>'
    assert findings.notes == [("picture_elsewhere", "https://elsewhere.example/a.jpg")]


def test_smileys_are_the_characters_that_they_show() -> None:
    text = '<p>Ha <img class="emoji" alt="🙂" src="https://s.w.org/1.svg"></p>'

    assert html_of(text) == "<p>Ha 🙂</p>"


# -- Links -----------------------------------------------------------------------------------------


def test_links_to_pieces_lead_to_their_new_places() -> None:
    text = '<p><a href="https://old.example/barges/">a</a> <a href="/locks/">b</a></p>'

    assert (
        html_of(text) == '<p><a href="/articles/barges/">a</a> <a href="/articles/locks/">b</a></p>'
    )


def test_a_link_to_nothing_known_stays_and_is_noted() -> None:
    html, findings = cleaned('<p><a href="https://old.example/gone/">a</a></p>')

    assert html == '<p><a href="https://old.example/gone/">a</a></p>'
    assert findings.notes == [("link_missing", "https://old.example/gone/")]


# -- See also, it's not over, closing lines --------------------------------------------------------

TO_BARGES = f'<aside data-related="{BARGES.uuid}"></aside>'


@pytest.mark.parametrize(
    "line",
    [
        '<p>See also <a href="https://old.example/barges/">Barges</a></p>',
        '<p>SEE ALSO: <a href="https://old.example/barges/"><em>Barges</em></a>.</p>',
        '<p><strong>See also</strong>&nbsp;– <a href="https://old.example/barges/">Barges</a></p>',
        '<div class="related"><span>See&nbsp; also</span> <a href="https://old.example/barges/">B</a></div>',
        "<p>See also  Barges</p>",
        "<p><b>See</b> <i>also</i>: <a href='https://old.example/barges/'>Barges</a></p>",
        '<h4>See also: <a href="https://old.example/barges/">Barges</a></h4>',
        'See also <a href="https://old.example/barges/">Barges</a>',
    ],
)
def test_a_see_also_line_points_to_the_piece(line: str) -> None:
    html, findings = cleaned(f"<p>One.</p>\n\n{line}\n\n<p>Two.</p>")

    assert html == f"<p>One.</p>\n{TO_BARGES}\n<p>Two.</p>"
    assert findings.see_also == [BARGES.uuid]
    assert findings.notes == []


def test_a_see_also_line_may_name_several_pieces() -> None:
    line = (
        '<p>See also: <a href="https://old.example/barges/">B</a> and <a href="/locks/">L</a></p>'
    )

    assert cleaned(line)[1].see_also == [BARGES.uuid, LOCKS.uuid]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (
            '<p>See also <a href="https://old.example/gone/">Gone</a></p>',
            "https://old.example/gone/",
        ),
        ('<p>See also <a href="https://other.example/">Other</a></p>', "https://other.example/"),
        ("<p>See also: Nothing Known</p>", "Nothing Known"),
        (
            '<p>See also <a href="https://old.example/about/">About</a></p>',
            "https://old.example/about/",
        ),
        (
            '<p>See also <a href="https://old.example/itself/">I</a></p>',
            "https://old.example/itself/",
        ),
    ],
)
def test_a_see_also_that_leads_nowhere_stays_and_is_noted(line: str, what: str) -> None:
    html, findings = cleaned(line)

    assert plain_text(html) == plain_text(line)
    assert ("see_also_missing", what) in findings.notes
    assert findings.see_also == []


def test_see_also_within_a_sentence_is_part_of_it() -> None:
    line = (
        '<p>See also what <a href="https://old.example/barges/">we wrote</a> on tolls in May.</p>'
    )

    html, findings = cleaned(line)

    assert html == line.replace("https://old.example/barges/", "/articles/barges/")
    assert not findings.see_also
    assert not findings.notes


@pytest.mark.parametrize(
    "line",
    [
        "<p>It's not over...check out the story that goes on from here: Barges</p>",
        "<p>It’s not over — read <a href='https://old.example/barges/'>the story</a></p>",
        "<p><strong>IT&#8217;S NOT OVER</strong>: the story: <em>Barges</em></p>",
        "<p>It is not over: Barges</p>",
    ],
)
def test_it_is_not_over_names_the_story_and_leaves_the_text(line: str) -> None:
    html, findings = cleaned(f"<p>One.</p>\n\n{line}")

    assert html == "<p>One.</p>"
    assert findings.continued_by == [BARGES.uuid]


def test_the_title_of_a_story_may_have_a_colon() -> None:
    assert cleaned("<p>It's not over: our story: Locks: A Life</p>")[1].continued_by == [LOCKS.uuid]


def test_it_is_not_over_without_its_story_stays_and_is_noted() -> None:
    html, findings = cleaned("<p>It's not over: The Lost Weir</p>")

    assert html == "<p>It's not over: The Lost Weir</p>"
    assert findings.notes == [("not_over_missing", "The Lost Weir")]


CLOSING = (
    "<p>It's not over: The Lost Weir</p><p>&nbsp;</p><hr>"
    "<p>Disclaimer: This page may contain affiliate links. We may be paid.</p>"
    "<p>Get News, Photos &amp; More - Subscribe Today!</p><h2>You May Have Missed</h2>"
)


def test_closing_lines_go_and_are_counted() -> None:
    html, findings = cleaned(f"<p>One.</p>{CLOSING}")

    assert html == "<p>One.</p>\n<p>It's not over: The Lost Weir</p>"
    assert {reason for reason, _what in findings.notes} == {
        "not_over_missing",
        "closing_disclaimer",
        "closing_subscribe",
        "closing_missed",
    }


@pytest.mark.parametrize(
    "line",
    [
        "<p>Disclaimer: This page may contain affiliate links.</p><p>The end.</p>",
        "<p>Disclaimer: I own two barges.</p>",
        "<p>Why would anybody subscribe to a river? I asked, and nobody had an answer, until the"
        " keeper of the lock took me aside and told me how the tolls were kept.</p>",
        "<h2>You may have missed</h2><ul><li>The weir</li></ul>",
    ],
)
def test_lines_that_only_sound_alike_stay(line: str) -> None:
    assert plain_text(html_of(line)) == plain_text(line)


# -- Whatever the text -----------------------------------------------------------------------------

PARTS = st.sampled_from(
    [
        "\n\n", "\n", " ", "word", "See also ", "It's not over: ", "Barges", "&nbsp;", "&lt;p&gt;",
        "<p>", "</p>", "<div>", "</div>", "<h2>", "</h2>", "<blockquote>", "</blockquote>", "<em>",
        "</em>", "<ul>", "<li>", "</ul>", "<pre>", "</pre>", "<code>", "</code>", "<figure>",
        "</figure>", "<figcaption>", "</figcaption>", "<table><tr><td>", "</td></tr></table>",
        "<br>", "<hr>", "<img class='wp-image-5'>", "<img src='/x/no.jpg'>", "<a href='/locks/'>",
        "</a>", "<a href='https://old.example/barges/'>", "<!-- wp:paragraph -->", "<!--more-->",
        "<!-- wp:x /-->", "[gallery ids='5']", "[caption]", "[/caption]", "[x y='1']", "[/x]",
        "[x]", "[", "]", "[[", "<iframe src='https://v.example/'></iframe>", "https://v.example/a?b=1",
        "Disclaimer: affiliate", "Subscribe Today!", "You may have missed", "<", ">", "&", "\xa0",
        "<aside data-related='11111111-1111-4111-8111-111111111111'></aside>",
        "<video>", "<dl><dt>",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PARTS, max_size=14).map("".join))


WORDS = st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1)


def check_twice_is_once(text: str) -> None:
    once = clean_body(clean_text(text, finder=Map(), own="/media/")[0])

    twice = clean_body(clean_text(once, finder=Map(), own="/media/")[0])

    assert re.sub(r' id="[^"]*"', "", twice) == re.sub(r' id="[^"]*"', "", once)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(TEXTS)
def test_cleaning_never_fails_and_twice_is_once(text: str) -> None:
    check_twice_is_once(text)


@pytest.mark.deep
@settings(
    max_examples=20_000,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(TEXTS)
def test_cleaning_never_fails_and_twice_is_once_in_many_more_cases(text: str) -> None:
    check_twice_is_once(text)


def test_depth_without_end_is_survived() -> None:
    assert "deep" in html_of("<div>" * 5000 + "deep" + "<blockquote>" * 5000 + "er")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1), max_size=8)
)
def test_no_word_of_plain_text_is_lost(words: list[str]) -> None:
    text = "\n\n".join(words)

    assert plain_text(html_of(text)).split() == " ".join(words).split()
