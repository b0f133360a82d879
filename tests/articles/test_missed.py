"""“You may have missed”, and the quiet list of background."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from articles.missed import SHOWN, missed_by
from articles.models import Article, RelatedStory
from community.models import Participation
from tests.factories.articles import article, picture, published_article, relate, story
from tests.factories.community import member

pytestmark = pytest.mark.django_db


def titles(pieces: list[Article]) -> list[str]:
    return [piece.title for piece in pieces]


def test_a_stranger_sees_what_is_recent_and_liked() -> None:
    published_article("New, unnoticed", days_ago=1)
    published_article("Older, loved", days_ago=5, like_count=40)
    published_article("Ancient, loved", days_ago=400, like_count=60)
    published_article("Newest, liked", days_ago=0, like_count=5)
    published_article("Old, unnoticed", days_ago=90)

    found = titles(missed_by(AnonymousUser(), set()))

    assert found == ["Older, loved", "Newest, liked", "Ancient, loved", "New, unnoticed"]


def test_a_member_sees_the_newest_that_they_have_not_opened(client: Client) -> None:
    reader = member()
    pieces = [published_article(f"Piece {at}", days_ago=at) for at in range(6)]
    client.force_login(reader)
    client.get(pieces[0].get_absolute_url())
    client.get(pieces[2].get_absolute_url())

    found = titles(missed_by(reader, {pieces[3].pk}))

    assert found == ["Piece 1", "Piece 4", "Piece 5"]


def test_one_who_has_read_everything_sees_what_others_like(client: Client) -> None:
    reader, piece = member(), published_article("Only one")
    client.force_login(reader)
    client.get(piece.get_absolute_url())
    assert Participation.objects.count() == 1

    assert titles(missed_by(reader, set())) == ["Only one"]


def test_it_shows_neither_the_piece_nor_what_stands_on_its_page_nor_drafts(client: Client) -> None:
    piece, seen = published_article("This piece"), published_article("See also")
    relate(piece, seen)
    going_on = story("The story that goes on", continues=piece)
    article("A draft")
    for at in range(5):
        published_article(f"Other {at}", cover=picture())

    page = client.get(piece.get_absolute_url())

    shown = titles(page.context["missed"])
    assert len(shown) == SHOWN
    assert not {piece.title, seen.title, going_on.title, "A draft"} & set(shown)
    assert "You may have missed" in page.content.decode()


def test_an_only_piece_has_no_such_list(client: Client) -> None:
    page = client.get(published_article().get_absolute_url()).content.decode()
    assert "You may have missed" not in page


def test_background_stands_on_the_page_while_it_may_be_seen(client: Client) -> None:
    piece, more = published_article("On ferries"), published_article("A history of ferries")
    relate(piece, more, RelatedStory.Kind.BACKGROUND)
    relate(piece, article("A draft on ferries"), RelatedStory.Kind.BACKGROUND)

    page = client.get(piece.get_absolute_url())

    assert titles(page.context["background"]) == ["A history of ferries"]
    assert "A draft on ferries" not in page.content.decode()
    assert "Background" not in client.get(more.get_absolute_url()).content.decode()
