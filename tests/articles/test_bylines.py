"""Bylines: how several names are listed, that nothing goes out unsigned, and authors' pages."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.actions import publish_article, schedule_article, set_bylines
from articles.models import Article, Byline
from articles.templatetags.bylines import byline_names, listed
from community.errors import Refused
from tests.factories.articles import article, author, picture, published_article
from tests.factories.community import editor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["A"], "A"),
        (["A", "B"], "A and B"),
        (["A", "B", "C"], "A, B and C"),
        (["A", "B", "C", "D"], "A, B, C and D"),
    ],
)
def test_names_are_listed_as_the_language_does(names: list[str], words: str) -> None:
    assert listed(names) == words


def test_every_name_keeps_its_own_direction_and_is_escaped() -> None:
    names = [author("سلمى الحدّاد"), author("Tobias <Wren>")]

    words = byline_names(names)

    assert "<bdi>سلمى الحدّاد</bdi></a> and <a" in words
    assert "<bdi>Tobias &lt;Wren&gt;</bdi>" in words


def test_nothing_goes_out_unsigned() -> None:
    piece, by = article(authors=[]), editor()

    with pytest.raises(Refused, match="Nobody has signed"):
        publish_article(piece, by=by)
    with pytest.raises(Refused, match="Nobody has signed"):
        schedule_article(piece, at=timezone.now() + timedelta(days=1), by=by)

    set_bylines(piece, [author()], by=by)
    publish_article(piece, by=by)
    assert piece.is_published


@pytest.mark.parametrize("state", ["scheduled", "published"])
def test_what_is_out_keeps_an_author(state: str) -> None:
    piece = article(state=state)

    with pytest.raises(Refused, match="keeps an author"):
        set_bylines(piece, [], by=editor())

    assert piece.bylines.exists()


def test_the_desk_says_so_before_any_word_is_lost() -> None:
    piece, client = published_article("Old title"), Client()
    client.force_login(editor())
    row = Byline.objects.get(article=piece)
    sent = {
        "title": "New title", "slug": piece.slug, "section": piece.section_id,
        "body": piece.body, "kind": piece.kind, "access": piece.access, "standfirst": "",
        "language": "", "question": "", "seo_title": "", "seo_description": "", "tags": "",
        "opened_version": piece.version, "publish_at_0": "", "publish_at_1": "",
        "bylines-TOTAL_FORMS": 1, "bylines-INITIAL_FORMS": 1, "bylines-0-id": row.pk,
        "bylines-0-article": piece.pk, "bylines-0-author": row.author_id,
        "bylines-0-position": 0, "bylines-0-DELETE": "on",
        "related_stories-TOTAL_FORMS": 0, "related_stories-INITIAL_FORMS": 0,
    }  # fmt: skip

    response = client.post(reverse("admin:articles_article_change", args=[piece.pk]), sent)

    page = response.content.decode()
    assert "keeps an author" in page
    assert "New title" in page
    assert Article.objects.get().title == "Old title"
    assert piece.bylines.exists()


def test_page_of_an_author_has_portrait_words_and_number(client: Client) -> None:
    name = author("Inês Carvalhal", bio="Writes about ports.", picture=picture("Inês on a quay"))
    for _ in range(3):
        published_article(authors=[name])
    article(authors=[name])

    page = client.get(name.get_absolute_url()).content.decode()

    assert "3 pieces" in page
    assert "Writes about ports." in page
    assert 'alt="Inês on a quay"' in page
    assert "author-portrait" not in client.get(author().get_absolute_url()).content.decode()


def test_an_author_and_a_tag_behind_drafts_alone_are_not_there(client: Client) -> None:
    piece = published_article(authors=[author("Ida")], tags=["night"])
    addresses = ("/authors/ida/", "/tags/night/")
    assert [client.get(address).status_code for address in addresses] == [200, 200]

    Article.objects.filter(pk=piece.pk).update(state=Article.State.DRAFT, published_at=None)

    assert [client.get(address).status_code for address in addresses] == [404, 404]
