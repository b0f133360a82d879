"""The headers of trust stand on every response: pages, files, redirects and errors."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http.response import HttpResponseBase
from django.test import Client
from pytest_django import Settings

pytestmark = pytest.mark.django_db

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def assert_headers_of_trust(response: HttpResponseBase) -> None:
    for name, value in EXPECTED.items():
        assert response.headers.get(name) == value, name
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert len(response.headers["X-Request-ID"]) == 32


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/healthz", 200),
        ("/community", 301),
        ("/no-such-page/", 404),
        ("/media/no-such-picture.jpg", 404),
        ("/accounts/login/", 200),
        ("/admin/", 302),
    ],
)
def test_every_kind_of_answer_carries_the_headers(client: Client, path: str, status: int) -> None:
    response = client.get(path)

    assert response.status_code == status
    assert_headers_of_trust(response)


def test_static_files_carry_the_headers(client: Client) -> None:
    response = client.get("/static/css/site.css")
    response.close()

    assert response.status_code == 200
    assert_headers_of_trust(response)


def test_a_crash_carries_the_headers_and_the_request_id(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash() -> bool:
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr("config.health.database_answers", crash)
    client.raise_request_exception = False

    response = client.get("/readyz")

    assert response.status_code == 500
    assert_headers_of_trust(response)
    assert response.headers["X-Request-ID"] in response.content.decode()
    assert "a fault of ours" not in response.content.decode()


def test_pictures_may_be_shown_by_feed_readers(client: Client) -> None:
    default_storage.save("pictures/one.jpg", ContentFile(b"\xff\xd8\xff"))

    response = client.get("/media/pictures/one.jpg")

    assert response.headers["Content-Type"] == "image/jpeg"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "immutable" in response.headers["Cache-Control"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "../db.sqlite3", "pictures/"])
def test_only_pictures_are_served_as_media(client: Client, name: str) -> None:
    default_storage.save("page.html", ContentFile(b"<script>1</script>"))
    default_storage.save("drawing.svg", ContentFile(b"<svg/>"))

    assert client.get(f"/media/{name}").status_code == 404


def test_a_stranger_gets_no_cookie(client: Client) -> None:
    for path in ("/", "/community/", "/accounts/login/"):
        response = client.get(path)
        assert set(response.cookies) <= {"csrf"}, path

    assert not client.get("/").cookies


def test_production_asks_for_https_for_a_year(settings: Settings) -> None:
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600

    response = Client().get("/healthz", secure=True)

    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
