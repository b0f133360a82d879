"""What is worked out from the clean text of a piece."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.html import PaidLinks, cut_at_see_also, preview_of
from articles.html.preview import FEWEST_WORDS
from community.html import clean_body, count_words, plain_text

PARAGRAPH = f"<p>{'word ' * 60}</p>"
UUIDS = [f"3f2504e0-4f89-41d3-9a0c-0305e82c33{number:02}" for number in range(20)]


def test_preview_is_the_opening_blocks() -> None:
    body = clean_body("<h2>One</h2>" + PARAGRAPH * 12)
    preview = preview_of(body)
    assert preview.startswith(body[:30])
    assert 110 <= count_words(preview) <= 150


def test_one_long_paragraph_is_cut_in_its_midst() -> None:
    body = clean_body(f"<p>{'<b>word</b> &amp; ' * 3000}the end</p>")
    assert count_words(preview_of(body)) <= 150
    assert "the end" not in preview_of(body)
    assert "&amp;" in preview_of(body)


def test_heading_alone_is_no_preview() -> None:
    body = clean_body(f"<h2>One</h2><p>{'word ' * 900}</p>")
    assert 100 <= count_words(preview_of(body)) <= 150


@given(
    st.lists(st.sampled_from([PARAGRAPH, "<h2>x</h2>", "<p>字字字字字字</p>", "<hr>", "<p>a</p>"]))
)
def test_preview_is_never_more_than_a_third(parts: list[str]) -> None:
    body = clean_body("".join(parts))
    assert count_words(preview_of(body)) <= max(FEWEST_WORDS, count_words(body) / 3)


@given(
    st.lists(st.sampled_from(["<h2>x</h2>", "<p>a</p>", "<ul><li>b</li></ul>"])),
    st.lists(st.sampled_from(UUIDS), unique=True),
)
def test_every_see_also_is_placed_once_and_no_word_is_lost(
    parts: list[str], uuids: list[str]
) -> None:
    body = clean_body("".join(parts))
    cut = cut_at_see_also(body, tuple(uuids))
    assert sorted(part.related for part in cut if part.related) == sorted(uuids)
    assert plain_text("\n".join(part.html for part in cut)) == plain_text(body)


@pytest.mark.parametrize(
    ("address", "paid"),
    [
        ("https://shop.example/x", True),
        ("https://WWW.Shop.Example./x", True),
        ("https://eu.shop.example:444/x", True),
        ("https://me@shop.example/", True),
        ("https://shop.example.evil.example/", False),
        ("https://myshop.example/", False),
    ],
)
def test_paid_links_are_known_by_their_host(address: str, paid: bool) -> None:
    assert PaidLinks(frozenset({"shop.example"})).include(address) is paid


@pytest.mark.parametrize("address", ["http://[@example.org/", "http://℀@example.org/"])
def test_what_is_no_address_is_no_paid_link(address: str) -> None:
    assert not PaidLinks(frozenset({"shop.example"})).include(address)
