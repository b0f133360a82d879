"""Addresses of the old site compare decoded, whatever they look like."""

import pytest

from config.archive.addresses import local_address, source_key


@pytest.mark.parametrize(
    "url",
    [
        "https://old.example/2023/caf%C3%A9/",
        "http://old.example/2023/caf%c3%a9",
        "https://www.old.example/2023/café/#comments",
        "//old.example/2023/café/?utm_source=x",
        "/2023/café/",
        "2023/café",
        "https://OLD.example:443/2023/cafe\u0301/",
    ],
)
def test_many_spellings_are_one_address(url: str) -> None:
    assert local_address(url, "https://old.example") == "/2023/café/"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://old.example/?p=7", "/?p=7"),
        ("/?preview=1&p=7", "/?p=7"),
        ("https://old.example/index.php?page_id=2", "/?page_id=2"),
        ("https://old.example", "/"),
    ],
)
def test_plain_addresses_keep_what_names_the_piece(url: str, address: str) -> None:
    assert local_address(url, "https://old.example") == address


@pytest.mark.parametrize(
    "url",
    [
        "https://other.example/2023/x/",
        "mailto:ida@old.example",
        "javascript:alert(1)",
        "http://[",
        "https://old.example:8080/x/",
    ],
)
def test_other_places_are_none_of_the_old_site(url: str) -> None:
    assert local_address(url, "https://old.example") is None


def test_a_site_under_a_path_has_only_what_lies_under_it() -> None:
    assert local_address("/blog/x/", "https://old.example/blog") == "/blog/x/"
    assert local_address("/shop/x/", "https://old.example/blog") is None


def test_a_source_is_the_same_with_and_without_https_and_www() -> None:
    assert source_key("https://www.old.example", "p", 7) == "old.example/?p=7"
    assert source_key("http://old.example/", "p", 7) == "old.example/?p=7"
    assert source_key("http://old.example/blog", "p", 7) == "old.example/blog/?p=7"
