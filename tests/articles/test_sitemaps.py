"""The maps of the site: valid, true, in parts when it is large."""

from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.feeds import maps
from articles.models import Article, Publication
from tests.factories.articles import article, author, page, published_article, section, story
from tests.factories.community import citizen
from tests.specs.forms import parse
from tests.specs.sitemaps import N, S, news_problems, problems

pytestmark = pytest.mark.django_db

SITE = "https://example.org"
NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE
    Publication.objects.update_or_create(pk=1, defaults={"name": "Tide & Sons"})


def places(client: Client, path: str = "/sitemap.xml") -> dict[str, str | None]:
    """Map each path to the time of its last change."""
    response = client.get(path)
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    assert problems(response.content, SITE) == []
    return {
        (element.findtext(f"{S}loc") or "").removeprefix(SITE): element.findtext(f"{S}lastmod")
        for element in parse(response.content)
    }


def test_small_site_is_one_map_of_all_that_a_stranger_finds(client: Client) -> None:
    world = section("World")
    asia = section("Asia", parent=world)
    section("Empty")
    published_article("Café", slug="café", section=asia, authors=[author("Ida")], tags=["night"])
    article("Draft", section=section("Drafts"), authors=[author("Cem")], tags=["draft"])
    article("Withdrawn", state="withdrawn", authors=[author("Eda")], tags=["gone"])
    page("About")
    page("Hidden", published_at=None)
    assert set(places(client)) == {
        "/",
        "/articles/caf%C3%A9/",
        "/sections/world/",
        "/sections/asia/",
        "/tags/night/",
        "/authors/ida/",
        "/pages/about/",
        "/community/",
        "/community/charter/",
        "/community/rights/",
    }


def test_times_are_those_of_the_last_change(client: Client) -> None:
    world = section("World")
    asia = section("Asia", parent=world)
    published_article("Old", section=world, published_at=NOW - timedelta(days=9))
    published_article("Changed", section=asia, published_at=NOW - timedelta(days=3), updated_at=NOW)
    changed = places(client)
    assert changed["/articles/old/"] == "2026-04-25T12:00:00+00:00"
    assert changed["/articles/changed/"] == "2026-05-04T12:00:00+00:00"
    assert changed["/sections/asia/"] == changed["/sections/world/"] == "2026-05-01T12:00:00+00:00"
    assert changed["/"] == "2026-05-01T12:00:00+00:00"
    assert changed["/community/"] is None


def test_large_site_is_an_index_with_parts_that_hold_everything_once(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = set(places(client))
    for number in count():
        piece = published_article(f"Piece no. {number}", published_at=NOW, tags=[f"t{number}"])
        if number > 6 and not piece.pk % 5:
            break
    whole |= set(places(client))
    monkeypatch.setattr(maps, "PART", 5)
    index = places(client)
    assert all(path.startswith("/sitemap-") for path in index)
    parts = [places(client, path) for path in index]
    assert all(0 < len(part) <= 5 or "/" in part for part in parts)
    assert sum(map(len, parts)) == len(whole)
    assert {path for part in parts for path in part} == whole
    assert index[f"/sitemap-articles-{piece.pk // 5}.xml"] == "2026-05-04T12:00:00+00:00"


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-articles-7.xml",
        "/sitemap-articles-99999999999999999999999.xml",
        "/sitemap-pages-1.xml",
        "/sitemap-members-0.xml",
        "/sitemap-articles--1.xml",
    ],
)
def test_no_part_is_served_that_is_not_there(client: Client, path: str) -> None:
    published_article()
    assert client.get(path).status_code == 404


def test_queries_of_the_map_do_not_grow(client: Client) -> None:
    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    published_article(tags=["a"])
    paths = ("/sitemap.xml", "/news-sitemap.xml", "/sitemap-pages-0.xml")
    client.get("/sitemap.xml")
    few = [asked(path) for path in paths]
    for number in range(6):
        published_article(tags=[f"t{number}"], authors=[author()], section=section())
    assert [asked(path) for path in paths] == few
    assert few[0] <= 8


@time_machine.travel(NOW, tick=False)
def test_news_are_of_the_last_two_days_and_no_fiction(client: Client) -> None:
    published_article("Bread & <water>", slug="bread", published_at=NOW - timedelta(hours=47))
    published_article("الماء", slug="ماء", language="ar", published_at=NOW - timedelta(hours=1))
    published_article("Old", published_at=NOW - timedelta(hours=49))
    story("Fiction")
    article("Draft")
    response = client.get("/news-sitemap.xml")
    assert news_problems(response.content, SITE, timezone.now()) == []
    news = parse(response.content).findall(f"{S}url/{N}news")
    assert [each.findtext(f"{N}title") for each in news] == ["الماء", "Bread & <water>"]
    assert [each.findtext(f"{N}publication/{N}language") for each in news] == ["ar", "en"]
    assert {each.findtext(f"{N}publication/{N}name") for each in news} == {"Tide & Sons"}
    assert news[1].findtext(f"{N}publication_date") == "2026-05-02T13:00:00+00:00"


@pytest.mark.parametrize(
    ("language", "told"), [("pt-br", "pt"), ("zh-hant", "zh-tw"), ("zh", "zh-cn"), ("", "en")]
)
def test_news_name_their_language_as_asked(client: Client, language: str, told: str) -> None:
    published_article(language=language)
    content = client.get("/news-sitemap.xml").content
    assert f"<news:language>{told}</news:language>".encode() in content


def test_hostile_title_of_news_stays_a_title(client: Client) -> None:
    title = "]]> </news:title> & \x07 “x”"
    published_article(title, slug="x")
    content = client.get("/news-sitemap.xml").content
    assert news_problems(content, SITE, timezone.now()) == []
    assert parse(content).findtext(f"{S}url/{N}news/{N}title") == title.replace("\x07", "")


def test_no_news_is_an_empty_map(client: Client) -> None:
    response = client.get("/news-sitemap.xml")
    assert (response.status_code, len(parse(response.content))) == (200, 0)


def test_maps_are_the_same_for_everybody_and_asked_again_in_a_word(client: Client) -> None:
    published_article()
    for path in ("/sitemap.xml", "/news-sitemap.xml"):
        first = client.get(path)
        signed_in = Client()
        signed_in.force_login(citizen())
        assert signed_in.get(path).content == first.content
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        Article.objects.update(slug=f"renamed-{path.count('n')}")
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_the_checks_of_specifications_can_fail() -> None:
    bad = (
        b'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/x</loc>'
        b"<lastmod>today</lastmod><odd/><priority>2</priority></url></urlset>"
    )
    assert len(problems(bad, SITE)) == 5
    assert news_problems(bad, SITE, NOW)[-1] == "a place without news"
