"""The desk: the queue and its decisions, one by one and in batches."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from comments.actions import edit_comment, hide_comment, report_comment, set_discussion_mode
from comments.models import Comment, Decision, Discussion
from community.models import User
from tests.desk import content
from tests.factories.articles import published_article
from tests.factories.comments import (
    comment,
    guest_comment,
    held_comment,
    hidden_comment,
)
from tests.factories.community import citizen, editor, member, moderator, resident, writer

pytestmark = pytest.mark.django_db
QUEUE = "/admin/comments/comment/"


@pytest.fixture
def at_desk(client: Client) -> User:
    """A moderator, signed in."""
    user = moderator("Mona")
    client.force_login(user)
    return user


def page_of(written: Comment) -> str:
    return reverse("admin:comments_comment_change", args=[written.pk])


def decide_url(written: Comment, seen: str = "") -> str:
    return reverse("admin:comments_comment_decide", args=[written.pk]) + f"?seen={seen}"


@pytest.mark.usefixtures("at_desk")
def test_the_queue_holds_what_waits_and_says_why(client: Client) -> None:
    newcomer = member("Nell", days_here=4)
    hidden_comment(by=newcomer)
    held_comment(text="**Held** words.", by=newcomer)
    reported = comment(text="Reported words.")
    report_comment(reported, by=citizen(), reason="abuse")
    comment(text="Quiet words.")
    html = content(client, QUEUE)
    assert "<strong>Held</strong> words." in html
    assert "A newcomer." in html
    assert "here for 4 days; 0 published, 1 hidden" in html
    assert "Reported words." in html
    assert "Insults or harassment" in html
    assert "Quiet words." not in html
    assert "Quiet words." in content(client, f"{QUEUE}?which=all")
    assert f'href="{page_of(reported)}' in html


@pytest.mark.usefixtures("at_desk")
def test_all_of_one_author(client: Client) -> None:
    by = resident()
    comment(by=by, text="Quiet words.")
    comment(text="Others’ words.")
    html = content(client, f"{QUEUE}?author__id__exact={by.pk}")
    assert "Quiet words." in html
    assert "Others’ words." not in html


@pytest.mark.usefixtures("at_desk")
def test_the_queue_by_the_check_that_objected(client: Client) -> None:
    held_comment(text="New here.")
    held_comment(text="Look at this.", held_by="links")
    html = content(client, f"{QUEUE}?held_by=links")
    assert "Look at this." in html
    assert "New here." not in html


@pytest.mark.usefixtures("at_desk")
@pytest.mark.parametrize("count", [1, 12])
def test_the_queue_costs_the_same_for_any_number(
    count: int, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        held = held_comment(parent=comment())
        Comment.objects.filter(pk=held.pk).update(state="published")
        report_comment(held, by=citizen(), reason="abuse")
    client.get(QUEUE)
    with django_assert_max_num_queries(13):
        content(client, QUEUE)


@pytest.mark.usefixtures("at_desk")
def test_one_press_in_the_list_approves(client: Client) -> None:
    held = held_comment()
    assert f"{decide_url(held, held.text_hash)}" in content(client, QUEUE)
    answer = client.post(decide_url(held, held.text_hash), {"do": "approve"}, follow=True)
    assert answer.redirect_chain == [(QUEUE, 302)]
    assert "The comment is shown." in answer.content.decode()
    held.refresh_from_db()
    assert held.is_published


@pytest.mark.usefixtures("at_desk")
def test_what_changed_since_it_was_looked_at_is_not_approved(client: Client) -> None:
    held = held_comment()
    seen = held.text_hash
    assert held.author
    edit_comment(held, by=held.author, text="Something else.")
    answer = client.post(decide_url(held, seen), {"do": "approve"}, follow=True)
    assert "changed the text meanwhile" in answer.content.decode()
    held.refresh_from_db()
    assert not held.is_published


def test_the_second_moderator_reads_a_sentence(client: Client, at_desk: User) -> None:
    held = held_comment()
    hide_comment(held, by=moderator("Grace"), reason="Advertising.")
    answer = client.post(decide_url(held), {"do": "approve"}, follow=True)
    assert "Grace has decided this already: hidden." in answer.content.decode()
    assert not Decision.objects.filter(by=at_desk.record_id).exists()


@pytest.mark.usefixtures("at_desk")
def test_hiding_from_the_page_takes_a_reason(client: Client) -> None:
    shown = comment()
    answer = client.post(decide_url(shown), {"do": "hide", "reason": " "}, follow=True)
    assert "Say why." in answer.content.decode()
    client.post(decide_url(shown), {"do": "hide", "reason": "Advertising."})
    shown.refresh_from_db()
    assert shown.hidden_reason == "Advertising."


@pytest.mark.usefixtures("at_desk")
def test_batches_approve_keep_and_hide_for_one_reason(client: Client) -> None:
    held = [held_comment() for _ in range(2)]
    shown = [comment() for _ in range(2)]
    for one in shown:
        report_comment(one, by=citizen(), reason="abuse")
    seen = {f"seen_{one.pk}": one.text_hash for one in [*held, *shown]}
    keys = {"_selected_action": [one.pk for one in held], **seen}
    client.post(QUEUE, {"action": "approve_selected", **keys})
    assert Comment.objects.published().count() == 4

    keys = {"_selected_action": [one.pk for one in shown], **seen}
    client.post(QUEUE, {"action": "keep_selected", **keys})
    assert not Comment.objects.waiting().exists()

    url = f"{QUEUE}?which=all"
    asked = client.post(url, {"action": "hide_selected", **keys}).content.decode()
    assert "Hide 2 comments" in asked
    assert Comment.objects.published().count() == 4
    client.post(url, {"action": "hide_selected", "reason": "A brawl.", **keys})
    assert {one.hidden_reason for one in Comment.objects.filter(state="hidden")} == {"A brawl."}
    assert Decision.objects.count() == 6


@pytest.mark.usefixtures("at_desk")
def test_the_page_of_a_comment_has_all_that_a_decision_needs(client: Client) -> None:
    parent = comment(text="The parent.")
    written = comment(text="Teh comment.", parent=parent, by=resident("Rana"))
    comment(text="The answer.", parent=written)
    assert written.author
    edit_comment(written, by=written.author, text="The comment.")
    report_comment(written, by=citizen("Cem"), reason="false", note="It is not so.")
    hide_comment(written, by=moderator("Grace"), reason="Wrong.")
    html = content(client, page_of(written))
    for words in (
        "The parent.", "The comment.", "The answer.", "Teh comment.", "Rana", "It is not so.",
        "Dangerous falsehood", "weight", "Cem", "Grace", "Wrong.", "Show again",
    ):  # fmt: skip
        assert words in html


@pytest.mark.usefixtures("at_desk")
def test_a_guests_comment_has_a_page_too(client: Client) -> None:
    assert "guest" in content(client, page_of(guest_comment()))


def test_nobody_has_buttons_on_their_own(client: Client, at_desk: User) -> None:
    own = held_comment(by=at_desk)
    assert "Somebody else decides on it." in content(client, page_of(own))
    answer = client.post(decide_url(own), {"do": "approve"}, follow=True)
    assert "never on their own" in answer.content.decode()


@pytest.mark.parametrize("person", [member, citizen, writer])
def test_the_queue_is_for_moderators(person: type[User], client: Client) -> None:
    held = held_comment()
    client.force_login(person())
    for url in (QUEUE, page_of(held), "/admin/comments/decision/", "/admin/comments/report/"):
        assert client.get(url, follow=True).status_code == 403
    assert client.post(decide_url(held), {"do": "approve"}).status_code in (302, 403)
    held.refresh_from_db()
    assert not held.is_published


@pytest.mark.parametrize("person", [moderator, editor])
def test_logs_are_read_and_never_written(person: type[User], client: Client) -> None:
    client.force_login(person())
    hide_comment(comment(), by=moderator(), reason="Advertising.")
    report_comment(comment(), by=citizen(), reason="spam")
    entry = Decision.objects.get()
    page = content(client, f"/admin/comments/decision/{entry.pk}/change/")
    assert "Advertising." in page
    assert 'name="_save"' not in page
    for model in ("decision", "report"):
        assert client.get(f"/admin/comments/{model}/add/").status_code == 403
        content(client, f"/admin/comments/{model}/")


def test_discussions_are_closed_at_the_desk(client: Client, at_desk: User) -> None:
    silent = published_article("Silent piece")
    new = {"article": silent.pk, "mode": "closed", "closed_reason": "Not this time."}
    assert "Silent piece" in content(client, "/admin/comments/discussion/add/")
    client.post("/admin/comments/discussion/add/", new)
    made = Discussion.objects.get()
    assert (made.article, made.mode, made.closed_reason) == (silent, "closed", "Not this time.")
    url = f"/admin/comments/discussion/{made.pk}/change/"
    client.post(url, {"mode": "open", "closed_reason": "Not this time."})
    made.refresh_from_db()
    assert (made.mode, made.closed_reason) == ("open", "")
    assert content(client, "/admin/comments/discussion/")
    assert set_discussion_mode(silent, by=at_desk, mode="residents").mode == "residents"


def test_key_that_is_no_number_is_not_found(client: Client) -> None:
    client.force_login(editor())
    assert client.get("/admin/comments/comment/abc/change/").status_code == 404
