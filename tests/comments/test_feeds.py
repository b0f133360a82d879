"""Feeds of the discussion: what a stranger may read of it, and nobody who left."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from articles.actions import save_article
from articles.models import Article, Publication
from comments.models import Comment
from community.models import User
from tests.factories.articles import article, published_article
from tests.factories.comments import comment, guest_comment, held_comment, hidden_comment
from tests.factories.community import citizen, editor, moderator, resident
from tests.specs import rss
from tests.specs.forms import parse

pytestmark = pytest.mark.django_db

SITE = "https://example.org"


@pytest.fixture(autouse=True)
def site(settings: Settings) -> None:
    settings.SITE_URL = SITE
    Publication.objects.update_or_create(pk=1, defaults={"name": "Tide & Sons"})


def texts(client: Client, path: str = "/comments/feed/") -> list[str]:
    response = client.get(path)
    assert rss.problems(response.content) == []
    return [item.findtext(rss.CONTENT) or "" for item in parse(response.content).iter("item")]


def feed_of(piece: Article) -> str:
    return f"{piece.get_absolute_url()}comments/feed/"


def test_newest_comments_come_first_by_the_time_they_appeared(client: Client) -> None:
    piece, other = published_article(), published_article()
    now = timezone.now()
    comment(piece, text="first", at=now - timedelta(hours=3))
    late = comment(piece, text="approved late", at=now - timedelta(hours=9))
    comment(other, text="elsewhere", at=now - timedelta(hours=2))
    Comment.objects.filter(pk=late.pk).update(published_at=now)
    assert texts(client) == ["<p>approved late</p>", "<p>elsewhere</p>", "<p>first</p>"]
    assert texts(client, feed_of(piece)) == ["<p>approved late</p>", "<p>first</p>"]


def test_only_what_a_stranger_reads_stands_in_feeds(client: Client) -> None:
    piece = published_article()
    by = moderator()
    for make in (held_comment, hidden_comment):
        make(piece, text="secret")
    comment(piece, text="secret", by=by, state="deleted")
    comment(piece, text="secret", by=by, state="spam")
    gated = published_article(access="members")
    comment(gated, text="secret")
    withdrawn = article(state="withdrawn")
    comment(withdrawn, text="secret")
    client.force_login(by)
    assert texts(client) == texts(client, feed_of(piece)) == []
    assert client.get(feed_of(gated)).status_code == 404
    assert client.get(feed_of(withdrawn)).status_code == 404


def test_who_left_leaves_no_name(client: Client) -> None:
    piece, ida, cem = published_article("On ferries"), resident("Ida"), resident("Cem")
    comment(piece, by=ida, text="one")
    comment(piece, by=cem, text="two")
    guest_comment(piece, "Guest <b>", text="three")
    Comment.objects.filter(author=ida).update(author=None)
    client.get(feed_of(piece))
    found = parse(client.get(feed_of(piece)).content).findall("channel/item")
    names = {item.findtext(rss.CONTENT): item.findtext(f"{rss.DC}creator") for item in found}
    titles = {item.findtext(rss.CONTENT): item.findtext("title") for item in found}
    assert names == {"<p>one</p>": None, "<p>two</p>": "Cem", "<p>three</p>": "Guest <b>"}
    assert titles["<p>one</p>"] == "somebody who left on “On ferries”"
    assert titles["<p>two</p>"] == "Cem on “On ferries”"


def test_entry_is_known_by_a_lasting_name_and_leads_to_its_place(client: Client) -> None:
    said = comment(text="See [this](/pages/x/) https://example.com/y")
    Comment.objects.update(edited_at=timezone.now() + timedelta(hours=1))
    item = parse(client.get("/comments/feed/").content).find("channel/item")
    assert item is not None
    assert item.findtext("guid") == said.uuid.urn
    assert item.findtext("link") == f"{SITE}/comments/{said.pk}/"
    assert item.findtext(f"{rss.ATOM}updated")
    assert f'href="{SITE}/pages/x/"' in (item.findtext(rss.CONTENT) or "")


def test_paid_link_in_a_comment_keeps_its_note(client: Client) -> None:
    Publication.objects.update(affiliate_hosts="example.com", disclosure="We earn.")
    comment(text="Buy https://shop.example.com/x")
    comment(text="Do not.")
    plain, paid = texts(client)
    assert "We earn." not in plain
    assert paid.startswith("<p><em>We earn.</em></p>")
    assert "sponsored" in paid


def test_hostile_words_stay_words(client: Client) -> None:
    piece = published_article("]]> </title> & \x0b", slug="x")
    by = resident("Ida", handle="ida")
    User.objects.update(display_name="Ida & Co ]]>")
    comment(piece, text="]]> <script>1</script> &amp; \x0b done", by=by)
    assert "<script" not in texts(client, feed_of(piece))[0]
    assert "done" in texts(client)[0]


def test_former_address_of_a_piece_leads_to_the_feed_of_now(client: Client) -> None:
    piece, by = published_article(slug="before"), editor()
    piece.slug = "after"
    save_article(piece, by=by)
    response = client.get("/articles/before/comments/feed/")
    assert (response.status_code, response.headers["Location"]) == (301, feed_of(piece))
    Article.objects.update(state="withdrawn")
    assert client.get("/articles/before/comments/feed/").status_code == 404
    assert client.get("/articles/never/comments/feed/").status_code == 404


def test_feed_is_the_same_for_everybody_and_asked_again_in_a_word(client: Client) -> None:
    piece = comment().discussion.article
    for path in ("/comments/feed/", feed_of(piece)):
        first = client.get(path)
        signed_in = Client()
        signed_in.force_login(citizen())
        assert signed_in.get(path).content == first.content
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        comment(piece)
        assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_queries_do_not_grow_and_thirty_are_shown(client: Client) -> None:
    piece = published_article()

    def asked(path: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = ("/comments/feed/", feed_of(piece))
    comment(piece)
    few = [asked(path) for path in paths]
    for _ in range(33):
        comment(piece, by=resident())
        comment()
    assert [asked(path) for path in paths] == few
    assert max(few) <= 3
    assert [len(texts(client, path)) for path in paths] == [30, 30]
