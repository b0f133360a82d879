"""The forms: text is never lost, nothing is done in anyone's name, states answer with a status."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape
from pytest_django import Settings

from articles.models import Article
from comments.actions import report_comment
from comments.html import LONGEST
from comments.models import Comment, Decision, Discussion, Report
from community.models import Role, User
from tests.factories.articles import article as draft_article
from tests.factories.articles import published_article
from tests.factories.comments import comment, discussion, held_comment, hidden_comment
from tests.factories.community import citizen, member, moderator, resident

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}
WORDS = "The ferry <should> wait & so should we."


@pytest.fixture
def article() -> Article:
    return published_article()


def signed_in(user: User, **options: Any) -> Client:
    browser = Client(**options)
    browser.force_login(user)
    return browser


def post_url(article: Article) -> str:
    return reverse("comments:post", args=[article.uuid])


def draft_url(article: Article) -> str:
    return reverse("comments:draft", args=[article.uuid])


# -- Posting ---------------------------------------------------------------------------------------


def test_posting_leads_to_the_comment_in_its_place(article: Article) -> None:
    browser = signed_in(resident())
    response = browser.post(post_url(article), {"text": WORDS})
    posted = Comment.objects.get()
    assert response.status_code == 302
    assert response["location"] == posted.get_absolute_url()
    there = browser.get(response["location"])
    assert there["location"] == f"{article.get_absolute_url()}#comment-{posted.pk}"


def test_a_newcomer_reads_that_it_waits(article: Article) -> None:
    page = signed_in(member()).post(post_url(article), {"text": WORDS}, follow=True)
    html = page.content.decode()
    assert "A moderator reads it first" in html
    assert "Only you see this" in html
    assert "The ferry &lt;should&gt; wait" in html


def test_an_answer_posted_from_the_reply_page(article: Article) -> None:
    parent, browser = comment(article), signed_in(resident())
    page = browser.get(reverse("comments:reply", args=[parent.pk])).content.decode()
    assert f'name="parent" value="{parent.pk}"' in page
    assert parent.text in page
    browser.post(post_url(article), {"text": WORDS, "parent": parent.pk})
    assert Comment.objects.latest("pk").parent == parent


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("", 409, "nothing here yet"),
        (WORDS + "x" * LONGEST, 409, "Shorten or split it"),
        (
            WORDS + " https://a.org https://b.org https://c.org https://d.org",
            409,
            "may carry 3 links",
        ),
    ],
)
def test_a_refusal_shows_the_sentence_and_the_text(
    text: str, status: int, words: str, article: Article
) -> None:
    response = signed_in(resident()).post(post_url(article), {"text": text})
    html = response.content.decode()
    assert response.status_code == status
    assert words in html
    assert f">{escape(text)}</textarea>" in html
    assert not Comment.objects.exists()


def test_too_quick_a_writer_keeps_the_text(article: Article, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    browser = signed_in(resident())
    browser.post(post_url(article), {"text": "One."})
    response = browser.post(post_url(article), {"text": "And two."})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 10
    assert "And two." in response.content.decode()


def test_a_closed_discussion_keeps_the_text(article: Article) -> None:
    discussion(article, mode="closed", closed_reason="All is said.")
    response = signed_in(resident()).post(post_url(article), {"text": "One thing more."})
    html = response.content.decode()
    assert response.status_code == 409
    assert "All is said." in html
    assert "One thing more." in html


def test_the_answered_comment_went_away_meanwhile(article: Article) -> None:
    parent = hidden_comment(article)
    response = signed_in(resident()).post(
        post_url(article), {"text": "But why?", "parent": parent.pk}
    )
    html = response.content.decode()
    assert response.status_code == 409
    assert "That comment is gone" in html
    assert "But why?" in html
    assert 'name="parent" value=""' in html


@pytest.mark.parametrize("parent", ["", "x", "-1", "9" * 30, "²", "0"])
def test_a_parent_that_is_no_number_means_the_article(parent: str, article: Article) -> None:
    signed_in(resident()).post(post_url(article), {"text": WORDS, "parent": parent})
    assert Comment.objects.get().parent is None


def test_unknown_fields_are_nobodys(article: Article) -> None:
    signed_in(member()).post(
        post_url(article),
        {"text": WORDS, "state": "published", "author": moderator().pk, "depth": 4},
    )
    posted = Comment.objects.get()
    assert (posted.state, posted.depth) == ("held", 1)


def test_what_has_no_page_takes_no_comments() -> None:
    browser = signed_in(resident())
    for url in (post_url(draft_article()), f"/comments/on/{Comment().uuid}/"):
        assert browser.post(url, {"text": WORDS}).status_code == 404


def test_opening_the_address_of_a_form_leads_to_the_article(article: Article) -> None:
    for url in (post_url(article), draft_url(article)):
        response = Client().get(url)
        assert response["location"] == f"{article.get_absolute_url()}#composer"


# -- Tokens and sessions ---------------------------------------------------------------------------


def test_a_signed_in_form_needs_its_token(article: Article) -> None:
    browser = signed_in(resident(), enforce_csrf_checks=True)
    for headers in (
        {},
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
    ):
        response = browser.post(post_url(article), {"text": WORDS}, headers=headers)
        assert response.status_code == 403
        assert WORDS[:9] not in response.content.decode()
    assert not Comment.objects.exists()


def test_an_old_token_from_our_own_page_keeps_the_text_and_one_press_posts_it(
    article: Article,
) -> None:
    browser = signed_in(resident(), enforce_csrf_checks=True)
    response = browser.post(
        post_url(article), {"text": "Kept.", "csrfmiddlewaretoken": "x" * 64}, headers=HERE
    )
    html = response.content.decode()
    assert response.status_code == 403
    assert "Kept." in html
    assert not Comment.objects.exists()

    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    browser.post(post_url(article), {"text": "Kept.", "csrfmiddlewaretoken": token}, headers=HERE)
    assert Comment.objects.get().text == "Kept."


def test_an_expired_session_keeps_the_text(article: Article) -> None:
    browser = Client(enforce_csrf_checks=True)
    parent = comment(article)
    response = browser.post(post_url(article), {"text": WORDS, "parent": parent.pk}, headers=HERE)
    assert response["location"].startswith("/accounts/login/?next=%2Farticles%2F")
    kept = browser.session["comment_draft"]
    assert kept == {
        "article": str(article.uuid),
        "parent": parent.pk,
        "text": WORDS,
        "passage": ["", ""],
        "at": kept["at"],
    }


# -- Drafts ----------------------------------------------------------------------------------------


def test_what_was_written_before_signing_in_stands_in_the_composer(article: Article) -> None:
    browser, parent = Client(enforce_csrf_checks=True), comment(article)
    response = browser.post(draft_url(article), {"text": WORDS, "parent": parent.pk}, headers=HERE)
    assert response["location"] == (
        f"/accounts/login/?next=%2Farticles%2F{article.slug}%2F%23composer"
    )
    assert "The ferry &lt;should" not in browser.get(article.get_absolute_url()).content.decode()

    browser.force_login(resident())
    html = browser.get(article.get_absolute_url()).content.decode()
    assert "The ferry &lt;should&gt; wait &amp; so should we.</textarea>" in html
    assert f'name="parent" value="{parent.pk}"' in html
    assert (
        "so should we" not in browser.get(published_article().get_absolute_url()).content.decode()
    )

    token = html.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    browser.post(
        post_url(article),
        {"text": WORDS, "parent": parent.pk, "csrfmiddlewaretoken": token}, headers=HERE,
    )  # fmt: skip
    assert Comment.objects.latest("pk").text == WORDS
    assert "comment_draft" not in browser.session


def test_a_draft_is_never_posted_by_itself(article: Article) -> None:
    browser = signed_in(resident())
    response = browser.post(draft_url(article), {"text": WORDS}, headers=HERE)
    assert response["location"] == f"{article.get_absolute_url()}#composer"
    assert not Comment.objects.exists()
    assert browser.session["comment_draft"]["text"] == WORDS


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
    ],
)
def test_another_sites_form_keeps_nothing(headers: dict[str, str], article: Article) -> None:
    browser = Client()
    assert browser.post(draft_url(article), {"text": WORDS}, headers=headers).status_code == 403
    assert "comment_draft" not in browser.session
    own = browser.post(draft_url(article), {"text": WORDS}, headers={"origin": "http://testserver"})
    assert own.status_code == 302


def test_a_draft_that_could_never_be_posted_is_shown_again(article: Article) -> None:
    browser = Client()
    response = browser.post(draft_url(article), {"text": "y" * (LONGEST + 1)}, headers=HERE)
    assert response.status_code == 409
    assert "y" * (LONGEST + 1) in response.content.decode()
    assert "comment_draft" not in browser.session


def test_drafts_of_one_network_have_a_limit(article: Article, settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    for _ in range(20):
        assert Client().post(draft_url(article), {"text": WORDS}, headers=HERE).status_code == 302
    response = Client().post(draft_url(article), {"text": WORDS}, headers=HERE)
    assert response.status_code == 429
    assert "so should we" in response.content.decode()


def test_a_draft_for_a_discussion_that_closed_can_still_be_copied(article: Article) -> None:
    browser = Client()
    browser.post(draft_url(article), {"text": "Kept words."}, headers=HERE)
    browser.force_login(resident())
    discussion(article, mode="closed")
    html = browser.get(article.get_absolute_url()).content.decode()
    assert "Kept words.</textarea>" in html
    assert "readonly" in html


def test_emptying_the_field_lets_the_draft_go(article: Article) -> None:
    browser = signed_in(resident())
    browser.post(draft_url(article), {"text": WORDS}, headers=HERE)
    browser.post(post_url(article), {"text": " "})
    assert "comment_draft" not in browser.session


# -- One comment -----------------------------------------------------------------------------------


def test_the_permalink_leads_to_the_article(article: Article) -> None:
    shown, held = comment(article), held_comment(article)
    response = Client().get(f"/comments/{shown.pk}/")
    assert response["location"] == f"{article.get_absolute_url()}#comment-{shown.pk}"
    assert Client().get(f"/comments/{held.pk}/").status_code == 404
    assert Client().get(f"/comments/{'9' * 40}/").status_code == 404
    assert held.author
    assert signed_in(held.author).get(f"/comments/{held.pk}/").status_code == 302


def test_comments_of_a_gated_piece_are_as_closed_as_the_piece() -> None:
    gated = comment(published_article(access="residents"))
    for action in ("", "reply/"):
        assert Client().get(f"/comments/{gated.pk}/{action}").status_code == 404
    assert signed_in(resident()).get(f"/comments/{gated.pk}/reply/").status_code == 200


def test_editing_by_page() -> None:
    written = comment(text="Teh ferry.")
    assert written.author
    browser = signed_in(written.author)
    assert "Teh ferry.</textarea>" in browser.get(f"/comments/{written.pk}/edit/").content.decode()
    refused = browser.post(f"/comments/{written.pk}/edit/", {"text": "z" * (LONGEST + 1)})
    assert refused.status_code == 409
    assert "z" * (LONGEST + 1) in refused.content.decode()
    page = browser.post(f"/comments/{written.pk}/edit/", {"text": "The ferry."}, follow=True)
    assert "The ferry." in page.content.decode()
    assert "<span>edited</span>" in page.content.decode()
    assert signed_in(resident()).get(f"/comments/{written.pk}/edit/").status_code == 403


def test_deleting_asks_first() -> None:
    written = comment()
    assert written.author
    browser = signed_in(written.author)
    assert "Delete your comment?" in browser.get(f"/comments/{written.pk}/delete/").content.decode()
    assert Comment.objects.get().is_published
    browser.post(f"/comments/{written.pk}/delete/")
    assert Comment.objects.get().is_deleted
    assert browser.get(f"/comments/{written.pk}/delete/").status_code == 404


def test_reporting_by_page() -> None:
    written, browser = comment(), signed_in(resident())
    url = f"/comments/{written.pk}/report/"
    assert "Insults or harassment" in browser.get(url).content.decode()
    assert browser.post(url, {"reason": "dislike"}).status_code == 200
    assert not Report.objects.exists()
    page = browser.post(url, {"reason": "abuse", "note": "Look."}, follow=True)
    assert "A moderator will look at it." in page.content.decode()
    assert Report.objects.get().note == "Look."


@pytest.mark.parametrize("action", ["edit", "delete", "report", "hide"])
def test_strangers_sign_in_first(action: str) -> None:
    url = f"/comments/{comment().pk}/{action}/"
    assert Client().get(url)["location"] == f"/accounts/login/?next={url}"


# -- Moderating in place ---------------------------------------------------------------------------


def test_a_moderator_decides_in_the_page(article: Article) -> None:
    held, shown = held_comment(article), comment(article)
    browser = signed_in(moderator())
    page = browser.post(f"/comments/{held.pk}/approve/", {"seen": held.text_hash}, follow=True)
    assert "The comment is shown." in page.content.decode()
    assert browser.post(f"/comments/{shown.pk}/hide/", {"reason": ""}).status_code == 200
    page = browser.post(f"/comments/{shown.pk}/hide/", {"reason": "Advertising."}, follow=True)
    assert "its author is told why" in page.content.decode()
    page = browser.post(f"/comments/{shown.pk}/restore/", follow=True)
    assert "shown again" in page.content.decode()
    report_comment(shown, by=citizen(), reason="abuse")
    page = browser.post(f"/comments/{shown.pk}/keep/", follow=True)
    assert "The comment stays." in page.content.decode()
    assert Decision.objects.count() == 4
    assert Discussion.objects.get(article=article).published_count == 2


def test_the_second_of_two_moderators_reads_a_sentence(article: Article) -> None:
    held = held_comment(article)
    signed_in(moderator("Grace")).post(f"/comments/{held.pk}/approve/")
    page = signed_in(moderator()).post(f"/comments/{held.pk}/approve/", follow=True)
    assert "Grace has decided this already: approved." in page.content.decode()


@pytest.mark.parametrize("action", ["approve", "restore", "keep", "hide"])
def test_nobody_else_moderates(action: str, article: Article) -> None:
    shown = comment(article)
    for person in (citizen(), member()):
        response = signed_in(person).post(f"/comments/{shown.pk}/{action}/", {"reason": "Why not."})
        assert response.status_code == 403
    assert not Decision.objects.exists()


def test_a_dismissed_moderator_decides_no_more(article: Article) -> None:
    held, by = held_comment(article), moderator()
    browser = signed_in(by)
    by.groups.filter(name=Role.MODERATOR).delete()
    assert browser.post(f"/comments/{held.pk}/approve/").status_code == 404
