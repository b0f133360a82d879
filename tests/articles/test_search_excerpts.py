"""Marked excerpts: the right place, whole words, and text that stays text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search import Excerpt, excerpt_of, marked, parse_query, words_of
from articles.search.excerpts import AROUND, words_by_run, words_in

BETWEEN = re.compile(r"[\s·…]+")
FILLER = "Nobody speaks of it before the morning comes. " * 12


def shown(excerpt: Excerpt) -> str:
    return "".join(f"[{part.text}]" if part.is_marked else part.text for part in excerpt.parts)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("The last ferry.", "ferr", "The last [ferry]."),
        ("The last ferry.", '"last ferry"', "The [last ferry]."),
        ("The last ferry.", "last ferry", "The [last] [ferry]."),
        ("Un café, une Straße.", "cafe strasse", "Un [café], une [Straße]."),
        ("Cafe\u0301 noir", "café", "[Cafe\u0301] noir"),
        ("don’t", "don't", "[don’t]"),
        ("東京都の新聞", "京都", "東[京都]の新聞"),
        ("東京都の新聞", "東京都", "[東京都]の新聞"),
        ("東京都の新聞", "新", "東京都の[新]聞"),
        ("مُحَمَّد هنا", "محمد", "[مُحَمَّد] هنا"),
        ("The toll of a ferry", "ferry -toll", "The toll of a [ferry]"),
        ("½ a ferry", "ferry", "½ a [ferry]"),
        ("", "ferry", ""),
    ],
)
def test_what_was_looked_for_is_marked(text: str, asked: str, expected: str) -> None:
    assert shown(marked(text, parse_query(asked))) == expected


def test_an_excerpt_shows_the_place_with_most_of_what_was_looked_for() -> None:
    text = f"A ferry. {FILLER}The last ferry sails at night. {FILLER}At night."

    excerpt = excerpt_of(text, parse_query("ferry night"))

    assert "The last [ferry] sails at [night]." in shown(excerpt)
    assert excerpt.score == 2
    assert shown(excerpt).startswith("… ")
    assert shown(excerpt).endswith(" …")
    assert len(shown(excerpt)) < AROUND + 20


def test_an_excerpt_begins_and_ends_with_whole_words() -> None:
    words = set(f"{FILLER} ferry".split())

    excerpt = excerpt_of(f"{FILLER}ferry {FILLER}", parse_query("ferry"))

    inside = "".join(part.text for part in excerpt.parts).strip("… ")
    assert set(inside.split()) <= words


def test_an_excerpt_does_not_run_from_a_heading_into_the_text() -> None:
    text = f"{FILLER}\nThe ferry\nIt sails at six. {FILLER}\n{FILLER}"

    assert shown(excerpt_of(text, parse_query("ferry"))).startswith("… The [ferry] · It sails")


def test_without_a_place_an_excerpt_is_the_beginning() -> None:
    excerpt = excerpt_of(FILLER, parse_query("zeppelin"))

    assert shown(excerpt).startswith("Nobody speaks")
    assert excerpt.score == 0


def test_a_text_of_one_endless_word_is_cut() -> None:
    assert len(shown(excerpt_of("x" * 5000, parse_query("xxx")))) < AROUND + 20


@given(text=st.text(max_size=400), asked=st.text(max_size=30))
def test_no_character_is_lost_or_made_up(text: str, asked: str) -> None:
    whole = marked(text, parse_query(asked))
    assert "".join(part.text for part in whole.parts) == text

    excerpt = "".join(part.text for part in excerpt_of(text, parse_query(asked)).parts)
    assert BETWEEN.sub("", excerpt) in BETWEEN.sub("", text)


@given(st.text(max_size=100))
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words, spans = words_in(text)

    assert len(words) == len(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


@given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd", "Zs", "Po"]), max_size=100))
def test_excerpts_and_index_mean_the_same_by_a_word(text: str) -> None:
    """Else nothing would be marked; the quick way and the other are one."""
    assert words_in(text)[0] == words_of(text)
    assert [word for word, _span in words_by_run(text)] == words_of(text)
