"""What is talked about: the liveliest discussions, each with a sentence of a reader."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Access, Article
from comments.liveliest import LONGEST, good_sentence, liveliest_discussions
from comments.models import Comment
from community.html import comment_html
from community.models import User
from tests.factories.articles import article, published_article, section
from tests.factories.comments import comment
from tests.factories.community import citizen, member

pytestmark = pytest.mark.django_db
GOOD = "The last boat says more about a town than its first one ever did."
State = Comment.State


def talked_about(title: str, people: int, **fields: Any) -> Article:
    piece = article(title, **{"state": Article.State.PUBLISHED, **fields})
    for _each in range(people):
        comment(piece, by=member(), text=GOOD, at=timezone.now())
    return piece


def titles() -> list[str]:
    return [each.article.title for each in liveliest_discussions()]


def test_what_most_people_talk_about_comes_first() -> None:
    talked_about("Two", 2)
    talked_about("Four", 4)
    talked_about("One", 1)
    chatty, one = published_article("One who talks"), Comment.objects.all()[0].author
    for number in range(6):
        comment(chatty, by=one, at=timezone.now(), text=f"{GOOD} {number}.")

    assert titles() == ["Four", "Two", "One who talks"]


def test_only_what_everybody_may_read_is_quoted() -> None:
    talked_about("For residents", 3, access=Access.RESIDENTS)
    talked_about("Withdrawn", 3, state=Article.State.WITHDRAWN)
    hidden = published_article("Hidden")
    for state in (State.HELD, State.HIDDEN, State.DELETED, State.SPAM):
        comment(hidden, by=member(), text=GOOD, state=state, at=timezone.now())

    assert titles() == []


def test_what_was_said_long_ago_is_quiet() -> None:
    piece = published_article("Old talk", days_ago=90)
    comment(piece, by=member(), text=GOOD, at=timezone.now() - timedelta(days=60))
    assert titles() == []


def test_a_discussion_without_a_sentence_to_quote_is_left_out() -> None:
    comment(published_article("Brief"), by=member(), text="Yes.", at=timezone.now())
    assert titles() == []


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (f"Yes. {GOOD} Or so.", GOOD),
        (f"> {GOOD}\n\nI agree.", ""),
        ("Look at https://example.org/a-very-long-address-of-somebody-else today.", ""),
        (f"**{GOOD}**", GOOD),
        ("word " * 80 + ".", ""),
        ("كان أجدادنا يوقفون الأموال على كوب ماء يعطى لمن لا يعرفونه.",) * 2,
    ],
)
def test_one_good_sentence(text: str, quoted: str) -> None:
    assert good_sentence(comment_html(text)) == quoted


@given(st.text(max_size=600))
def test_any_comment_can_be_looked_through(text: str) -> None:
    assert len(good_sentence(comment_html(text))) <= LONGEST


def test_the_front_page_quotes_a_reader_with_a_way_there(client: Client) -> None:
    piece = published_article("On ferries")
    said = comment(piece, by=member("Vera"), text=f"{GOOD} <script>", at=timezone.now())

    page = client.get("/").content.decode()

    assert GOOD in page
    assert f'href="/comments/{said.pk}/"' in page
    assert "<script>" not in page.partition('class="liveliest"')[2].partition("</section>")[0]


def test_the_front_page_counts_new_citizens_and_names_none(client: Client) -> None:
    published_article("On ferries")
    assert "this month" not in client.get("/").content.decode()
    new, old = citizen("Cem"), citizen("Old")
    User.objects.filter(pk=new.pk).update(citizen_since=timezone.now())
    User.objects.filter(pk=old.pk).update(citizen_since=timezone.now() - timedelta(days=90))

    page = client.get("/").content.decode()

    assert "One reader has become a citizen" in page
    assert "Cem" not in page


def test_a_section_shows_its_parts(client: Client) -> None:
    world = section("World")
    section("Ports", parent=world)
    page = client.get("/sections/world/").content.decode()
    assert page.count('href="/sections/ports/"') == 1


def test_what_is_not_found_can_be_looked_for(client: Client) -> None:
    page = client.get("/no-such-page/").content.decode()
    assert 'action="/search/"' in page
    assert 'name="q"' in page
