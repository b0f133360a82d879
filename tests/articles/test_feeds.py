"""The feeds of the publication: valid by their specifications, whole, cheap to ask for again."""

import json
from datetime import UTC, datetime, timedelta
from xml.etree.ElementTree import Element

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.icon_addresses import icon_url
from articles.models import Article, Publication
from tests.factories.articles import (
    article,
    aside,
    author,
    page,
    picture,
    published_article,
    relate,
    section,
    story,
)
from tests.factories.community import citizen
from tests.specs import atom, json_feed, rss
from tests.specs.forms import parse

pytestmark = pytest.mark.django_db

SITE = "https://example.org"
EVERY = ("/feed/", "/feed/atom/", "/feed/json/")
HOSTILE = "Fish & <b>chips</b> ]]> </script><!-- \x07\x1f\u2028 “quotes” <3"
ARABIC = "ماء السبيل في مدينة على الشبكة"
LONGEST = "Ferries " * 22 + "to go"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE
    Publication.objects.update_or_create(pk=1, defaults={"name": "Tide & Sons"})


def items(client: Client, path: str = "/feed/") -> list[Element]:
    return parse(client.get(path).content).findall("channel/item")


def titles(client: Client, path: str) -> list[str | None]:
    return [item.findtext("title") for item in items(client, path)]


def text(client: Client, path: str = "/feed/") -> str:
    """The whole text of the first item."""
    return items(client, path)[0].findtext(rss.CONTENT) or ""


def busy_site() -> Article:
    """Everything that an entry can say, and the hostile among titles."""
    logo = picture("Tide & Sons")
    Publication.objects.update(logo=logo, tagline="Salt & ink")
    cover = picture('A "ferry" & <its> wake', caption="Off & away", credit="Ida <i>")
    sequel = story("The forgotten line", days_ago=3, access="members")
    whole = published_article(
        HOSTILE,
        slug="fish",
        standfirst="Tom & Jerry < 3",
        cover=cover,
        tags=["night", "R&D"],
        authors=[author("Ida & Co"), author("نور")],
        days_ago=1,
        updated_at=timezone.now(),
    )
    relate(sequel, whole, "continues")
    other = published_article(ARABIC, language="ar", days_ago=2, access="citizens")
    whole.body = f'<p id="b-1">Go <a href="/pages/x/">there</a>.</p>{aside(other)}<p>Bye.</p>'
    whole.save()
    relate(whole, other)
    gallery = published_article(LONGEST, kind="gallery", body="", days_ago=4)
    gallery.gallery_pictures.create(picture=picture("One"))
    published_article("Café au lait — été", slug="café", days_ago=5)
    return whole


# -- The specifications ----------------------------------------------------------------------------


@pytest.mark.parametrize("filled", [True, False])
def test_rss_keeps_its_specification(client: Client, filled: bool) -> None:
    whole = busy_site() if filled else article(tags=["night"])
    paths = ["/feed/", f"{whole.section.get_absolute_url()}feed/", "/tags/night/feed/"]
    paths.append(f"{whole.authors.all()[0].get_absolute_url()}feed/")
    for path in paths:
        response = client.get(path)
        assert response.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
        assert rss.problems(response.content) == [], path
    assert len(items(client)) == (5 if filled else 0)


@pytest.mark.parametrize("filled", [True, False])
def test_atom_keeps_its_specification(client: Client, filled: bool) -> None:
    if filled:
        busy_site()
    response = client.get("/feed/atom/")
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert atom.problems(response.content) == []
    assert len(parse(response.content).findall(f"{atom.A}entry")) == (5 if filled else 0)


@pytest.mark.parametrize("filled", [True, False])
def test_json_feed_keeps_its_specification(client: Client, filled: bool) -> None:
    if filled:
        busy_site()
    response = client.get("/feed/json/")
    assert response.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    assert json_feed.problems(response.content) == []
    assert len(response.json()["items"]) == (5 if filled else 0)


def test_the_checks_of_specifications_can_fail() -> None:
    assert len(rss.problems(BAD_RSS)) == 9
    assert len(atom.problems(BAD_ATOM)) == 6
    assert len(json_feed.problems(json.dumps(BAD_JSON).encode())) == 7


BAD_RSS = b"""<rss version="2.0"><channel><title>A</title><link>/here</link>
<description>D</description><language>english!</language><odd/>
<item><title>T</title><link>https://example.org/</link><guid>not an address</guid>
<pubDate>Tue, 23 Nov 2026 10:00:00 +0000</pubDate>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;a href="/x"&gt;
</content:encoded><enclosure url="/x.jpg" type="image"/></item></channel></rss>"""
BAD_ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>x</id>
<updated>2026-11-23</updated><entry><title/><id>urn:x</id>
<updated>2026-11-23T10:00:00Z</updated></entry></feed>"""
BAD_JSON = {
    "version": "https://jsonfeed.org/version/1",
    "title": "",
    "author": {},
    "items": [{"url": "/x", "content_html": '<img src="/y">', "date_published": "today"}],
}


# -- What stands in them ---------------------------------------------------------------------------


def test_feed_holds_the_newest_pieces_whole(client: Client) -> None:
    for number in range(23):
        published_article(f"Piece no. {number}", days_ago=number, body=f"<p>{'word ' * 400}end</p>")
    article("A draft")
    article("Withdrawn", state="withdrawn")
    assert titles(client, "/feed/") == [f"Piece no. {number}" for number in range(20)]
    assert "word end</p>" in text(client)


def test_feeds_bear_the_marks_of_the_publication(client: Client) -> None:
    icon = f"{SITE}{icon_url(Publication.current(), '512')}"
    assert parse(client.get("/feed/").content).findtext("channel/image/url") == icon
    assert parse(client.get("/feed/atom/").content).findtext(f"{atom.A}icon") == icon
    assert client.get("/feed/json/").json()["icon"] == icon
    assert client.get(icon.removeprefix(SITE)).headers["Content-Type"] == "image/png"


def test_lists_have_feeds_of_their_own(client: Client) -> None:
    world = section("World")
    asia, cities = section("Asia", parent=world), section("Cities")
    ida, cem = author("Ida"), author("Cem")
    published_article("One", section=asia, authors=[ida], tags=["night"], days_ago=1)
    published_article("Two", section=cities, authors=[cem, ida], days_ago=2)
    assert titles(client, "/sections/world/feed/") == ["One"]
    assert titles(client, "/sections/cities/feed/") == ["Two"]
    assert titles(client, "/tags/night/feed/") == ["One"]
    assert titles(client, "/authors/ida/feed/") == ["One", "Two"]
    assert titles(client, "/authors/cem/feed/") == ["Two"]
    for path in ("/sections/no/feed/", "/tags/no/feed/", "/authors/no/feed/"):
        assert client.get(path).status_code == 404


def test_hostile_titles_arrive_as_they_were_written(client: Client) -> None:
    busy_site()
    expected = {HOSTILE.replace("\x07\x1f", ""), ARABIC, LONGEST, "Café au lait — été"}
    entries = parse(client.get("/feed/atom/").content).findall(f"{atom.A}entry")
    assert expected <= set(titles(client, "/feed/"))
    assert expected <= {entry.findtext(f"{atom.A}title") for entry in entries}
    assert expected <= {item["title"] for item in client.get("/feed/json/").json()["items"]}


def test_entry_keeps_its_name_when_it_is_renamed_and_moved(
    client: Client, settings: Settings
) -> None:
    piece = published_article()
    before = items(client)[0].find("guid")
    Article.objects.update(slug="elsewhere", title="Renamed")
    settings.SITE_URL = "https://example.net"
    after = items(client)[0].find("guid")
    assert before is not None
    assert after is not None
    assert before.text == after.text == piece.uuid.urn
    assert after.get("isPermaLink") == "false"
    assert items(client)[0].findtext("link") == "https://example.net/articles/elsewhere/"


def test_entry_says_who_wrote_what_and_when(client: Client) -> None:
    at = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    published_article(
        authors=[author("Ida"), author("Cem")],
        tags=["night"],
        section=section("World"),
        published_at=at,
        updated_at=at + timedelta(days=1),
        language="fr",
    )
    item = items(client)[0]
    entry = parse(client.get("/feed/atom/").content).find(f"{atom.A}entry")
    told = client.get("/feed/json/").json()["items"][0]
    assert [each.text for each in item.findall(f"{rss.DC}creator")] == ["Ida", "Cem"]
    assert [each.text for each in item.findall("category")] == ["World", "night"]
    assert item.findtext("pubDate") == "Sun, 01 Mar 2026 09:30:00 +0000"
    assert item.findtext(f"{rss.ATOM}updated") == "2026-03-02T09:30:00+00:00"
    assert item.findtext(f"{rss.DC}language") == "fr"
    assert entry is not None
    assert entry.get(atom.LANG) == "fr"
    assert entry.findtext(f"{atom.A}updated") == "2026-03-02T09:30:00+00:00"
    assert [each["name"] for each in told["authors"]] == ["Ida", "Cem"]
    assert told["authors"][0]["url"] == f"{SITE}/authors/ida/"
    assert told["date_modified"] == "2026-03-02T09:30:00+00:00"
    assert told["language"] == "fr"


def test_links_and_pictures_lead_to_the_site_from_anywhere(client: Client) -> None:
    body = (
        '<p>A <a href="/pages/about/">page</a>, <a href="https://example.com/x">elsewhere</a>,'
        ' <a href="#fn-1">a note</a>, code: href="/kept".</p>'
        '<figure><img src="/media/pictures/a.jpg" alt="A"></figure>'
        '<ol class="footnotes"><li id="fn-1">A note.</li></ol>'
    )
    published_article(slug="x", body=body, cover=picture("Cover", caption="Dusk"))
    html = text(client)
    assert f'<a href="{SITE}/pages/about/">' in html
    assert '<a href="https://example.com/x">' in html
    assert f'<a href="{SITE}/articles/x/#fn-1">' in html
    assert f'<img src="{SITE}/media/pictures/a.jpg"' in html
    assert f'<figure><img src="{SITE}/media/pictures/' in html
    assert 'code: href="/kept"' in html
    assert " id=" not in html


def test_see_also_becomes_a_line_and_leaves_nothing_where_it_may_not_be_seen(
    client: Client,
) -> None:
    seen, unseen = published_article("Seen <it>", slug="seen", days_ago=3), article("Unseen")
    unplaced = published_article("Unplaced", days_ago=3)
    body = f"<p>One.</p>{aside(seen)}<p>Two.</p>{aside(unseen)}<p>Four.</p>"
    piece = published_article(body=body)
    for other in (seen, unseen, unplaced):
        relate(piece, other)
    html = text(client)
    line = f'<p><strong>See also</strong> <a href="{SITE}/articles/seen/">Seen &lt;it&gt;</a></p>'
    assert html.index("One.") < html.index(line) < html.index("Two.")
    assert html.index("Four.") < html.index("Unplaced")
    assert "Unseen" not in html
    assert "aside" not in html


def test_stories_name_what_they_continue_and_what_continues_them(client: Client) -> None:
    piece = published_article("Before", slug="before", days_ago=1)
    story("After", slug="after", continues=piece)
    relate(article("Withdrawn", kind="story", state="withdrawn"), piece, "continues")
    after, before = (item.findtext(rss.CONTENT) or "" for item in items(client))
    assert "Withdrawn" not in before
    assert f'<strong>This story continues</strong> <a href="{SITE}/articles/before/">' in after
    assert f'goes on from here.</strong> <a href="{SITE}/articles/after/">' in before


def test_gallery_stands_whole_in_the_feed(client: Client) -> None:
    piece = published_article(kind="gallery", body="<p>Look.</p>", cover=picture("Cover"))
    for name in ("One", "Two"):
        piece.gallery_pictures.create(picture=picture(name, credit=f"by {name}"))
    html = text(client)
    assert html.index('alt="One"') < html.index('alt="Two"')
    assert "<figcaption>by Two</figcaption>" in html
    assert 'alt="Cover"' not in html


def test_text_in_another_language_says_so(client: Client) -> None:
    published_article(ARABIC, language="ar", body="<p>السبيل</p>")
    assert '<div lang="ar" dir="rtl"><p>السبيل</p></div>' in text(client)


# -- Links that are paid for -----------------------------------------------------------------------

PAID = '<p>First.</p><ul><li><a href="https://shop.example.com/x">A lamp</a></li></ul>'


@pytest.fixture
def paid_hosts() -> None:
    Publication.objects.update(affiliate_hosts="example.com", disclosure="We <earn> & tell.")


@pytest.mark.usefixtures("paid_hosts")
@pytest.mark.parametrize("path", EVERY)
def test_paid_links_keep_their_note(client: Client, path: str) -> None:
    published_article(body=PAID)
    content = client.get(path).content.decode()
    if path != "/feed/json/":
        html = "".join(parse(content.encode()).itertext())
    else:
        html = client.get(path).json()["items"][0]["content_html"]
    note = "<p><em>We &lt;earn&gt; &amp; tell.</em></p>"
    assert html.index("First.") < html.index(note) < html.index("A lamp")
    assert 'rel="sponsored noopener"' in html


@pytest.mark.usefixtures("paid_hosts")
def test_no_note_without_paid_links(client: Client) -> None:
    published_article(body="<p>Nothing to sell.</p>")
    assert "earn" not in text(client)


# -- What is behind a gate -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("access", "words"),
    [
        ("members", "everybody who has an account in Shining City on the Web"),
        ("residents", "every permanent resident of"),
        ("citizens", "every citizen of"),
    ],
)
@pytest.mark.parametrize("path", EVERY)
def test_gated_piece_shows_its_preview_and_the_way_in(
    client: Client, access: str, words: str, path: str
) -> None:
    body = f"<p>The opening.</p>{'<p>more words here</p>' * 80}<p>The secret end.</p>"
    gated = published_article(slug="gated", body=body, access=access, kind="gallery")
    gated.gallery_pictures.create(picture=picture("The secret picture"))
    hidden = published_article("The secret neighbour", days_ago=9)
    relate(gated, hidden)
    Article.objects.filter(pk=hidden.pk).update(published_at=timezone.now() - timedelta(days=9))
    client.force_login(citizen())
    content = client.get(path).content.decode()
    first = content[: content.find("The secret neighbour</title>")] if path == "/feed/" else content
    assert "The opening." in content
    assert words in content
    assert "secret end" not in content
    assert "secret picture" not in content
    assert f"{SITE}/articles/gated/#discussion" not in first


# -- How they are asked for ------------------------------------------------------------------------


@pytest.mark.parametrize("path", EVERY)
def test_nothing_new_is_answered_in_a_word(client: Client, path: str) -> None:
    published_article()
    first = client.get(path)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    since = client.get(path, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert since.status_code == 304


@pytest.mark.parametrize("path", EVERY)
def test_what_was_withdrawn_is_gone_at_the_next_question(client: Client, path: str) -> None:
    published_article(days_ago=2)
    newest = published_article("Soon gone", days_ago=1)
    first = client.get(path).headers
    Article.objects.filter(pk=newest.pk).update(state="withdrawn")
    for asked in (
        {"If-None-Match": first["ETag"]},
        {"If-Modified-Since": first["Last-Modified"]},
    ):
        response = client.get(path, headers=asked)
        assert response.status_code == 200
        assert b"Soon gone" not in response.content


def test_an_empty_feed_stays_the_same(client: Client) -> None:
    tags = {client.get("/feed/atom/").headers["ETag"] for _ in range(2)}
    assert len(tags) == 1
    assert "Last-Modified" not in client.get("/feed/").headers


@pytest.mark.parametrize("path", EVERY)
def test_feed_is_the_same_for_everybody(client: Client, path: str) -> None:
    busy_site()
    strangers = client.get(path)
    client.force_login(citizen())
    members = client.get(path)
    assert members.content == strangers.content
    assert members.headers["Cache-Control"] == "public, no-cache"
    assert not strangers.cookies
    assert "Cookie" not in strangers.headers.get("Vary", "")


def queries(client: Client, path: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", [*EVERY, "/sections/world/feed/", "/tags/night/feed/"])
def test_queries_do_not_grow_with_pieces(client: Client, path: str) -> None:
    world = section("World")

    def write(number: int) -> None:
        piece = published_article(
            section=world,
            tags=["night", f"t{number}"],
            authors=[author(), author()],
            access=("everyone", "members", "citizens")[number % 3],
            cover=picture(),
            kind=("commentary", "gallery")[number % 2],
        )
        piece.gallery_pictures.create(picture=picture())
        relate(piece, published_article(section=world))
        story(continues=piece, section=world)

    for number in range(2):
        write(number)
    client.get(path)
    few = queries(client, path)
    for number in range(2, 7):
        write(number)
    assert queries(client, path) == few
    assert few <= 11


def test_feeds_are_named_in_the_head(client: Client) -> None:
    piece = published_article(tags=["night"], section=section("World"), authors=[author("Ida")])
    for path, own in (
        ("/", ""),
        (piece.get_absolute_url(), f"{piece.get_absolute_url()}comments/feed/"),
        ("/sections/world/", "/sections/world/feed/"),
        ("/tags/night/", "/tags/night/feed/"),
        ("/authors/ida/", "/authors/ida/feed/"),
        (page().get_absolute_url(), ""),
    ):
        html = client.get(path).content.decode()
        for kind, address in (
            ("rss+xml", "/feed/"),
            ("atom+xml", "/feed/atom/"),
            ("feed+json", "/feed/json/"),
        ):
            assert f'type="application/{kind}" title="Tide &amp; Sons" href="{address}"' in html
        assert html.count('rel="alternate"') == 3 + bool(own)
        assert not own or f'href="{own}"' in html
