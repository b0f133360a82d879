"""Moderating in the page itself and at the desk: spam, picks, undo, settings, claims, batches."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from comments.actions import claim_comment, hide_comment, mark_as_spam, report_comment
from comments.models import Comment, Decision, Discussion, WatchedWord
from community.models import CivicRecord, Sanction, User
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment
from tests.factories.community import citizen, editor, member, moderator, resident, sanction

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


@pytest.fixture
def mona(client: Client) -> User:
    user = moderator("Mona")
    client.force_login(user)
    return user


def text_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def done(client: Client, url: str, **data: object) -> str:
    return client.post(url, data, follow=True).content.decode()


@pytest.mark.usefixtures("mona")
def test_spam_in_the_page_and_the_way_back(client: Client) -> None:
    written = comment()
    html = text_of(client, written.discussion.article.get_absolute_url())
    assert f"/comments/{written.pk}/spam/" in html
    assert f"/comments/{written.pk}/pick/" not in html
    answer = done(client, f"/comments/{written.pk}/spam/")
    assert "Taken for spam" in answer
    undo = f"/comments/decisions/{Decision.objects.get().pk}/undo/"
    assert f'href="{undo}"' in answer
    assert "You decided: taken for spam." in text_of(client, undo)
    assert "Taken back" in done(client, undo)
    written.refresh_from_db()
    assert written.is_published


def test_somebody_elses_decision_is_not_there_to_take_back(client: Client, mona: User) -> None:
    hide_comment(comment(), by=moderator(), reason="Advertising.")
    assert client.get(f"/comments/decisions/{Decision.objects.get().pk}/undo/").status_code == 404


def test_an_author_reads_that_it_was_taken_for_spam(client: Client) -> None:
    by = resident()
    written = comment(by=by)
    mark_as_spam(written, by=moderator())
    client.force_login(by)
    html = text_of(client, written.discussion.article.get_absolute_url())
    assert "It was taken for advertising or spam." in html


def test_editors_pick_in_the_page(client: Client) -> None:
    client.force_login(editor())
    written = comment()
    place = written.discussion.article.get_absolute_url()
    assert f"/comments/{written.pk}/pick/" in text_of(client, place)
    assert "Picked" in done(client, f"/comments/{written.pk}/pick/")
    assert f"/comments/{written.pk}/unpick/" in text_of(client, place)
    assert "no longer picked" in done(client, f"/comments/{written.pk}/unpick/")


@pytest.mark.usefixtures("mona")
def test_a_discussion_is_set_from_its_page(client: Client) -> None:
    article = published_article()
    url = f"/comments/on/{article.uuid}/settings/"
    assert url in text_of(client, article.get_absolute_url())
    html = done(client, url, mode="open", closed_reason="", slow_minutes="5")
    assert "Slow mode: one comment from each in 5 minutes." in html
    assert Decision.objects.get().facts["slow_minutes"] == 5
    html = done(client, url, mode="closed", closed_reason="A brawl.", slow_minutes="5")
    assert "A brawl." in html
    assert Discussion.objects.get().is_closed


@pytest.mark.usefixtures("mona")
def test_what_cannot_be_set_keeps_the_form(client: Client) -> None:
    url = f"/comments/on/{published_article().uuid}/settings/"
    html = client.post(url, {"mode": "open", "closed_reason": "", "slow_minutes": "99999"})
    assert html.status_code == 200
    assert "1440" in html.content.decode()


def test_strangers_see_slow_mode_but_no_way_to_set_it(client: Client) -> None:
    article = published_article()
    Discussion.objects.create(article=article, slow_minutes=1)
    html = text_of(client, article.get_absolute_url())
    assert "Slow mode: one comment a minute from each." in html
    assert "settings" not in html


def test_the_queue_shows_who_looks_what_was_found_and_past_sanctions(
    client: Client, mona: User
) -> None:
    by = member("Nell")
    sanction(by, "silenced")
    sanction(by, "warning")
    Sanction.objects.filter(kind="warning").update(lifted_at=timezone.now())
    checks = [{"check": "spam", "verdict": "hold", "words": "93 % spam. Like spam: “x”."}]
    written = held_comment(by=by, checks=checks, parent=comment(text="The parent."))
    claim_comment(written, by=moderator("Grace"))
    html = text_of(client, QUEUE)
    for words in (
        "Grace is looking at this.", "93 % spam.", "The parent.", "silenced until",
        "1 sanction before",
    ):  # fmt: skip
        assert words in html
    assert "Grace is looking" in text_of(client, f"{QUEUE}{written.pk}/change/")
    assert "What the checks found" in text_of(client, f"{QUEUE}{written.pk}/change/")


def test_a_claim_answers_with_the_colleague(client: Client, mona: User) -> None:
    written = held_comment()
    url = f"{QUEUE}{written.pk}/claim/"
    assert client.get(url).status_code == 405
    assert client.post(url).json() == {"by": ""}
    grace = Client()
    grace.force_login(moderator("Grace"))
    assert grace.post(url).json() == {"by": "Mona"}


@pytest.mark.usefixtures("mona")
def test_tabs_count_and_narrow(client: Client) -> None:
    held_comment(text="Held one.", by=member("Nell"))
    comment(text="Spam one.", state="spam")
    comment(text="Suspicious one.", is_suspicious=True)
    reported = comment(text="Reported one.")
    report_comment(reported, by=citizen(), reason="abuse")
    html = text_of(client, QUEUE)
    assert "Spam one." not in html
    for which, words in (
        ("held", "Held one."), ("spam", "Spam one."), ("suspicious", "Suspicious one."),
        ("reported", "Reported one."),
    ):  # fmt: skip
        assert words in html or which == "spam"
        only = text_of(client, f"{QUEUE}?which={which}")
        assert words in only
        assert only.count("data-desk-row") == 1
    assert "Held one." in text_of(client, f"{QUEUE}?q=@nell")


@pytest.mark.usefixtures("mona")
@pytest.mark.parametrize(
    "query",
    ["which=nonsense", "after=x_y", "after=2026-99-99_1", "author__id__exact=abc", "q=nobody"],
)
def test_a_query_that_makes_no_sense_shows_the_queue(query: str, client: Client) -> None:
    held_comment()
    assert client.get(f"{QUEUE}?{query}").status_code == 200


@pytest.mark.usefixtures("mona")
def test_the_next_page_goes_on_where_the_first_ended(client: Client) -> None:
    now = timezone.now()
    for number in range(45):
        held_comment(text=f"Number {number:03}.", at=now - timedelta(minutes=100 - number))
    seen, url = list[str](), QUEUE
    for _page in range(3):
        html = text_of(client, url)
        seen += [f"{n:03}" for n in range(45) if f"Number {n:03}." in html]
        url = QUEUE + html.partition('class="queue-more"><a href="')[2].partition('"')[0]
    assert seen == [f"{n:03}" for n in range(45)]


@pytest.mark.usefixtures("mona")
def test_all_that_an_author_wrote_lately_is_hidden_for_one_reason(client: Client) -> None:
    by = resident("Rana")
    old = comment(by=by, at=timezone.now() - timedelta(days=9))
    for _ in range(2):
        comment(by=by)
    url = f"{QUEUE}author/{by.pk}/hide/"
    assert "Hide comments of Rana" in text_of(client, url)
    asked = {"days": "7", "ready": "abuse", "reason": ""}
    assert "Hide them all" in done(client, url, **asked)
    assert Comment.objects.published().count() == 3
    assert "2 comments decided." in done(client, url, **asked, sure="1")
    assert list(Comment.objects.published()) == [old]
    assert "2 comments." in text_of(client, QUEUE)
    batch = text_of(client, QUEUE).partition('name="batch" value="')[2].partition('"')[0]
    assert "Taken back" in done(client, f"{QUEUE}undo/", batch=batch)
    assert Comment.objects.published().count() == 3
    assert client.post(f"{QUEUE}undo/", {"batch": "no-uuid"})["Location"] == QUEUE


@pytest.mark.usefixtures("mona")
def test_a_sanction_from_a_comment_is_filled_in_says_what_for_and_leads_back(
    client: Client,
) -> None:
    written = comment(by=member("Nell"))
    page = text_of(client, f"{QUEUE}{written.pk}/change/").replace("&amp;", "&")
    found = re.search(r'"(/admin/community/sanction/add/\?[^"]+kind=warning[^"]+)"', page)
    assert found
    url = found[1]
    form = text_of(client, url)
    assert 'value="nell"' in form
    data = {"member": "nell", "kind": "warning", "reason": "Insults.", "about": written.uuid}
    answer = client.post(url, data)
    assert answer["Location"] == f"{QUEUE}{written.pk}/change/"
    assert CivicRecord.objects.get(kind="sanctioned").facts["comment"] == str(written.uuid)
    away = client.post(f"{url}&back=https://evil.example/", {**data, "reason": "Again."})
    assert "evil" not in away["Location"]


@pytest.mark.usefixtures("mona")
def test_watched_words_at_the_desk(client: Client) -> None:
    url = "/admin/comments/watchedword/"
    done(client, f"{url}add/", word="Casino", effect="hold", note="")
    assert "Casino" in text_of(client, url)
    assert "watched already" in done(client, f"{url}add/", word="CASINO", effect="hold", note="")
    word = WatchedWord.objects.get()
    done(client, f"{url}{word.pk}/delete/", post="yes")
    assert not WatchedWord.objects.exists()
