"""Pages travel compressed; files, pictures and streams are left as they are."""

import gzip

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from config.compressed import CompressingMiddleware
from tests.factories.articles import published_article

pytestmark = pytest.mark.django_db
ASKS = {"accept-encoding": "gzip, br"}


def test_a_page_is_a_fraction_of_its_words(client: Client) -> None:
    path = published_article(body="<p>The ferry leaves at six.</p>" * 90).get_absolute_url()

    plain, packed = client.get(path), client.get(path, headers=ASKS)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2
    assert packed["Content-Length"] == str(len(packed.content))
    assert "Accept-Encoding" in packed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]


def test_what_a_stranger_gets_may_still_be_kept_and_sets_no_cookie(client: Client) -> None:
    packed = client.get("/", headers=ASKS)

    assert not packed.cookies
    assert "no-store" not in packed.get("Cache-Control", "")


def test_the_length_tells_little(client: Client) -> None:
    """The same page has many lengths: what stands in it cannot be guessed byte by byte."""
    path = published_article(body="<p>The ferry leaves at six.</p>" * 90).get_absolute_url()

    lengths = {len(client.get(path, headers=ASKS).content) for _each in range(12)}

    assert len(lengths) > 3


def test_a_feed_is_compressed_and_asked_for_again_costs_nothing(client: Client) -> None:
    published_article(body="<p>The ferry leaves at six.</p>" * 90)

    first = client.get("/feed/", headers=ASKS)
    again = {name: first[has] for name, has in KEPT_BY if has in first}
    second = client.get("/feed/", headers={**ASKS, **again})

    assert first["Content-Encoding"] == "gzip"
    assert again
    assert second.status_code == 304


KEPT_BY = [("if-none-match", "ETag"), ("if-modified-since", "Last-Modified")]


def test_pictures_are_left_alone(client: Client) -> None:
    default_storage.save("pictures/one.jpg", ContentFile(b"\xff\xd8\xff" * 900))

    response = client.get("/media/pictures/one.jpg", headers=ASKS)

    assert "Content-Encoding" not in response
    response.close()


@pytest.mark.parametrize(
    "answer",
    [
        StreamingHttpResponse([b"words " * 900], content_type="text/html"),
        HttpResponse(b"words " * 900, headers={"Content-Encoding": "br"}),
        HttpResponse(b"bytes " * 900, content_type="application/octet-stream"),
    ],
    ids=["a stream", "encoded already", "no text"],
)
def test_other_answers_are_left_alone(rf: RequestFactory, answer: HttpResponse) -> None:
    before = answer.headers.get("Content-Encoding")

    def get_response(_request: HttpRequest) -> HttpResponse:
        return answer

    got = CompressingMiddleware(get_response).process_response(rf.get("/", headers=ASKS), answer)

    assert got.headers.get("Content-Encoding") == before
