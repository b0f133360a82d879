"""What a page gives a text beyond what is stored: roles, names, and room to scroll."""

import pytest

from articles.html import drawn_text, preview_of
from community.html import clean_body

NOTED = (
    '<p>One<sup><a id="fnref-a" href="#fn-a">9</a></sup></p><p>Two</p>'
    '<ol class="footnotes"><li id="fn-a"><p>Note</p><ol><li>x</li></ol></li></ol>'
)


def test_notes_and_the_ways_to_them_and_back_have_roles_and_names() -> None:
    drawn = drawn_text(clean_body(NOTED))

    assert '<a id="fnref-a" href="#fn-a" role="doc-noteref" aria-label="Note 1">1</a>' in drawn
    assert '<section class="notes" role="doc-endnotes" aria-labelledby="notes">' in drawn
    assert '<a role="doc-backlink" aria-label="Back to the text" href="#fnref-a">' in drawn
    assert drawn.endswith("</ol></section>")


def test_a_table_scrolls_under_its_caption_as_a_name() -> None:
    drawn = drawn_text("<table><caption>Sums &amp; <em>more</em></caption><tr></tr></table>")

    assert drawn.startswith('<div class="scroll" tabindex="0" role="group"')
    assert 'aria-label="Sums &amp; more"' in drawn
    assert drawn.endswith("</table></div>")
    assert 'aria-label="Table"' in drawn_text("<table><tr></tr></table>")


def test_code_can_be_reached_with_the_keyboard() -> None:
    drawn = drawn_text('<pre id="b-1">a</pre>')

    assert drawn == '<pre tabindex="0" role="group" aria-label="Code" id="b-1">a</pre>'


def test_plain_text_is_drawn_as_it_is() -> None:
    body = clean_body("<h2>a</h2><p>words and <em>more</em></p>")

    assert drawn_text(body) == body


PICTURE = '<figure><img src="/media/a.jpg" alt="a"></figure>'
WORDS = f"<p>{'word ' * 40}</p>"


def test_an_opening_has_no_notes_and_ends_with_words() -> None:
    noted = WORDS.replace("</p>", '<sup><a id="fnref-a" href="#fn-a">1</a></sup></p>')
    body = clean_body(
        f"{noted}<h2>Head</h2>{PICTURE}<hr>{WORDS * 4}"
        '<ol class="footnotes"><li id="fn-a">Secret</li></ol>'
    )

    opening = preview_of(body)

    assert opening.count("word") == 40
    assert not {"fn-a", "Secret", "<img", "<hr", "<h2"} & {
        part for part in ("fn-a", "Secret", "<img", "<hr", "<h2") if part in opening
    }


@pytest.mark.parametrize("count", [1, 30])
def test_a_row_of_pictures_is_not_given_away(count: int) -> None:
    opening = preview_of(clean_body(f"{WORDS}{PICTURE * count}<p>x</p>{WORDS * 20}"))

    assert opening.count("<img ") == (1 if count == 1 else 0)
