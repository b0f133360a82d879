"""Pages, orders, branches, permalinks, and how many there are."""

import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions import withdraw_article
from articles.models import Article, OldAddress
from comments.actions import hide_comment
from comments.actions.importing import recount
from comments.models import Comment
from comments.pages import MOST_ANSWERS, PER_PAGE, share_of
from tests.factories.articles import published_article
from tests.factories.comments import comment, held_comment, hidden_comment
from tests.factories.community import citizen, editor, member, moderator, resident

pytestmark = pytest.mark.django_db
State = Comment.State


@pytest.fixture
def article() -> Article:
    return published_article("On ferries", slug="ferries", question="Should it wait?")


def many(article: Article, number: int, parent: Comment | None = None) -> list[Comment]:
    """Written one minute after the other, the last one just now; counters as they must be."""
    by, begun = resident(), timezone.now() - timedelta(minutes=number)
    discussion = (parent or comment(article, by=by, at=begun)).discussion
    rows = Comment.objects.bulk_create(
        Comment(
            discussion=discussion, author=by, parent=parent, root=parent, depth=2 if parent else 1,
            text=f"T{n}", html=f"<p>T{n}</p>", text_hash=f"{n}", score=n,
            created_at=begun + timedelta(minutes=n), published_at=begun + timedelta(minutes=n),
        )
        for n in range(1, number + (1 if parent else 0))
    )  # fmt: skip
    Comment.objects.filter(pk=discussion.comments.order_by("pk")[0].pk).update(score=0)
    recount([discussion.pk])
    return rows if parent else [discussion.comments.order_by("pk")[0], *rows]


def ids(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', html)]


def page_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def place(**asked: object) -> str:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"{reverse('comments:discussion', args=['ferries'])}?{query}"


# -- Pages and orders ------------------------------------------------------------------------------


def test_fifty_at_the_top_to_a_page_and_none_left_out(client: Client, article: Article) -> None:
    rows = [row.pk for row in many(article, 120)]
    pages = [ids(page_of(client, place(sort="oldest", page=n))) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [pk for page in pages for pk in page] == rows
    assert client.get(place(sort="oldest", page=4)).status_code == 404


@pytest.mark.parametrize("asked", ["sort=worst", "page=x", "page=-1", "page=²", "page=99999999999"])
def test_what_is_no_page_is_not_found(client: Client, article: Article, asked: str) -> None:
    comment(article)
    assert client.get(f"/articles/ferries/comments/?{asked}").status_code == 404


def test_the_article_shows_the_best_and_leads_on(client: Client, article: Article) -> None:
    rows = many(article, 60)
    html = page_of(client, article.get_absolute_url())
    assert ids(html) == [row.pk for row in rows[:9:-1]]
    assert 'href="/articles/ferries/comments/?page=2#discussion" rel="next"' in html
    rest = page_of(client, "/articles/ferries/comments/?page=2")
    assert ids(rest) == [row.pk for row in rows[9::-1]]
    assert 'href="/articles/ferries/#discussion" rel="prev"' in rest


def test_newest_first(client: Client, article: Article) -> None:
    rows = many(article, 60)
    assert ids(page_of(client, place(sort="newest"))) == [row.pk for row in rows[:9:-1]]


def test_best_is_by_score_and_ties_are_by_time(client: Client, article: Article) -> None:
    now = timezone.now()
    late, early, liked = (comment(article, at=now - timedelta(hours=h)) for h in (1, 2, 90))
    Comment.objects.update(score=5)
    Comment.objects.filter(pk=liked.pk).update(score=6)
    assert ids(page_of(client, article.get_absolute_url())) == [liked.pk, early.pk, late.pk]


def test_picks_stand_alone_and_say_what_they_answer(client: Client, article: Article) -> None:
    top = comment(article, by=resident("Ida"), text="A question of boats.")
    assert "Editors’ picks" not in page_of(client, article.get_absolute_url())
    picked = comment(article, parent=top, text="A fine answer.")
    Comment.objects.filter(pk=picked.pk).update(picked_at=timezone.now())
    html = page_of(client, article.get_absolute_url())
    assert "Picked by the editors" in html
    assert "/articles/ferries/comments/?sort=picks#discussion" in html
    html = page_of(client, place(sort="picks"))
    assert ids(html) == [picked.pk]
    assert f'<a href="/comments/{top.pk}/">in reply to <bdi>Ida</bdi></a>' in html
    assert "<q>A question of boats.</q>" in html


def test_only_the_order_of_writing_is_for_search_engines(client: Client, article: Article) -> None:
    many(article, 60)
    for asked, is_kept in {
        "sort=oldest&page=2": True,
        "sort=newest": False,
        "page=2": False,
    }.items():
        html = page_of(client, f"/articles/ferries/comments/?{asked}")
        assert ('<meta name="robots" content="noindex">' not in html) is is_kept
        escaped = asked.replace("&", "&amp;")
        assert f'/articles/ferries/comments/?{escaped}">' in html.split('rel="canonical"')[1][:120]


@pytest.mark.parametrize(
    ("counts", "share"),
    [([], 0), ([100], 0), ([101], 100), ([60, 60], 50), ([9] * 50, 2), ([400, 1], 99)],
)
def test_answers_share_a_page_fairly(counts: list[int], share: int) -> None:
    assert share_of(counts) == share
    assert sum(min(count, share) for count in counts) <= MOST_ANSWERS


def test_a_large_thread_shows_its_first_answers_and_leads_to_the_rest(
    client: Client, article: Article
) -> None:
    tops = many(article, 50)
    wide, deep = many(article, 80, parent=tops[0]), many(article, 80, parent=tops[1])
    html = page_of(client, place(sort="oldest"))
    assert set(ids(html)) == {row.pk for row in [*tops, *wide[:50], *deep[:50]]}
    assert f'<a href="/comments/{tops[0].pk}/thread/">30 more answers</a>' in html


def test_tombstones_do_not_use_up_the_share(client: Client, article: Article) -> None:
    top = many(article, 60)[0]
    answers = many(article, 150, parent=top)
    Comment.objects.filter(pk__in=[row.pk for row in answers[:30]]).update(state=State.HIDDEN)
    kept = comment(article, parent=answers[0], at=answers[1].created_at)
    recount([top.discussion_id])
    shown = ids(page_of(client, place(sort="oldest")))
    assert {answers[0].pk, kept.pk, answers[30].pk} <= set(shown)
    assert answers[1].pk not in shown
    assert len(shown) == PER_PAGE + MOST_ANSWERS + 1


@pytest.mark.parametrize("number", [3, 60])
def test_each_reader_finds_what_is_theirs_to_see(number: int, article: Article) -> None:
    """The same in a small discussion, loaded whole, and in one of several pages."""
    many(article, number)
    own, gone = member(), comment(article, state=State.DELETED)
    waits = held_comment(article, by=own)
    below = held_comment(article, by=own, parent=gone)
    tombstone = comment(article, state=State.DELETED)
    under = comment(article, parent=tombstone)
    comment(article, state=State.DELETED)
    Comment.objects.filter(depth=1).exclude(state=State.PUBLISHED).update(score=1000)
    recount([gone.discussion_id])
    seen = {}
    for name, who in {"own": own, "moderator": moderator(), "other": resident()}.items():
        browser = Client()
        browser.force_login(who)
        seen[name] = set(ids(page_of(browser, article.get_absolute_url())))
    theirs = {waits.pk, below.pk, gone.pk}
    assert {tombstone.pk, under.pk} | theirs <= seen["own"]
    assert theirs <= seen["moderator"]
    assert not theirs & seen["other"]
    assert {tombstone.pk, under.pk} <= seen["other"]


def test_a_hundred_more_need_no_query_more(article: Article) -> None:
    client = Client()
    client.force_login(resident())
    found = []
    for _each in range(2):
        many(article, 60, parent=many(article, 100)[0])
        client.get(article.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(article.get_absolute_url())
        found.append(len(queries))
    assert found[0] == found[1]


# -- Who gets in -----------------------------------------------------------------------------------


def test_a_gated_discussion_shows_the_gate(client: Client) -> None:
    gated = published_article(slug="ferries", access="citizens")
    written = comment(gated, text="Only among us.")
    assert client.get(place(sort="oldest"))["location"] == gated.get_absolute_url()
    for address in (reverse("comments:thread", args=[written.pk]), count_at(gated)):
        assert client.get(address).status_code == 404
    client.force_login(citizen())
    assert "Only among us." in page_of(client, place(sort="oldest"))
    assert client.get(count_at(gated)).json() == {"count": 1}


def test_a_former_address_leads_to_the_page_asked_for(client: Client, article: Article) -> None:
    OldAddress.objects.create(address="/articles/boats/", article=article)
    response = client.get("/articles/boats/comments/?sort=oldest&page=2")
    assert response.status_code == 301
    assert response["location"] == place(sort="oldest", page=2)
    assert client.get("/articles/trains/comments/").status_code == 404


# -- Branches and permalinks -----------------------------------------------------------------------


def test_a_branch_begins_with_what_it_answers(client: Client, article: Article) -> None:
    chain = [comment(article, by=resident("Ida"), text="The very first.")]
    for n in range(8):
        chain.append(comment(article, parent=chain[-1], text=f"Level {n}."))
    beside = comment(article, parent=chain[0])
    html = page_of(client, reverse("comments:thread", args=[chain[1].pk]))
    assert ids(html) == [row.pk for row in chain[1:]]
    assert beside.pk not in ids(html)
    assert f'<a href="/comments/{chain[0].pk}/">in reply to <bdi>Ida</bdi></a>' in html
    assert "<q>The very first.</q>" in html
    assert f'href="/comments/{chain[0].pk}/thread/"' in html


def test_the_sixth_level_leads_to_its_branch(client: Client, article: Article) -> None:
    chain = [comment(article)]
    for _n in range(6):
        chain.append(comment(article, parent=chain[-1]))
    html = page_of(client, article.get_absolute_url())
    assert re.findall(r"/comments/(\d+)/thread/", html) == [str(chain[5].pk)]


def test_a_branch_of_hundreds_comes_in_pages(client: Client, article: Article) -> None:
    top = comment(article, by=resident("Ida"))
    answers = many(article, 250, parent=top)
    late = comment(article, parent=answers[5])
    first = page_of(client, reverse("comments:thread", args=[top.pk]))
    assert ids(first) == [top.pk, *(row.pk for row in answers[:200])]
    way = re.search(r'href="([^"]+\?after=\d+)"', first)
    assert way
    rest = page_of(client, way[1])
    assert ids(rest) == [top.pk, *(row.pk for row in answers[200:]), late.pk]
    assert f'<a href="/comments/{answers[5].pk}/">in reply to' in rest
    assert "<q>T6</q>" in rest
    assert "after=" not in rest


def test_the_branch_of_a_tombstone_is_there_while_something_hangs_on_it(
    client: Client, article: Article
) -> None:
    top = comment(article)
    answer = comment(article, parent=top)
    Comment.objects.filter(pk=top.pk).update(state=State.DELETED)
    assert ids(page_of(client, reverse("comments:thread", args=[top.pk]))) == [top.pk, answer.pk]
    hide_comment(answer, by=moderator(), reason="Rude.")
    assert client.get(reverse("comments:thread", args=[top.pk])).status_code == 404


def test_what_one_hid_has_its_branch_for_its_author_alone(client: Client, article: Article) -> None:
    by = member()
    hidden = hidden_comment(article, by=by)
    address = reverse("comments:thread", args=[hidden.pk])
    assert client.get(address).status_code == 404
    client.force_login(by)
    assert ids(page_of(client, address)) == [hidden.pk]


def test_permalinks_lead_to_the_article_while_it_shows_all(
    client: Client, article: Article
) -> None:
    answer = comment(article, parent=comment(article))
    response = client.get(answer.get_absolute_url())
    assert response["location"] == f"/articles/ferries/#comment-{answer.pk}"


def test_permalinks_lead_to_the_page_in_order_of_writing(client: Client, article: Article) -> None:
    rows = many(article, 120)
    answer = comment(article, parent=rows[60])
    for written in (rows[60], answer):
        location = client.get(written.get_absolute_url())["location"]
        assert location == f"{place(sort='oldest', page=2)}#comment-{written.pk}"
        assert written.pk in ids(page_of(client, location))


def test_permalinks_lead_to_the_branch_of_what_no_page_shows(
    client: Client, article: Article
) -> None:
    top = comment(article)
    answers = many(article, 150, parent=top)
    location = client.get(answers[120].get_absolute_url())["location"]
    assert location == f"/comments/{answers[120].pk}/thread/#comment-{answers[120].pk}"
    assert answers[120].pk in ids(page_of(client, location))


# -- How many --------------------------------------------------------------------------------------


def count_at(article: Article) -> str:
    return reverse("comments:count", args=[article.uuid])


def test_the_count_comes_from_the_cache_and_follows_every_change(
    client: Client, article: Article, django_capture_on_commit_callbacks: object
) -> None:
    written = comment(article)
    cache.clear()
    client.force_login(resident())
    assert client.get(count_at(article)).json() == {"count": 1}
    with CaptureQueriesContext(connection) as queries:
        response = client.get(count_at(article))
    assert response.json() == {"count": 1}
    assert not queries
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=0, s-maxage=10"
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        hide_comment(written, by=moderator(), reason="Rude.")
    assert client.get(count_at(article)).json() == {"count": 0}


def test_a_withdrawn_piece_tells_no_number(
    client: Client, article: Article, django_capture_on_commit_callbacks: object
) -> None:
    comment(article)
    cache.clear()
    assert client.get(count_at(article)).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        withdraw_article(article, by=editor())
    assert client.get(count_at(article)).status_code == 404
