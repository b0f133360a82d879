"""What is kept for members is told to no stranger by any address: pages, heads, feeds, maps."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Access, Article
from tests.factories.articles import picture, relate, story
from tests.factories.comments import comment
from tests.factories.community import citizen
from tests.world import ROUTES, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]

WORDS = ("sesame-in-text", "sesame-in-picture", "sesame-in-comment")
OPENING = "<p>The opening.</p>" + "<p>more words here</p>" * 60


def gated_world(access: str) -> World:
    """A world whose one piece keeps its end, its pictures and its discussion for others."""
    world = World()
    piece = world.article
    piece.body = f'{OPENING}<p>{WORDS[0]}</p><figure><img src="/media/sesame.jpg" alt=""></figure>'
    Article.objects.filter(pk=piece.pk).update(
        body=piece.body, access=access, kind=Article.Kind.GALLERY
    )
    piece.gallery_pictures.create(picture=picture(WORDS[1], caption=WORDS[1]))
    comment(piece, text=WORDS[2])
    relate(story("Sequel", access=access, body=f"{OPENING}<p>{WORDS[0]}</p>"), piece, "continues")
    return world


def leaks(client: Client, world: World) -> set[tuple[str, str]]:
    """Ask for everything that there is; return which route told which words."""
    told = set[tuple[str, str]]()
    for name in ROUTES:
        response = client.get(reverse(name, kwargs=world.arguments(name)))
        content = b"".join(response) if response.streaming else response.content
        told |= {(name, word) for word in (*WORDS, "sesame.jpg") if word.encode() in content}
    return told


@pytest.mark.parametrize("access", [gate for gate in Access.values if gate != Access.EVERYONE])
def test_no_address_tells_a_stranger_what_is_behind_a_gate(access: str) -> None:
    assert leaks(Client(), gated_world(access)) == set()


def test_feeds_and_maps_tell_nobody_even_where_the_page_does() -> None:
    """They are fetched and kept by programs: a member's session changes nothing."""
    world, client = gated_world(Access.MEMBERS), Client()
    client.force_login(citizen())
    assert {name for name, _word in leaks(client, world)} <= {
        "articles:article", "comments:comment", "comments:reply", "community:member",
        "comments:report", "comments:discussion", "articles:home",
    }  # fmt: skip
    assert ("articles:article", WORDS[0]) in leaks(client, world)


def test_the_walk_finds_what_is_open() -> None:
    told = leaks(Client(), gated_world(Access.EVERYONE))
    assert {name for name, word in told if word == WORDS[0]} >= {
        "articles:article", "articles:feed", "articles:atom_feed", "articles:json_feed",
        "articles:section_feed", "articles:tag_feed", "articles:author_feed",
    }  # fmt: skip
    assert {name for name, word in told if word == WORDS[2]} >= {
        "comments:feed", "comments:article_feed",
    }  # fmt: skip
