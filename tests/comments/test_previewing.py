"""A preview: the same text as it would stand there, for everybody, and nothing is stored."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.models import Article, Publication
from comments.models import Comment
from tests.factories.articles import article as draft_article
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}
PART = {**HERE, "X-Part": "preview"}


@pytest.fixture
def article() -> Article:
    return published_article()


def preview_url(article: Article) -> str:
    return reverse("comments:preview", args=[article.uuid])


def test_a_stranger_sees_it_and_gets_no_cookie(article: Article) -> None:
    ada, browser = resident("Ada", handle="ada"), Client(enforce_csrf_checks=True)
    answer = browser.post(preview_url(article), {"text": "*So*, @ada. <b>x</b>"}, headers=PART)
    html = answer.content.decode()
    assert "<em>So</em>" in html
    assert f'href="{ada.get_absolute_url()}"' in html
    assert "&lt;b&gt;x" in html
    assert "<html" not in html
    assert not answer.cookies
    assert not Session.objects.exists()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("name", ["comments:post", "comments:draft"])
def test_the_button_without_scripts_opens_a_page_that_sends_on(name: str, article: Article) -> None:
    browser, parent = Client(), comment(article)
    if name == "comments:post":
        browser.force_login(resident())
    sent = {"text": "*So*.", "preview": "yes", "parent": parent.pk}
    html = browser.post(reverse(name, args=[article.uuid]), sent, headers=HERE).content.decode()
    assert "Look it over" in html
    assert "<em>So</em>" in html
    assert ">*So*.</textarea>" in html
    assert f'name="parent" value="{parent.pk}"' in html
    assert "Not sent yet" not in html
    assert Comment.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "words"), [("", "nothing here yet"), ("x" * 10_001, "Shorten or split it")]
)
def test_what_cannot_be_sent_says_so(text: str, words: str, article: Article) -> None:
    for headers in (HERE, PART):
        answer = Client().post(preview_url(article), {"text": text}, headers=headers)
        assert answer.status_code == 409
        assert words in answer.content.decode()


def test_paid_links_are_marked_and_named(article: Article) -> None:
    Publication.objects.update_or_create(
        pk=1, defaults={"affiliate_hosts": "shop.example", "disclosure": "We are paid for this."}
    )
    html = (
        Client()
        .post(preview_url(article), {"text": "https://shop.example/x"}, headers=PART)
        .content.decode()
    )
    assert "We are paid for this." in html
    assert 'rel="sponsored' in html


def test_another_site_gets_nothing(article: Article) -> None:
    for headers in ({"sec-fetch-site": "cross-site"}, {}):
        answer = Client().post(preview_url(article), {"text": "So."}, headers=headers)
        assert answer.status_code == 403


def test_what_has_no_page_has_no_preview() -> None:
    assert Client().post(preview_url(draft_article()), {"text": "So."}).status_code == 404


@time_machine.travel(datetime(2026, 5, 4, 12, 0, tzinfo=UTC), tick=False)
def test_previews_are_limited_and_the_words_stay(article: Article, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    for _ in range(60):
        assert Client().post(preview_url(article), {"text": "So."}, headers=PART).status_code == 200
    answer = Client().post(preview_url(article), {"text": "So it goes."}, headers=HERE)
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert ">So it goes.</textarea>" in answer.content.decode()


def test_a_preview_of_a_change_stores_nothing(article: Article) -> None:
    by = resident()
    written, browser = comment(article, by=by), Client()
    browser.force_login(by)
    address = reverse("comments:edit", args=[written.pk])
    html = browser.post(address, {"text": "*New*.", "preview": "yes"}).content.decode()
    assert "<em>New</em>" in html
    assert ">*New*.</textarea>" in html
    written.refresh_from_db()
    assert written.edited_at is None
    assert written.text not in html


# -- Sent by a script ------------------------------------------------------------------------------


def test_a_script_is_told_where_to_go(article: Article) -> None:
    browser = Client()
    browser.force_login(resident())
    answer = browser.post(
        reverse("comments:post", args=[article.uuid]),
        {"text": "So."},
        headers={"X-Part": "composer"},
    )
    assert answer.json() == {"place": Comment.objects.get().get_absolute_url(), "posted": True}


def test_a_script_of_a_stranger_is_led_to_sign_in(article: Article) -> None:
    answer = Client().post(
        reverse("comments:draft", args=[article.uuid]),
        {"text": "So."},
        headers={**HERE, "X-Part": "composer"},
    )
    assert answer.json()["posted"] is False
    assert answer.json()["place"].startswith("/accounts/login/?next=")


def test_a_refusal_for_a_script_is_the_page_with_the_sentence(article: Article) -> None:
    browser = Client()
    browser.force_login(resident())
    answer = browser.post(
        reverse("comments:post", args=[article.uuid]), {"text": " "}, headers={"X-Part": "composer"}
    )
    assert answer.status_code == 409
    assert 'id="composer-sentence"' in answer.content.decode()
