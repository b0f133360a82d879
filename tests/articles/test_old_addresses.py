"""Former addresses lead to where the piece is now, for ever."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actions import save_article
from articles.models import OldAddress
from articles.models.addresses import plain_address
from tests.factories.articles import article, page, published_article
from tests.factories.community import editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("url", "plain"),
    [
        ("https://old.example/2024/10/caf%C3%A9", "/2024/10/café/"),
        ("/2024/10/cafe%CC%81/", "/2024/10/café/"),
        ("/?x=1&p=12#top", "/?p=12"),
        ("/?page_id=7", "/?page_id=7"),
        ("/blog/?p=3", "/blog/?p=3"),
        ("/?utm_source=x", "/"),
        ("/a/b/?ref=x", "/a/b/"),
    ],
)
def test_addresses_are_compared_decoded(url: str, plain: str) -> None:
    assert plain_address(url) == plain


@pytest.mark.parametrize(
    "asked",
    ["/2024/10/café/", "/2024/10/café", quote("/2024/10/café/"), "/2024/10/caf%c3%a9/?ref=x"],
)
def test_old_address_leads_to_the_piece(client: Client, asked: str) -> None:
    piece = published_article()
    OldAddress.objects.create(address="/2024/10/café/", article=piece)
    response = client.get(asked)
    assert (response.status_code, response.headers["Location"]) == (301, piece.get_absolute_url())


@pytest.mark.parametrize("asked", ["/?p=12", "/?page_id=12", "/index.php?p=12"])
def test_plain_addresses_of_the_front_page_lead_on(client: Client, asked: str) -> None:
    found = page()
    for address in ("/?p=12", "/?page_id=12", "/index.php/?p=12"):
        OldAddress.objects.create(address=address, page=found)
    assert client.get(asked).headers["Location"] == found.get_absolute_url()


def test_unknown_number_shows_the_front_page(client: Client) -> None:
    assert client.get("/?p=99").status_code == 200


def test_old_address_of_a_draft_stays_hidden(client: Client) -> None:
    OldAddress.objects.create(address="/old/", article=article())
    assert client.get("/old/").status_code == 404


def test_moved_piece_is_found_under_every_name_it_had(client: Client) -> None:
    piece, user = published_article(slug="one"), editor()
    for slug in ("two", "three"):
        piece.slug = slug
        save_article(piece, by=user)
    for slug in ("one", "two"):
        assert client.get(f"/articles/{slug}/").headers["Location"] == "/articles/three/"


def test_only_what_is_not_found_is_looked_up(client: Client) -> None:
    piece = published_article()
    with CaptureQueriesContext(connection) as queries:
        client.get(piece.get_absolute_url())
    assert not [query for query in queries if "oldaddress" in query["sql"]]


def test_sending_a_form_to_an_old_address_is_not_led_on(client: Client) -> None:
    OldAddress.objects.create(address="/old/", article=published_article())
    assert client.post("/old/").status_code in (403, 404, 405)
