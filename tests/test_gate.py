"""What stands behind a gate stands nowhere else: every address, asked for by every reader.

Addresses join by themselves, those to come too (search, feeds, sitemaps).
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from articles.actions.writing import complete_text
from articles.models import Article
from comments.models import Comment
from community.html import comment_html
from community.models import User
from tests.factories.articles import picture, story
from tests.factories.community import citizen, editor, member, moderator, resident, writer
from tests.test_access import sanctioned
from tests.world import ROUTES, World, named_routes

pytestmark = [pytest.mark.django_db, pytest.mark.once]

OPENING = "The lamp is lit at six."
# "quondam" stands before some of them: the word that one would look for.
SECRETS = ["behind-words", "behind-note", "behind-caption", "behind-card", "behind-cell"]
IN_COMMENT = "behind-comment"
OK = 200
FEWEST_PAGES = 3  # of the desk that a writer or moderator opens

Person = User | AnonymousUser
READERS: dict[str, tuple[Callable[[], Person], set[str]]] = {
    "stranger": (AnonymousUser, set()),
    "visitor": (lambda: member("Vera"), {"members"}),
    "resident": (lambda: resident("Rana"), {"members", "residents"}),
    "citizen": (lambda: citizen("Cem"), {"members", "residents", "citizens"}),
    "dormant": (
        lambda: citizen("Dora", dormant_since="2026-01-01T00:00Z"), {"members", "residents"}
    ),
    "suspended": (lambda: sanctioned("suspended"), {"members"}),
    "writer": (lambda: writer("Willa"), {"members"}),
    "moderator": (lambda: moderator("Mo"), {"members"}),
    "editor": (lambda: editor("Edda"), {"members", "residents", "citizens"}),
}  # fmt: skip
GATES = ["members", "residents", "citizens"]


def gated_text() -> str:
    """An opening of a third, and behind it the secrets in all that a text can hold."""
    hidden = picture("behind-picture")
    return (
        f"<p>{OPENING} {'word ' * 60}"
        '<sup><a id="fnref-1" href="#fn-1">1</a></sup></p>'
        f'<figure><img src="{hidden.file.url}" alt="behind-alt"></figure>'
        f"<h2>quondam behind-heading</h2><p>quondam behind-words {'word ' * 200}</p>"
        f'<figure><img src="{hidden.file.url}" alt=""><figcaption>behind-caption</figcaption>'
        '</figure><figure class="embed"><figcaption><a href="https://v.example/behind-address">'
        "behind-card</a></figcaption></figure><table><tr><td>behind-cell</td></tr></table>"
        '<ol class="footnotes"><li id="fn-1"><p>behind-note</p></li></ol>'
    )


def gated_world(access: str) -> World:
    """Every piece that an address can name stands behind the gate, with what is said under it."""
    world = World()
    story(continues=world.article)
    text = gated_text()
    for piece in Article.objects.all():
        piece.body, piece.access = text, access
        complete_text(piece)
        piece.save()
    words = f"quondam {IN_COMMENT}"
    Comment.objects.update(text=words, html=comment_html(words))
    return world


def signed_in(who: str) -> Client:
    client, person = Client(), READERS[who][0]()
    if isinstance(person, User):
        client.force_login(person)
    return client


# Pages of one's own account, which know of no piece.
APART = ("account_", "mfa_", "usersessions_")


def asked(client: Client, world: World) -> Iterator[tuple[str, Any]]:
    """Everything that can be asked, by GET and POST, with words to look for."""
    for name in ROUTES:
        if name.startswith(APART):
            continue
        address = f"{reverse(name, kwargs=world.arguments(name))}?q=quondam&version=1"
        with transaction.atomic():
            yield f"GET {name}", client.get(address)
            yield f"POST {name}", client.post(address, {"text": "Words.", "q": "quondam"})
            transaction.set_rollback(True)


def all_of(response: Any) -> str:  # noqa: ANN401  # what the client got
    content = b"".join(response) if response.streaming else response.content
    return f"{response.headers}\n{content.decode('utf-8', 'replace')}"


CLOSED = [
    (who, gate)
    for who, (_person, opened) in READERS.items()
    for gate in GATES
    if gate not in opened
]


@pytest.mark.parametrize(("who", "access"), CLOSED)
def test_no_address_tells_what_stands_behind_a_gate(who: str, access: str) -> None:
    world, client = gated_world(access), signed_in(who)

    told = {name for name, response in asked(client, world) if "behind-" in all_of(response)}

    assert told == set()


@pytest.mark.parametrize("who", READERS)
def test_gate_is_open_to_those_it_is_open_to(who: str) -> None:
    world, client, read = gated_world("everyone"), signed_in(who), set()

    for access in GATES:
        Article.objects.update(access=access)
        if "behind-" in all_of(client.get(world.article.get_absolute_url())):
            read.add(access)

    assert read == READERS[who][1]


@pytest.mark.parametrize("access", GATES)
def test_opening_is_fair_and_the_whole_is_whole(access: str) -> None:
    world = gated_world(access)

    opening = all_of(signed_in("stranger").get(world.article.get_absolute_url()))
    whole = all_of(signed_in("citizen").get(world.article.get_absolute_url()))

    assert OPENING in opening
    assert opening.count("word ") >= 40
    assert "<sup>" not in opening
    assert all(secret in whole for secret in [*SECRETS, "behind-alt", "behind-heading"])


def test_gallery_behind_a_gate_shows_no_picture() -> None:
    world = gated_world("citizens")
    shown = picture("behind-gallery")
    Article.objects.update(kind="gallery")
    world.article.gallery_pictures.create(picture=shown)

    assert "behind-" not in all_of(signed_in("resident").get(world.article.get_absolute_url()))
    assert "behind-" in all_of(signed_in("citizen").get(world.article.get_absolute_url()))


def test_an_opening_that_earlier_rules_cut_is_cut_anew() -> None:
    world = gated_world("citizens")
    Article.objects.update(preview="<p>behind-words</p>", text_version=0)

    assert "behind-" not in all_of(signed_in("stranger").get(world.article.get_absolute_url()))


def desk_addresses(world: World) -> Iterator[str]:
    for name in named_routes(get_resolver()):
        if not name.startswith("admin:"):
            continue
        for arguments in ([], [world.article.pk], ["articles", "article"]):
            try:
                yield reverse(name, args=arguments)
            except NoReverseMatch:
                continue


@pytest.mark.parametrize("who", ["writer", "moderator"])
def test_nor_does_the_desk_tell_those_who_may_not_edit(who: str) -> None:
    """Lists, searches, dialogs and histories; what is said under pieces is a moderator's work."""
    world, client = gated_world("citizens"), signed_in(who)
    queries = [
        "?q=quondam", f"?term=quondam&uuid={world.article.uuid}",
        "?app_label=articles&model_name=relatedstory&field_name=target&term=",
    ]  # fmt: skip
    open_here = [each for each in desk_addresses(world) if client.get(each).status_code == OK]

    every = [address + query for address in open_here for query in ("", *queries)]
    pages = {address: all_of(client.get(address)) for address in every}
    told = {address for address, page in pages.items() if any(secret in page for secret in SECRETS)}

    assert len(open_here) >= FEWEST_PAGES
    assert told == set()
