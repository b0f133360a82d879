"""No paid link without its mark and its note, wherever it stands and however it is written."""

import json
import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.actions import save_page, save_publication
from articles.actions.writing import complete_text
from articles.html import disclosed, note_on_paid_links
from articles.models import Article, Page, Publication
from comments.models import Comment
from community.html import clean_body, comment_html
from community.models import Charter, User
from tests.articles.paid import (
    FREE,
    HOSTS,
    NOTE,
    PAID,
    PARAMETERS,
    assert_disclosed,
    link,
    seen_on,
    set_paid_links,
    texts,
)
from tests.factories.articles import page, published_article
from tests.factories.comments import comment
from tests.factories.community import editor, resident
from tests.world import ROUTES, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
UGC = frozenset({"nofollow", "ugc"})
NO_TEXTS = {"media", "theme", "favicon"}  # files

# The fixtures are the same for every example, and every example writes over the last.
on_pages = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(autouse=True)
def paid_links() -> None:
    set_paid_links()


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return str(response.content.decode())


def rewrite(piece: Article, body: str) -> None:
    piece.body = body
    complete_text(piece)
    piece.save()


@pytest.mark.parametrize("address", PAID)
def test_every_way_to_write_a_paid_link_is_known(client: Client, address: str) -> None:
    piece = published_article(body=f"<p>{link(address, 'PAID')}</p>")
    said = comment(piece, text="x")
    Comment.objects.filter(pk=said.pk).update(html=comment_html(f"[PAID](<{address}>)"))

    assert assert_disclosed(shown(client, piece.get_absolute_url())) >= 1


@pytest.mark.parametrize("address", FREE)
def test_a_free_link_stays_free(client: Client, address: str) -> None:
    piece = published_article(body=f"<p>{link(address, 'FREE')}</p>")

    page_shown = shown(client, piece.get_absolute_url())

    assert assert_disclosed(page_shown) == 0
    assert [name for name, _rel in seen_on(page_shown)] == ["FREE"]


@on_pages
@given(texts())
def test_no_paid_link_of_a_piece_loses_its_note(body: str) -> None:
    client, piece = Client(), Article.objects.first() or published_article()
    rewrite(piece, body)

    assert_disclosed(shown(client, piece.get_absolute_url()))


@on_pages
@given(texts())
def test_nor_in_the_opening_of_a_gated_piece(body: str) -> None:
    client, piece = Client(), Article.objects.first() or published_article(access="citizens")
    rewrite(piece, f"{body}<p>{'word ' * 300}</p>{body}")

    assert_disclosed(shown(client, piece.get_absolute_url()))


@on_pages
@given(texts())
def test_nor_on_a_page_of_the_footer(body: str) -> None:
    standing = Page.objects.first() or page("About")
    standing.body = body
    save_page(standing, by=User.objects.first() or editor())

    assert_disclosed(shown(Client(), standing.get_absolute_url()))


@on_pages
@given(st.lists(st.sampled_from([*PAID, *FREE]), max_size=4), st.sampled_from(["", "> ", "- "]))
def test_nor_in_a_comment_nor_where_it_is_quoted(addresses: list[str], before: str) -> None:
    client = Client()
    said = Comment.objects.first() or comment(published_article())
    words = (f"{before}[{'PAID' if each in PAID else 'FREE'}](<{each}>)" for each in addresses)
    Comment.objects.filter(pk=said.pk).update(html=comment_html("\n\n".join(["x", *words])))

    for address in (
        said.discussion.article.get_absolute_url(), reverse("comments:reply", args=[said.pk])
    ):  # fmt: skip
        assert_disclosed(shown(client, address), also=UGC)


@given(texts())
def test_nor_in_what_feeds_and_letters_send(body: str) -> None:
    ours = Publication(affiliate_hosts=HOSTS, affiliate_parameters=PARAMETERS)

    assert_disclosed(disclosed(clean_body(body), ours.paid_links, note_on_paid_links(NOTE)))


PLANTED = f"<ul><li>{link(PAID[0], 'PAID')} {link(FREE[0], 'FREE')}</li></ul>"


@pytest.fixture
def planted_world() -> World:
    """One of everything, with a paid link in each text of it."""
    world = World()
    opening = f"{PLANTED}<p>{'word ' * 90}</p>"
    for piece in Article.objects.all():
        rewrite(piece, opening + PLANTED)
    Page.objects.update(body=clean_body(opening))
    Comment.objects.update(html=comment_html(f"[PAID](<{PAID[0]}>)"), text=PAID[0])
    Charter.objects.update(html=clean_body(opening))
    return world


def texts_of(response: Any) -> Iterator[str]:  # noqa: ANN401  # what the client got
    """The page itself, or every text of a feed that may be HTML."""
    kind = response.headers.get("Content-Type", "")
    content = response.content.decode() if re.search("html|json|xml", kind) else ""
    if "html" in kind:
        yield content
    elif "json" in kind:
        yield from (text for text in strings_in(json.loads(content)) if "</" in text)
    elif "xml" in kind:
        nodes = ET.fromstring(content).iter()  # noqa: S314  # our own
        yield from (node.text for node in nodes if node.text and "</" in node.text)


def strings_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings_in(inner)


@pytest.mark.parametrize("who", ["stranger", "resident", "editor"])
def test_nor_on_any_page_of_the_site(who: str, planted_world: World) -> None:
    """Every address joins by itself, those to come too."""
    client = Client()
    if who != "stranger":
        client.force_login({"resident": resident, "editor": editor}[who]())

    found = {
        name: sum(assert_disclosed(text) for text in texts_of(client.get(address)))
        for name, address in (
            (name, reverse(name, kwargs=planted_world.arguments(name))) for name in ROUTES
        )
        if name not in NO_TEXTS
    }

    expected = {"articles:article", "articles:page", "comments:reply", "community:charter"}
    assert {name for name, count in found.items() if count} >= expected


def test_no_words_of_ones_own_still_say_it(client: Client) -> None:
    Publication.objects.update(disclosure=" ")
    piece = published_article(body=PLANTED)

    content = shown(client, piece.get_absolute_url())

    assert content.count("Some links here are paid for") == 2


def test_changed_settings_show_at_once(client: Client) -> None:
    piece = published_article(body=PLANTED)
    assert assert_disclosed(shown(client, piece.get_absolute_url())) == 1

    ours = Publication.current()
    ours.affiliate_hosts = "other.example"
    save_publication(ours, by=editor())

    assert NOTE not in shown(client, piece.get_absolute_url())


def test_settings_of_an_earlier_edition_still_count() -> None:
    ours = Publication(affiliate_hosts="https://me@www.shop.example:443/x?y other")

    assert ours.paid_links.include("https://shop.example/")


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("affiliate_hosts", "shop.example\nhttps://x.example/", "Line 2: write the host alone"),
        ("affiliate_hosts", "amazon", "Line 1: “amazon” is no host"),
        ("affiliate_hosts", "a b.example", "Line 1: “a b.example” is no host"),
        ("affiliate_parameters", "\n?tag=", "Line 2: write the parameter alone"),
        ("affiliate_parameters", "amazon tag", "Line 1: “amazon tag” is no parameter"),
        ("affiliate_parameters", "tag=", "Line 1: “tag=” is no parameter"),
        ("affiliate_parameters", "a.example b c", "Line 1: “a.example b c” is no parameter"),
    ],
)
def test_what_says_nothing_is_refused_with_its_line(field: str, text: str, sentence: str) -> None:
    ours = Publication.current()
    setattr(ours, field, text)

    with pytest.raises(ValidationError) as refused:
        ours.full_clean()

    assert sentence in refused.value.message_dict[field][0]


def test_settings_are_changed_at_the_desk(client: Client) -> None:
    client.force_login(editor())
    address = reverse("admin:articles_publication_change", args=[1])
    sent = {"name": "Paper", "accent": "#0e5a50", "affiliate_hosts": HOSTS}

    refused = client.post(address, {**sent, "affiliate_parameters": "?"})
    taken = client.post(address, {**sent, "affiliate_parameters": PARAMETERS})

    assert "Line 1: write the parameter alone" in refused.content.decode()
    assert taken.status_code == 302
    assert Publication.current().affiliate_parameters.split() == PARAMETERS.split()
