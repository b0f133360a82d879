"""A quoted passage: kept only if it stands in the article, shown wherever the comment is."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Access, Article
from comments.actions import delete_comment, edit_comment, post_comment
from comments.html import LONGEST_PASSAGE, NO_PASSAGE, Passage, stored_passage
from comments.models import Comment
from tests.factories.articles import published_article
from tests.factories.community import moderator, resident

pytestmark = pytest.mark.django_db
BODY = (
    '<p id="b-one">The last&nbsp;ferry leaves at <em>eleven</em>,\n and nobody waits.</p>'
    '<ul id="b-list"><li>Groß</li><li>und klein</li></ul>'
    f'<p id="b-long">{"long words " * 60}</p>'
)
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def article() -> Article:
    return published_article(body=BODY)


@pytest.mark.parametrize(
    ("block", "said", "kept"),
    [
        ("b-one", "ferry leaves at eleven, and", "ferry leaves at eleven, and"),
        ("b-one", "  The LAST\n\tferry ", "The last ferry"),
        ("b-one", "nobody\u00adwaits", "nobody waits"),
        ("b-list", "Großund klein", "Groß und klein"),
        ("b-list", "GROSS", "Groß"),
        ("b-one", "nobody cares", ""),
        ("b-list", "The last ferry", ""),
        ("b-none", "The last ferry", ""),
        ("", "The last ferry", ""),
        ("b-one", "", ""),
        ("b-one", " \u00ad ", ""),
        ("b-long", ("long words " * 60).strip(), ""),
    ],
)
def test_what_stands_there_is_kept_as_it_stands_there(block: str, said: str, kept: str) -> None:
    found = stored_passage(BODY, Passage(block, said))
    assert found == (Passage(block, kept) if kept else NO_PASSAGE)
    assert len(found.text) <= LONGEST_PASSAGE


def test_the_passage_is_stored_with_the_comment_and_an_edit_leaves_it(article: Article) -> None:
    by, passage = resident(), Passage("b-one", "nobody waits")
    posted = post_comment(article, by=by, text="Somebody does.", passage=passage)
    assert (posted.passage_block, posted.passage_text) == ("b-one", "nobody waits")
    edited = edit_comment(posted, by=by, text="Somebody always does.")
    assert edited.passage_text == "nobody waits"
    delete_comment(edited, by=by)
    edited.refresh_from_db()
    assert (edited.passage_block, edited.passage_text) == ("", "")


def test_words_that_do_not_stand_there_are_left_out(article: Article) -> None:
    browser = Client()
    browser.force_login(resident())
    browser.post(
        reverse("comments:post", args=[article.uuid]),
        {"text": "Ha.", "passage_block": "b-one", "passage_text": "nobody reads"},
    )
    assert Comment.objects.get().passage_text == ""


def test_the_words_of_a_gated_piece_come_back_to_nobody_who_may_not_read_it() -> None:
    gated = published_article(body=BODY, access=Access.CITIZENS)
    sent = {"text": "Ha.", "passage_block": "b-one", "passage_text": "nobodywaits"}
    page = Client().post(
        reverse("comments:preview", args=[gated.uuid]), sent, headers={**HERE, "X-Part": "preview"}
    )
    assert "nobody waits" not in page.content.decode()


def test_it_waits_through_signing_in(article: Article) -> None:
    browser = Client()
    sent = {"text": "Ha.", "passage_block": "b-one", "passage_text": "nobody waits"}
    browser.post(reverse("comments:draft", args=[article.uuid]), sent, headers=HERE)
    browser.force_login(resident())
    page = browser.get(article.get_absolute_url()).content.decode()
    assert 'name="passage_text" value="nobody waits"' in page
    assert '<blockquote dir="auto">nobody waits</blockquote>' in page


def test_it_stands_in_the_feed_and_at_the_desk(article: Article) -> None:
    posted = post_comment(
        article, by=resident(), text="Ha.", passage=Passage("b-one", "nobody waits")
    )
    feed = Client().get(reverse("comments:feed")).content.decode()
    assert "#b-one" in feed
    assert "nobody waits" in feed
    desk = Client()
    desk.force_login(moderator())
    page = desk.get(f"/admin/comments/comment/{posted.pk}/change/").content.decode()
    assert f'{article.get_absolute_url()}#b-one">nobody waits</a>' in page
