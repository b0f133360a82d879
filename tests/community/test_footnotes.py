"""Footnotes have one form, whoever wrote them; numbers follow the order of the text."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from community.html import clean_body, plain_text, without_footnotes

ARROW = "\u21a9\ufe0e"


def cleaned(html: str) -> str:
    return re.sub(r' id="b-[0-9a-f]+"', "", clean_body(html))


def reference(name: str, number: int = 7, anchor: str = "") -> str:
    return f'<sup><a id="fnref-{anchor or name}" href="#fn-{name}">{number}</a></sup>'


def notes(*items: str) -> str:
    return f'<ol class="footnotes">{"".join(items)}</ol>'


def note(name: str, words: str, back: str = "") -> str:
    return f'<li id="fn-{name}"><p>{words}{back}</p></li>'


def way(anchor: str, count: str = "") -> str:
    return f' <a href="#fnref-{anchor}">{ARROW}{count}</a>'


def test_notes_are_numbered_and_ordered_by_their_references() -> None:
    html = cleaned(
        f"<p>One{reference('b')} two{reference('a')}</p>" + notes(note("a", "A"), note("b", "B"))
    )

    assert html == (
        f"<p>One{reference('b', 1)} two{reference('a', 2)}</p>\n"
        + notes(note("b", "B", way("b")), note("a", "A", way("a")))
    )


def test_notes_stand_at_the_end_in_one_list() -> None:
    html = cleaned(
        f"{notes(note('a', 'A'))}<p>One{reference('a')}</p>{notes(note('b', 'B'))}"
        f"<p>Two{reference('b')}</p>"
    )

    assert html.count("<ol") == 1
    assert html.endswith(notes(note("a", "A", way("a")), note("b", "B", way("b"))))


def test_a_note_that_is_pointed_to_twice_leads_back_to_both() -> None:
    html = cleaned(f"<p>{reference('a')} x {reference('a')}</p>{notes(note('a', 'A'))}")

    assert html == (
        f"<p>{reference('a', 1)} x {reference('a', 1, 'a-2')}</p>\n"
        + notes(note("a", "A", way("a") + way("a-2", "2")))
    )


def test_reference_goes_with_its_note_and_a_note_without_words_is_none() -> None:
    html = cleaned(
        f"<p>One{reference('a')} two{reference('b')} three{reference('c')}</p>"
        + notes(note("b", "B"), '<li id="fn-c"><p> </p></li>')
    )

    assert html == f"<p>One two{reference('b', 1)} three</p>\n" + notes(note("b", "B", way("b")))


def test_a_note_that_nothing_points_to_keeps_its_words() -> None:
    html = cleaned(f"<p>One{reference('a')}</p>{notes(note('b', 'B'), note('a', 'A'))}")

    assert html.endswith(notes(note("a", "A", way("a")), note("b", "B")))


def test_forms_of_others_become_ours() -> None:
    """Markdown, Ghost, WordPress: the id on the <sup>, brackets, other ways back."""
    html = cleaned(
        '<p>One<sup id="fnref-1"><a href="#fn-1">[1]</a></sup>'
        ' two<a id="fnref-2" href="#fn-2"><sup>2</sup></a></p>'
        '<ol class="footnotes"><li id="fn-1"><p>A&nbsp;<a href="#fnref-1">↩︎</a></p></li>'
        '<li id="fn-2">B <a href="#fnref-2">^</a></li></ol>'
    )

    assert html == (
        f"<p>One{reference('1', 1)} two{reference('2', 2)}</p>\n"
        + notes(note("1", "A", way("1")), f'<li id="fn-2">B{way("2")}</li>')
    )


def test_words_that_point_to_a_note_stay_words() -> None:
    html = cleaned(
        f'<p>One{reference("a")} (<a href="#fn-a">as said there</a>)</p>{notes(note("a", "A"))}'
    )

    assert '<a href="#fn-a">as said there</a>' in html


def test_text_without_footnotes_has_neither_notes_nor_marks() -> None:
    html = clean_body(f"<p>One{reference('a')} two</p>{notes(note('a', 'A'))}")

    assert plain_text(without_footnotes(html)) == "One two"
    assert "fn" not in without_footnotes(html)


PARTS = [
    *(reference(name) for name in "abc"),
    *(notes(note(name, words)) for name, words in (("a", "A"), ("b", ""), ("a-2", "C"))),
    notes("<p>loose</p>", '<li id="fnref-a">x</li>', "<li><ul><li>y</li></ul></li>"),
    '<p id="fnref-a">p</p>', '<p id="fn-c">q</p>', '<a href="#fn-a">1</a>', "<p>", "</p>", "<sup>",
    "<blockquote>", "</blockquote>", '<a id="fnref-a" href="#fn-a">words</a>', "words",
]  # fmt: skip


@example(
    reference("b") + notes(note("a", "A")) + "<blockquote>" + notes(note("b", "")) + "</blockquote>"
)
@given(st.lists(st.sampled_from(PARTS), max_size=9).map("".join))
def test_whatever_is_written_settles_with_ids_that_stand_once(html: str) -> None:
    settled = clean_body(html)
    anchors = re.findall(r' id="([^"]*)"', settled)

    assert clean_body(settled) == settled
    assert len(anchors) == len(set(anchors))
    for target in re.findall(r'href="#fnref-([^"]*)"', settled):
        assert f' id="fnref-{target}"' in settled
