"""Structured data: every property checked against schema.org and what search engines ask for."""

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from articles import linked_data
from articles.icon_addresses import icon_url
from articles.models import Publication
from community.html import json_block
from tests.factories.articles import author, page, picture, published_article, section
from tests.factories.community import editor, member
from tests.specs.schema_org import nodes, problems, types_of

pytestmark = pytest.mark.django_db

SITE = "https://example.org"
BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
AT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE
    Publication.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Tide & Sons",
            "tagline": "Salt and ink",
            "logo": picture("The mark"),
            "contact_email": "desk@example.org",
        },
    )


def data_of(client: Client, path: str) -> dict[str, Any]:
    """What the page says of itself; it says it once."""
    (block,) = BLOCK.findall(client.get(path).content.decode())
    data: dict[str, Any] = json.loads(block)
    return data


def node_of(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(node for node in data["@graph"] if kind in types_of(node))


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("commentary", "NewsArticle"), ("story", "ShortStory"), ("gallery", "ImageGallery")],
)
@pytest.mark.parametrize("access", ["everyone", "members"])
def test_piece_says_all_that_is_asked_for(
    client: Client, kind: str, expected: str, access: str
) -> None:
    asia = section("Asia", parent=section("World"))
    piece = published_article(
        "On ferries",
        slug="ferries",
        kind=kind,
        access=access,
        section=asia,
        authors=[author("Zoe"), author("Ada")],
        tags=["night"],
        cover=picture("Cover", credit="Ida"),
        standfirst="Boats & books",
        published_at=AT,
        updated_at=AT.replace(day=2),
    )
    piece.gallery_pictures.create(picture=picture("One", caption="Dusk"))
    data = data_of(client, "/articles/ferries/")
    node = node_of(data, expected)
    address = f"{SITE}/articles/ferries/"
    assert problems(data, is_complete=True) == []
    assert node["headline"] == node["name"] == "On ferries"
    assert node["mainEntityOfPage"] == {"@type": "WebPage", "@id": address}
    assert node["url"] == address
    assert node["datePublished"] == "2026-03-01T09:30:00+00:00"
    assert node["dateModified"] == "2026-03-02T09:30:00+00:00"
    assert [each["name"] for each in node["author"]] == ["Zoe", "Ada"]
    assert node["author"][0]["url"] == f"{SITE}/authors/zoe/"
    assert node["publisher"]["logo"]["url"].startswith(f"{SITE}/media/")
    assert (node["articleSection"], node["keywords"]) == ("Asia", ["night"])
    assert (node["inLanguage"], node["description"]) == ("en-GB", "Boats & books")
    assert node["wordCount"] == piece.word_count
    assert node["isAccessibleForFree"] is (access == "everyone")
    shows_gallery = kind == "gallery" and access == "everyone"
    assert [each["caption"] for each in node["image"]] == ["Dusk" if shows_gallery else "Cover"]
    crumbs = node_of(data, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in crumbs] == ["Tide & Sons", "World", "Asia", "On ferries"]
    assert crumbs[1]["item"] == f"{SITE}/sections/world/"


def test_gated_piece_names_the_part_that_the_page_keeps_back(client: Client) -> None:
    piece = published_article(access="citizens", body=f"<p>Open.</p><p>{'word ' * 90}</p>")
    node = node_of(data_of(client, piece.get_absolute_url()), "NewsArticle")
    selector = node["hasPart"]["cssSelector"]
    page_html = client.get(piece.get_absolute_url()).content.decode()
    assert node["hasPart"]["isAccessibleForFree"] is False
    assert f'class="{selector.removeprefix(".")}"' in page_html


def test_gated_gallery_is_described_as_a_stranger_sees_it(client: Client) -> None:
    piece = published_article(kind="gallery", access="members", cover=picture("Cover"))
    piece.gallery_pictures.create(picture=picture("Kept back"))
    node = node_of(data_of(client, piece.get_absolute_url()), "ImageGallery")
    assert [each["caption"] for each in node["image"]] == ["Cover"]


def test_a_member_is_no_machine(client: Client) -> None:
    piece = published_article()
    client.force_login(member())
    assert "application/ld+json" not in client.get(piece.get_absolute_url()).content.decode()


def test_drawn_picture_stands_before_the_cover(client: Client) -> None:
    piece = published_article(cover=picture("Cover"), share_image="shared/2026/03/drawn.png")
    node = node_of(data_of(client, piece.get_absolute_url()), "NewsArticle")
    drawn, cover = node["image"]
    assert drawn["url"] == f"{SITE}/media/shared/2026/03/drawn.png"
    assert cover["caption"] == "Cover"


def test_bare_piece_leaves_out_what_is_not_known(client: Client) -> None:
    Publication.objects.update(logo=None, tagline="", contact_email="")
    piece = published_article(authors=[])
    data = data_of(client, piece.get_absolute_url())
    assert problems(data) == []
    logo = node_of(data, "NewsArticle")["publisher"]["logo"]
    assert logo["url"] == f"{SITE}{icon_url(Publication.current(), '512')}"
    assert not {"image", "author", "keywords", "hasPart"} & set(node_of(data, "NewsArticle"))


def test_headline_is_cut_and_the_name_is_not(client: Client) -> None:
    title = "Ferries and harbours " * 9
    piece = published_article(title.strip(), slug="x", language="ar")
    data = data_of(client, piece.get_absolute_url())
    node = node_of(data, "NewsArticle")
    assert problems(data) == []
    assert len(node["headline"]) == 110
    assert node["headline"].endswith("…")
    assert node["name"] == title.strip()
    assert node["inLanguage"] == "ar"


def test_front_page_presents_the_publication_and_its_search(client: Client) -> None:
    data = data_of(client, "/")
    website = node_of(data, "WebSite")
    assert problems(data, is_complete=True) == []
    assert node_of(data, "Organization")["@id"] == website["publisher"]["@id"]
    target = website["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{SITE}/search/?q={{search_term_string}}"


def test_author_has_a_profile_and_an_account_while_it_is_open(client: Client) -> None:
    user = member("Ida")
    ida = author("Ida", bio="Writes.", user=user)
    published_article(authors=[ida])
    data = data_of(client, ida.get_absolute_url())
    about = node_of(data, "ProfilePage")["mainEntity"]
    assert problems(data, is_complete=True) == []
    assert (about["name"], about["description"]) == ("Ida", "Writes.")
    assert about["sameAs"] == [f"{SITE}{user.get_absolute_url()}"]
    user.is_active = False
    user.save()
    data = data_of(client, ida.get_absolute_url())
    assert "sameAs" not in node_of(data, "ProfilePage")["mainEntity"]


def test_section_says_the_way_to_it(client: Client) -> None:
    asia = section("Asia", parent=section("World"))
    data = data_of(client, asia.get_absolute_url())
    assert problems(data) == []
    steps = node_of(data, "BreadcrumbList")["itemListElement"]
    assert [step["name"] for step in steps] == ["Tide & Sons", "World", "Asia"]


def test_sections_in_a_circle_do_not_hang_the_page() -> None:
    upper, lower = section("Upper"), section("Lower")
    upper.parent_id, lower.parent_id = lower.pk, upper.pk
    assert len(linked_data.trail_to(upper, [upper, lower])) <= 3


@pytest.mark.parametrize(
    "title",
    ["</script><script>alert(1)</script>", "<!--<script>", "a & b \u2028 c \u2029", "\"'\\", "ماء"],
)
def test_no_title_breaks_out_of_the_block(client: Client, title: str) -> None:
    piece = published_article(title, slug="x", standfirst=title)
    html = client.get("/articles/x/").content.decode()
    (block,) = BLOCK.findall(html)
    assert json.loads(block)["@graph"][0]["name"] == title
    assert not set("<>&\u2028\u2029") & set(block)
    assert html.count("<script") == html.count("</script>")
    assert "<script>alert" not in html
    assert piece.title == title


def test_block_escapes_only_what_must_be() -> None:
    assert json_block({"a": "é</b>"}) == (
        '<script type="application/ld+json">{"a":"é\\u003c/b\\u003e"}</script>'
    )


def test_drafts_and_plain_pages_say_nothing(client: Client) -> None:
    draft = published_article()
    draft.state = "draft"
    draft.save()
    client.force_login(editor())
    for path in (draft.get_absolute_url(), page().get_absolute_url(), "/no-such-page/"):
        assert not BLOCK.findall(client.get(path).content.decode())


def test_the_table_can_fail() -> None:
    bad = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "NewsArticle", "headline": "x" * 111, "odd": 1, "isAccessibleForFree": False},
            {"@type": "ListItem", "position": 1},
            {"@type": "Car"},
        ],
    }
    assert len(list(nodes(bad))) == 3
    assert len(problems(bad)) == 6
    assert len(problems(bad, is_complete=True)) == 10
