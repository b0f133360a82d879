"""What a member hears of by mail: the page, and the link that ends it in one press."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from comments.actions import post_comment
from community.actions.mail_settings import (
    ABOUT_COMMENTS,
    EVERY_DAILY,
    choose_mail,
    mail_token,
    paces_for,
)
from community.models import MailSetting, User
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import resident

pytestmark = pytest.mark.django_db
AT_FIRST = {
    "comment_answered": "at_once",
    "comment_mentioned": "at_once",
    "discussion_continued": "daily",
    "ballot_opened": "at_once",  # shown to citizens
}


@pytest.fixture
def rana() -> User:
    return resident("Rana")


def test_the_page_shows_and_keeps_the_choice(rana: User) -> None:
    browser, address = Client(), reverse("community:mail")
    browser.force_login(rana)
    assert paces_for(rana) == AT_FIRST
    page = browser.get(address).content.decode()
    for kind in ABOUT_COMMENTS:
        pace = AT_FIRST[kind]
        assert re.search(rf'name="{kind}" value="{pace}"[^>]* checked', page)
    chosen = {**AT_FIRST, "comment_answered": "daily", "discussion_continued": "off"}
    for _ in range(2):
        assert browser.post(address, chosen)["location"] == address
    assert paces_for(rana) == chosen
    assert MailSetting.objects.count() == 3


@pytest.mark.parametrize("wrong", [{}, {**AT_FIRST, "comment_answered": "hourly"}])
def test_a_wrong_choice_is_told_and_changes_nothing(rana: User, wrong: dict[str, str]) -> None:
    browser = Client()
    browser.force_login(rana)
    assert browser.post(reverse("community:mail"), wrong).status_code == 422
    assert paces_for(rana) == AT_FIRST


def test_the_link_opens_a_page_and_only_its_button_ends_the_mail(rana: User) -> None:
    address = reverse("community:end_mail", args=[mail_token(rana, "comment_answered")])
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    assert "Somebody answers you" in page.content.decode()
    assert paces_for(rana) == AT_FIRST
    for _ in range(2):
        assert "Done" in browser.post(address).content.decode()
    assert paces_for(rana) == {**AT_FIRST, "comment_answered": "off"}


def test_the_daily_letter_is_ended_as_a_whole(rana: User) -> None:
    choose_mail(rana, {"comment_mentioned": "daily"})
    Client().post(reverse("community:end_mail", args=[mail_token(rana, EVERY_DAILY)]))
    assert paces_for(rana) == {
        "comment_answered": "at_once",
        "comment_mentioned": "off",
        "discussion_continued": "off",
        "ballot_opened": "at_once",
    }


def test_a_link_that_is_not_ours_ends_nothing(rana: User) -> None:
    token = mail_token(rana, "comment_answered")
    for wrong in ("nonsense", token[:-2], token.replace(token[0], "x", 1)):
        answer = Client().post(reverse("community:end_mail", args=[wrong]))
        assert answer.status_code == 410
        assert "not complete" in answer.content.decode()
    assert paces_for(rana) == AT_FIRST


def test_the_link_of_an_account_that_is_gone(rana: User) -> None:
    address = reverse("community:end_mail", args=[mail_token(rana, "comment_answered")])
    rana.delete()
    assert "no such account" in Client().post(address).content.decode()


def test_every_letter_carries_the_link_and_the_headers_of_rfc_8058(
    rana: User, run_tasks: Callable[[], int]
) -> None:
    piece = published_article()
    post_comment(piece, by=resident(), text="So?", parent=comment(piece, by=rana))
    run_tasks()
    (letter,) = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert url in letter.body
    Client().post("/" + url.split("/", 3)[3], {"List-Unsubscribe": "One-Click"})
    assert paces_for(rana)["comment_answered"] == "off"
