"""What the head of each page says: its own address, and what is shown where it is shared."""

import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import Settings

from articles.models import Publication
from tests.factories.articles import author, page, picture, published_article, section
from tests.factories.community import editor

pytestmark = pytest.mark.django_db

SITE = "https://example.org"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE
    Publication.objects.update_or_create(
        pk=1, defaults={"name": "Tide & Sons", "tagline": "Salt and ink"}
    )


def head(client: Client, path: str) -> list[tuple[str, str]]:
    """Pairs of a name and a value: meta names and properties, relations of links."""
    html = client.get(path, headers={"host": "localhost"}).content.decode()
    found = re.findall(
        r'<(?:meta (?:name|property)|link rel)="([^"]+)" (?:content|href)="([^"]*)"',
        html.partition("</head>")[0],
    )
    return [(name, unescape(value)) for name, value in found]


def test_piece_says_all_that_is_shown_when_it_is_shared(client: Client) -> None:
    published_article(
        'Fish & "chips"',
        slug="fish",
        standfirst="Salt, vinegar & paper",
        authors=[author("Zoe"), author("Ada")],
        tags=["night", "food"],
        section=section("World"),
        cover=picture('A "ferry"'),
        published_at="2026-03-01T09:30Z",
        updated_at="2026-03-02T09:30Z",
    )
    said = head(client, "/articles/fish/")
    named = dict(said)
    assert named["canonical"] == named["og:url"] == f"{SITE}/articles/fish/"
    assert named["robots"] == "max-image-preview:large"
    assert named["description"] == named["og:description"] == "Salt, vinegar & paper"
    assert named["og:type"] == "article"
    assert named["og:title"] == 'Fish & "chips"'
    assert (named["og:site_name"], named["og:locale"]) == ("Tide & Sons", "en_GB")
    assert named["og:image"].startswith(f"{SITE}/media/pictures/")
    assert (named["og:image:width"], named["og:image:height"]) == ("64", "40")
    assert named["og:image:alt"] == 'A "ferry"'
    assert named["twitter:card"] == "summary_large_image"
    assert named["article:published_time"] == "2026-03-01T09:30:00+00:00"
    assert named["article:modified_time"] == "2026-03-02T09:30:00+00:00"
    assert named["article:section"] == "World"
    assert [value for name, value in said if name == "article:tag"] == ["night", "food"]
    assert [value for name, value in said if name == "article:author"] == [
        f"{SITE}/authors/zoe/",
        f"{SITE}/authors/ada/",
    ]


def test_piece_without_picture_or_standfirst_is_described_by_its_opening(client: Client) -> None:
    piece = published_article(body=f"<p>First &amp; foremost. {'word ' * 300}</p>")
    named = dict(head(client, piece.get_absolute_url()))
    assert named["description"].startswith("First & foremost. word word")
    assert len(named["description"]) <= 300
    assert named["twitter:card"] == "summary"
    assert "og:image" not in named
    assert "article:modified_time" not in named


def test_editors_words_for_search_engines_go_first(client: Client) -> None:
    piece = published_article("Title", seo_title="Found", seo_description="By its words")
    named = dict(head(client, piece.get_absolute_url()))
    assert (named["og:title"], named["description"]) == ("Found", "By its words")


def test_language_without_a_country_is_left_to_the_reader(client: Client) -> None:
    piece = published_article("ماء السبيل", language="ar")
    assert "og:locale" not in dict(head(client, piece.get_absolute_url()))


def test_each_page_of_a_list_is_its_own_with_its_neighbours(client: Client) -> None:
    world = section("World", description="Near and far")
    for _ in range(41):
        published_article(section=world)
    first, second, third = (
        dict(head(client, f"/sections/world/?page={number}&x=1")) for number in (1, 2, 3)
    )
    address = f"{SITE}/sections/world/"
    assert first["canonical"] == address
    assert second["canonical"] == f"{address}?page=2"
    assert (second["prev"], second["next"]) == (address, f"{address}?page=3")
    assert (first["next"], third["prev"]) == (f"{address}?page=2", f"{address}?page=2")
    assert "prev" not in first
    assert "next" not in third
    assert first["description"] == "Near and far"


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", "Tide & Sons"), ("/community/", "Shining City on the Web"), ("/authors/ida/", "Ida")],
)
def test_other_pages_say_what_they_are(client: Client, path: str, title: str) -> None:
    published_article(authors=[author("Ida", bio="Writes.\n\nWell.")])
    named = dict(head(client, path))
    assert named["canonical"] == f"{SITE}{path}"
    assert named["og:title"] == title
    assert named["og:type"] == "website"
    expected = {"/": "Salt and ink", "/authors/ida/": "Writes. Well."}.get(path)
    assert named.get("description") == expected


def test_canonical_is_encoded_and_never_the_host_that_was_asked(client: Client) -> None:
    published_article(slug="café")
    page("About")
    assert dict(head(client, "/articles/café/"))["canonical"] == f"{SITE}/articles/caf%C3%A9/"
    named = dict(head(client, "/pages/about/?utm_source=x"))
    assert named["canonical"] == f"{SITE}/pages/about/"
    html = client.get("/pages/about/", headers={"host": "localhost"}).content.decode()
    assert "localhost" not in html.partition("</head>")[0]


def test_what_is_not_there_has_no_address(client: Client) -> None:
    assert "canonical" not in dict(head(client, "/no-such-page/"))


def test_draft_is_kept_out_of_search(client: Client) -> None:
    piece = published_article()
    piece.state = "draft"
    piece.save()
    client.force_login(editor())
    assert dict(head(client, piece.get_absolute_url()))["robots"] == "noindex"


def test_drawn_picture_goes_before_the_cover(client: Client) -> None:
    piece = published_article(cover=picture("Cover"), share_image="shared/2026/03/drawn.png")
    named = dict(head(client, piece.get_absolute_url()))
    assert named["og:image"] == f"{SITE}/media/shared/2026/03/drawn.png"
    assert (named["og:image:width"], named["og:image:height"]) == ("1200", "630")
