"""Icons and manifest, in the publication's own marks."""

import io

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from articles.models import Publication
from tests.factories.articles import picture

pytestmark = pytest.mark.django_db


def manifest(client: Client) -> dict[str, object]:
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    content: dict[str, object] = answer.json()
    return content


def icons(client: Client) -> list[dict[str, str]]:
    found: list[dict[str, str]] = manifest(client)["icons"]  # type: ignore[assignment]  # JSON
    return found


def test_the_manifest_names_the_publication(client: Client) -> None:
    Publication.objects.update(name="The Lamplighter", tagline="Commentary")
    found = manifest(client)
    assert (found["name"], found["short_name"]) == ("The Lamplighter", "Lamplighter")
    assert found["description"] == "Commentary"


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Civitas", "Civitas"),
        ("The New Old Paper", "New Old"),
        ("Donaudampfschifffahrt", "Donaudampfsc"),
    ],
)
def test_a_long_name_is_cut_where_it_may_be(name: str, short: str, client: Client) -> None:
    Publication.objects.update(name=name)
    assert manifest(client)["short_name"] == short


def test_every_icon_has_the_size_that_is_said(client: Client) -> None:
    for icon in icons(client):
        answer = client.get(icon["src"])
        image = Image.open(io.BytesIO(answer.content))
        assert f"{image.width}x{image.height}" == icon["sizes"]
        assert "immutable" in answer["Cache-Control"]
    assert {icon["purpose"] for icon in icons(client)} == {"any", "maskable"}


def test_a_new_colour_has_a_new_address_and_the_old_one_leads_there(client: Client) -> None:
    before = icons(client)[0]["src"]
    Publication.objects.update(accent="#8a1f11")

    after = icons(client)[0]["src"]

    assert after != before
    assert client.get(before)["Location"] == after


def test_a_logo_stands_on_the_icon(client: Client) -> None:
    plain = client.get(icons(client)[0]["src"]).content
    Publication.objects.update(logo=picture("Our logo"))

    assert client.get(icons(client)[0]["src"]).content != plain


def test_a_logo_that_is_gone_leaves_the_mark(client: Client) -> None:
    plain = client.get(icons(client)[0]["src"]).content
    logo = picture("Our logo")
    default_storage.delete(str(logo.file.name))
    Publication.objects.update(logo=logo)

    assert client.get(icons(client)[0]["src"]).content == plain


def test_pages_name_them(client: Client) -> None:
    page = client.get("/").content.decode()
    assert 'rel="manifest" href="/manifest.webmanifest"' in page
    assert 'rel="apple-touch-icon" href="/icons/' in page


def test_an_unknown_kind_is_not_found(client: Client) -> None:
    address = icons(client)[0]["src"]
    assert client.get(address.replace("-192", "-193")).status_code == 404
    assert client.get("/icons/short-192.png").status_code == 404
