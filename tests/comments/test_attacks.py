"""What somebody tried once and what must go on failing."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from articles.models import Access
from comments.actions import (
    appeal_hiding,
    edit_comment,
    hide_comment,
    keep_comment,
    mark_as_spam,
    pick_comment,
    post_comment,
    report_comment,
    restore_comment,
)
from comments.models import Comment, Telling
from community.errors import Refused
from community.models import User
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment, hidden_comment
from tests.factories.community import citizen, editor, member, moderator, resident, sanction

pytestmark = pytest.mark.django_db
HERE = {"sec-fetch-site": "same-origin"}


def signed_in(user: User) -> Client:
    browser = Client()
    browser.force_login(user)
    return browser


def selected(*comments: Comment, action: str) -> dict[str, object]:
    seen = {f"seen_{each.pk}": each.text_hash for each in comments}
    return {"action": action, "_selected_action": [each.pk for each in comments], **seen}


QUEUE = "/admin/comments/comment/"


def test_a_selection_approves_only_what_was_read() -> None:
    by = member()
    read, changed = held_comment(by=by), held_comment(by=by)
    desk, sent = signed_in(moderator()), selected(read, changed, action="approve_selected")
    html = desk.get(QUEUE).content.decode()
    for each in (read, changed):
        assert f'name="seen_{each.pk}" value="{each.text_hash}"' in html
    edit_comment(changed, by=by, text="Buy my pills.")
    desk.post(f"{QUEUE}", sent)
    states = dict(Comment.objects.values_list("pk", "state"))
    assert (states[read.pk], states[changed.pk]) == ("published", "held")
    without = {"action": "approve_selected", "_selected_action": [changed.pk]}
    desk.post(QUEUE, without)
    changed.refresh_from_db()
    assert changed.state == "held"


def test_only_what_was_read_is_kept() -> None:
    shown, by = comment(), resident()
    report_comment(shown, by=by, reason="abuse")
    with pytest.raises(Refused, match="changed the text"):
        keep_comment(shown, by=moderator(), seen="another")
    shown.refresh_from_db()
    assert shown.kept_at is None


@pytest.mark.parametrize("again", [hide_comment, mark_as_spam])
def test_a_hiding_under_appeal_is_not_replaced_by_another(again: Callable[..., Comment]) -> None:
    shown, by = comment(), moderator()
    hide_comment(shown, by=by, reason="Rude.")
    assert shown.author is not None
    appeal_hiding(shown, by=shown.author, statement="It was not.")
    restore_comment(shown, by=by)
    reason = {"reason": "Rude again."} if again is hide_comment else {}
    with pytest.raises(Refused, match="appeal"):
        again(shown, by=by, **reason)


def test_nobody_is_named_under_a_piece_that_one_may_not_read() -> None:
    gated = published_article(access=Access.CITIZENS)
    written = comment(gated, by=citizen("Zebulon"))
    sent = {"text": "Hi.", "parent": written.pk}
    for browser in (Client(), signed_in(resident())):
        for name in ("preview", "post", "draft"):
            url = reverse(f"comments:{name}", args=[gated.uuid])
            answer = browser.post(url, sent, headers=HERE)
            assert "Zebulon" not in answer.content.decode()
    url = reverse("comments:preview", args=[gated.uuid])
    assert "Zebulon" in signed_in(citizen()).post(url, sent, headers=HERE).content.decode()


@pytest.mark.parametrize("make", [held_comment, hidden_comment])
@pytest.mark.parametrize("after", ["", "?after=1", "?after=999999"])
def test_what_is_not_shown_has_no_branch_page(make: Callable[[], Comment], after: str) -> None:
    gone = make()
    comment(parent=gone, state="held", by=member())
    assert Client().get(f"/comments/{gone.pk}/thread/{after}").status_code == 404


def test_a_pick_does_not_survive_another_text() -> None:
    by = citizen()
    shown = comment(by=by)
    pick_comment(shown, by=editor())
    edit_comment(shown, by=by, text="Something else altogether.")
    shown.refresh_from_db()
    assert shown.picked_at is None


def test_moderators_do_not_read_who_reported_them() -> None:
    by, reporter = moderator(), resident("Rosa Reports")
    shown = comment(by=by)
    report_comment(shown, by=reporter, reason="abuse", note="He is rude.")
    desk = signed_in(by)
    for place in (f"{QUEUE}{shown.pk}/change/", "/admin/comments/report/"):
        html = desk.get(place).content.decode()
        assert "Rosa Reports" not in html
        assert "He is rude." not in html
    other = signed_in(moderator()).get(f"{QUEUE}{shown.pk}/change/").content.decode()
    assert "Rosa Reports" in other


def test_a_heap_of_held_answers_is_not_loaded_for_others() -> None:
    article, by = published_article(), member()
    top = comment(article)
    for _ in range(30):
        comment(parent=top, by=by, state="held")
    stranger = Client().get(article.get_absolute_url()).content.decode()
    assert stranger.count('class="comment-text"') == 1
    assert signed_in(by).get(article.get_absolute_url()).content.count(b"comment-text") >= 31


def test_a_visitor_has_so_many_comments_waiting_and_no_more(settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    by, article = member(), published_article()
    for _ in range(20):
        held_comment(article, by=by)
    Comment.objects.update(created_at="2026-01-01T12:00Z")
    with pytest.raises(Refused, match="wait for a moderator"):
        post_comment(article, by=by, text="One more.")


def test_one_person_is_called_a_few_times_a_day_by_another() -> None:
    victim, by, article = member(handle="victim"), resident(), published_article()
    for number in range(9):
        post_comment(article, by=by, text=f"Listen, @victim, {number}.")
    assert Telling.objects.filter(user=victim).count() == 5
    post_comment(article, by=resident(), text="I am somebody else, @victim.")
    assert Telling.objects.filter(user=victim).count() == 6


def test_the_banned_complete_no_names() -> None:
    banned, article = resident(), published_article()
    browser = signed_in(banned)
    address = reverse("comments:names", args=[article.uuid]) + "?q=a"
    assert browser.get(address).status_code == 200
    sanction(banned, "banned")
    assert browser.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/community/charter/?version=" + "9" * 5000,
        "/admin/comments/comment/?after=0001-01-01T00:00:00%2B23:59_5",
        "/admin/comments/comment/?after=9999-12-31T23:59:59-23:59_9",
    ],
)
def test_odd_addresses_are_answered(address: str) -> None:
    assert signed_in(moderator()).get(address).status_code in (200, 404)


@pytest.mark.parametrize("key", ["²", "9" * 30, "-1", "x"])
def test_odd_selections_select_nothing(key: str) -> None:
    sent = {"action": "approve_selected", "_selected_action": key}
    assert signed_in(moderator()).post(QUEUE, sent).status_code == 302
