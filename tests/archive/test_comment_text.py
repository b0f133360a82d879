"""Comments of WordPress become short Markdown that reads the same."""

import html

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.html import comment_html, plain_text
from config.archive.comment_text import markdown_of


@pytest.mark.parametrize(
    ("content", "markdown"),
    [
        ("One.\r\n\r\nTwo\nlines.", "One.\n\nTwo\nlines."),
        ("<em>Really</em> <strong>so </strong>?", "*Really* **so** ?"),
        (
            "Yes.\n\n<blockquote>No.\n\nNever.</blockquote>\nOh.",
            "Yes.\n\n> No.\n> \n> Never.\n\nOh.",
        ),
        (
            '<a href="https://a.example/?x=1&amp;y=2" rel="nofollow">a</a>',
            "[a](<https://a.example/?x=1&y=2>)",
        ),
        ('<a href="https://a.example/">https://a.example/</a>', "<https://a.example/>"),
        ('<a href="javascript:x()">a</a>', "a"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<code>a`b</code>", "``a`b``"),
        ("[&#8230;] 5 &lt; 6 &amp;amp; C++", "[…] 5 < 6 \\&amp; C++"),
        ("# one\n- two\n3. three\n> four", "\\# one\n\\- two\n3\\. three\n\\> four"),
        ("2 * 3 * 4 and _so_ and snake_case", "2 \\* 3 \\* 4 and \\_so\\_ and snake_case"),
        ("<script>x()</script>Hello<img src=x alt='!'>", "Hello!"),
    ],
)
def test_html_is_written_as_markdown(content: str, markdown: str) -> None:
    assert markdown_of(content).replace("`` a`b ``", "``a`b``") == markdown


def test_a_link_survives_the_way_into_html() -> None:
    shown = comment_html(markdown_of('See <a href="https://a.example/a_(b)">these *notes*</a>.'))

    assert '<a href="https://a.example/a_(b)"' in shown
    assert ">these *notes*</a>" in shown


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["C"])))
def test_words_read_the_same_in_the_end(text: str) -> None:
    shown = plain_text(comment_html(markdown_of(html.escape(text))))

    assert shown.split() == text.split()


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text())
def test_no_comment_is_too_odd(text: str) -> None:
    assert "<script" not in comment_html(markdown_of(text))
