"""The text of a comment: what is taken out of it, and what is the same text."""

import time

import pytest

from comments.actions.text import read_text
from comments.html import LONGEST, count_links, text_hash, tidy_text
from community.errors import Refused
from community.html import comment_html


def test_control_characters_and_forced_direction_go() -> None:
    assert tidy_text("a\x00b\x07c\u202ed\ufeff e\x9f") == "abcd e"


def test_line_ends_become_one_kind_and_gaps_shrink() -> None:
    assert tidy_text("  one\r\ntwo\rthree\n\n\n\n \nfour\u2028five  ") == (
        "one\ntwo\nthree\n\nfour\nfive"
    )


def test_a_heap_of_marks_shrinks_but_accents_stay() -> None:
    assert tidy_text("z" + "\u0301" * 40 + "e\u0301") == "ź" + "\u0301" * 4 + "é"


def test_letters_of_every_script_stay() -> None:
    text = "ياسمين الخطيب — 漢字, ‎emoji 👩‍👩‍👧, פּ שלום"
    assert len(tidy_text(text)) >= len(text) - 1


def test_case_and_spacing_do_not_make_another_text() -> None:
    assert text_hash("Thank  you,\nAda") == text_hash("thank you, ada")
    assert text_hash("Thank you, Ada") != text_hash("Thank you, Ida")


def test_links_are_counted_however_they_are_written() -> None:
    html = comment_html("[a](https://a.example) https://b.example <https://c.example> ![](/d.png)")
    assert count_links(html) == 4


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\u202e", "<!-- -->", "[](https://a.example)"])
def test_nothing_to_read_is_refused_with_a_sentence(text: str) -> None:
    if text == "<!-- -->":
        assert read_text(text).html == "<p>&lt;!-- --&gt;</p>"
        return
    with pytest.raises(Refused, match=r"nothing here|Nothing of this"):
        read_text(text)


def test_as_long_as_may_be_is_taken_and_one_more_is_not() -> None:
    assert len(read_text("ä" * LONGEST).text) == LONGEST
    with pytest.raises(Refused, match="10000 characters, this has 10001"):
        read_text("ä" * (LONGEST + 1))


@pytest.mark.parametrize(
    "text",
    ["> " * 5_000, "[" * 10_000, "*a **b " * 1_400, "- " * 5_000, "`" * 9_999, "![" * 5_000,
     "<" * 10_000, "[a](" * 2_500, "_" * 10_000, "1. " * 3_000, "&" * 10_000, "[a][" * 2_500,
     "https://a.example/(" * 500, "~~a " * 2_500, "\\" * 10_000, "[a]: b\n" * 1_400],
)  # fmt: skip
def test_deep_nesting_takes_bounded_time(text: str) -> None:
    begun = time.process_time()
    comment_html(tidy_text(text)[:LONGEST])
    assert time.process_time() - begun < 2


def test_a_heap_of_marks_costs_no_time_and_stays_too_long() -> None:
    begun = time.process_time()
    text = tidy_text("a" + "\u05b4\u05b0" * 900_000)
    assert time.process_time() - begun < 5
    assert len(text) > LONGEST
    assert len(tidy_text("a" + "\u0323\u0307" * 900_000)) < 10


@pytest.mark.parametrize("sign", ["&#8238;", "&#x202e;", "&#8237;", "\u202e"])
def test_no_sign_turns_the_direction_of_what_follows(sign: str) -> None:
    html = comment_html(tidy_text(f"Pay {sign}gro.elpmaxe now [words {sign}](https://a.example)"))
    assert not {"\u202d", "\u202e"} & set(html)
