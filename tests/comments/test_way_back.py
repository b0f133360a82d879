"""Who writes first and joins after is led back to the words that wait, whichever way that goes."""

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.actions import hide_comment
from tests.community.codes import last_code, sign_in
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import member, moderator

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}


@pytest.fixture
def article() -> Article:
    return published_article()


def write(browser: Client, article: Article) -> None:
    url = reverse("comments:draft", args=[article.uuid])
    browser.post(url, {"text": "The ferry should wait."}, headers=HERE)


def test_joining_by_the_link_of_a_letter_leads_back_to_the_words(article: Article) -> None:
    browser = Client()
    write(browser, article)
    browser.post("/accounts/signup/", {"email": "new@example.org", "display_name": "Nea"})
    answer = browser.post("/accounts/confirm-email/", {"code": last_code("new@example.org")})
    assert answer["location"] == f"{article.get_absolute_url()}#composer"
    html = browser.get(article.get_absolute_url()).content.decode()
    assert "The ferry should wait.</textarea>" in html


def test_the_way_is_led_once(article: Article) -> None:
    browser = Client()
    write(browser, article)
    person = member()
    assert sign_in(browser, person.email) == f"{article.get_absolute_url()}#composer"
    browser.post("/accounts/logout/")
    assert sign_in(browser, person.email) == "/"


def test_the_page_for_the_code_tells_a_newcomer_what_to_look_for() -> None:
    browser = Client()
    page = browser.post("/accounts/login/", {"login": "nobody@example.org"}, follow=True)
    assert "Is this your first time here?" in page.content.decode()


def test_the_letter_about_a_hidden_comment_leads_by_the_door(
    run_tasks: Callable[[], object],
) -> None:
    shown = comment()
    hide_comment(shown, by=moderator(), reason="Rude.")
    run_tasks()
    letter = mail.outbox[-1].body
    assert f"/accounts/login/?next=%2Fcomments%2F{shown.pk}%2F" in letter
    assert f"/comments/{shown.pk}/appeal/" in letter
