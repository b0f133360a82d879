"""The thread as it is drawn: tree, tombstones, what each reader sees, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpRequest
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article, Publication
from comments.actions.importing import recount
from comments.models import Comment, Discussion
from comments.opening import open_discussion
from comments.pages import SMALL, Order
from community.models import City, User
from community.permissions import Person
from tests.factories.articles import published_article
from tests.factories.comments import (
    comment,
    discussion,
    guest_comment,
    held_comment,
    hidden_comment,
)
from tests.factories.community import citizen, member, moderator, resident

pytestmark = pytest.mark.django_db
State = Comment.State
TEMPLATE = "{% load discussion %}{% comment_thread article %}"


@pytest.fixture
def article() -> Article:
    return published_article(question="Should the ferry wait?")


def asking(user: Person | None) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user or AnonymousUser()  # type: ignore[assignment]
    request.session = SessionStore()
    return request


def draw(
    article: Article,
    user: Person | None = None,
    template: str = TEMPLATE,
    order: Order = Order.BEST,
) -> str:
    request = asking(user)
    context = {"request": request, "article": article, "member": user, "user": user}
    if order != Order.BEST:
        context["opened"] = open_discussion(request, article, order)
    return str(Template(template).render(Context(context)))


def ids(html: str) -> list[int]:
    return [int(pk) for pk in re.findall(r'id="comment-(\d+)"', html)]


def depth_of(html: str, pk: int) -> int:
    before = html[: html.index(f'id="comment-{pk}"')]
    return before.count('<ol class="thread">') - before.count("</ol>")


def test_the_question_and_an_invitation_stand_above(article: Article) -> None:
    html = draw(article)
    assert "Should the ferry wait?" in html
    assert "Nobody has said anything yet" in html
    assert not Discussion.objects.exists(), "no GET makes one"


def test_best_first_and_in_order_of_writing_where_asked(article: Article) -> None:
    now = timezone.now()
    late = comment(article, at=now)
    early = comment(article, at=now - timedelta(hours=2))
    answer = comment(article, parent=early, at=now + timedelta(hours=1))
    html = draw(article)
    assert ids(html) == [late.pk, early.pk, answer.pk]
    assert [depth_of(html, pk) for pk in ids(html)] == [1, 1, 2]


def test_oldest_first_and_answers_under_their_parents(article: Article) -> None:
    now = timezone.now()
    late = comment(article, at=now)
    early = comment(article, at=now - timedelta(hours=2))
    answer = comment(article, parent=early, at=now + timedelta(hours=1))
    html = draw(article, order=Order.OLDEST)
    assert ids(html) == [early.pk, answer.pk, late.pk]
    assert [depth_of(html, pk) for pk in ids(html)] == [1, 2, 1]
    assert "Discussion: 3 comments" in html


def test_six_levels_deep_then_flat_with_the_name_of_whom_it_answers(article: Article) -> None:
    parent, chain = None, list[Comment]()
    for n in range(9):
        parent = comment(article, parent=parent, by=member(f"Speaker {n}"))
        chain.append(parent)
    beside = comment(article, parent=chain[5], by=member("Beside"))
    html = draw(article)
    assert [depth_of(html, c.pk) for c in chain] == [1, 2, 3, 4, 5, 6, 6, 6, 6]
    assert ids(html) == [c.pk for c in chain] + [beside.pk]
    assert html.count("in reply to") == 4
    assert f'<a href="#comment-{chain[7].pk}">in reply to <bdi>Speaker 7</bdi>' in html


def test_a_thousand_answers_to_one_another_are_drawn(article: Article) -> None:
    parent = comment(article)
    rows = list[Comment]()
    for n in range(1000):
        row = Comment(
            pk=parent.pk + n + 1, discussion=parent.discussion, parent_id=parent.pk + n,
            root=parent, html="<p>.</p>", text=".", depth=2, guest_name="I", imported_from=f"a{n}",
        )  # fmt: skip
        rows.append(row)
    Comment.objects.bulk_create(rows)
    recount([parent.discussion_id])
    html = draw(article)
    assert ids(html) == list(range(parent.pk, parent.pk + 101))
    assert f'<a href="/comments/{parent.pk}/thread/">900 more answers</a>' in html


def test_tombstones_stay_only_while_something_hangs_on_them(article: Article) -> None:
    deleted, lonely = (comment(article, state=State.DELETED, text="Secret.") for _ in range(2))
    hidden = hidden_comment(article, parent=deleted, text="Insult.")
    answer = comment(article, parent=hidden, text="Calm.")
    hidden_comment(article, parent=answer, text="Worse.")
    held_comment(article, text="Waiting.")
    html = draw(article)
    assert ids(html) == [deleted.pk, hidden.pk, answer.pk]
    assert lonely.pk not in ids(html)
    assert "Its author has deleted this comment." in html
    assert "A moderator has hidden this comment." in html
    for words in ("Secret", "Insult", "Worse", "Waiting"):
        assert words not in html


def test_the_author_sees_what_waits_and_why_it_is_hidden(article: Article) -> None:
    by = member()
    held = held_comment(article, by=by, text="My first words.")
    hidden = hidden_comment(article, by=by, text="My rude words.")
    held_comment(article, text="Another’s words.")
    html = draw(article, by, order=Order.OLDEST)
    assert ids(html) == [held.pk, hidden.pk]
    assert "Only you see this: it waits for a moderator." in html
    assert "A moderator has hidden this: It insults the writer." in html
    assert "approve" not in html


def test_moderators_see_what_waits_with_what_to_do(article: Article) -> None:
    held, hidden, shown = held_comment(article), hidden_comment(article), comment(article)
    html = draw(article, moderator())
    offered = {held: ("approve", "hide"), hidden: ("restore",), shown: ("hide",)}
    for written, action in ((c, action) for c, actions in offered.items() for action in actions):
        assert f"/comments/{written.pk}/{action}/" in html
    assert "Held: A newcomer." in html


def test_all_presses_are_sent_by_one_form_with_one_token(article: Article) -> None:
    held = [held_comment(article) for _each in range(3)]
    html = draw(article, moderator())
    form = re.search(r'<form id="thread-acts" method="post" hidden>(.*?)</form>', html, re.DOTALL)
    assert form
    assert form[1].count("csrfmiddlewaretoken") == 1
    thread = html[html.index('<ol class="thread">') :]
    assert "<form" not in thread
    for written in held:
        assert (
            f'<button class="link-button" form="thread-acts" '
            f'formaction="/comments/{written.pk}/approve/" name="seen" value="{written.text_hash}">'
        ) in thread


def test_moderators_have_no_buttons_on_their_own(article: Article) -> None:
    by = moderator()
    own = comment(article, by=by)
    assert f"/comments/{own.pk}/hide/" not in draw(article, by)


def test_what_one_may_do_with_ones_own(article: Article) -> None:
    by = resident()
    fresh = comment(article, by=by)
    old = comment(article, by=by, at=timezone.now() - timedelta(hours=3))
    html = draw(article, by)
    assert f"/comments/{fresh.pk}/edit/" in html
    assert f"/comments/{fresh.pk}/delete/" in html
    assert f"/comments/{old.pk}/edit/" not in html
    assert f"/comments/{old.pk}/report/" not in html


def test_a_closed_discussion_gives_its_reason_and_takes_no_answers(article: Article) -> None:
    comment(article)
    Discussion.objects.update(mode=Discussion.Mode.CLOSED, closed_reason="All is said.")
    html = draw(article)
    assert "All is said." in html
    assert "<textarea" not in html
    assert "/reply/" not in html


def test_guests_have_a_name_and_no_page(article: Article) -> None:
    guest_comment(article, "Ida <b>")
    html = draw(article)
    assert "<b><bdi>Ida &lt;b&gt;</bdi></b> <span>guest</span>" in html


def test_who_closed_their_account_leaves_no_name(article: Article) -> None:
    comment(article)
    Comment.objects.update(author=None)
    assert "somebody who left" in draw(article)


def test_names_are_escaped(article: Article) -> None:
    comment(article, by=citizen('<script>alert("x")</script>'.replace('"', ""), handle="x"))
    html = draw(article)
    assert "<script>" not in html
    assert "&lt;script&gt;alert" in html


def test_the_mark_is_that_of_the_standing(article: Article) -> None:
    comment(article, by=citizen(dormant_since=timezone.now()))
    html = draw(article)
    assert "is-resident" in html
    assert "is-citizen" not in html


def test_signed_out_pages_carry_no_token_and_are_the_same_for_all(article: Article) -> None:
    held_comment(article)
    comment(article)
    html = draw(article)
    assert "csrfmiddlewaretoken" not in html
    assert "thread-acts" not in html
    assert f"/comments/on/{article.uuid}/draft/" in html


@pytest.mark.parametrize("count", [0, 1, 60])
@pytest.mark.parametrize("reader", [AnonymousUser, member, moderator])
def test_the_number_of_queries_is_fixed(count: int, reader: type[Person], article: Article) -> None:
    parent = None
    for n in range(count):
        written = comment(article, parent=parent if n % 3 else None)
        parent = written if n % 2 else parent
    discussion(article)
    user = reader()
    # Asked once for the whole page by whoever comes first: the city, the publication, and of a
    # member their sanctions, of staff their roles; the city once more for what newcomers may mark.
    page = {AnonymousUser: 2, member: 4, moderator: 5}[reader]
    City.current()
    Publication.current()
    article = Article.objects.for_page().get(pk=article.pk)
    draw(article, user)  # the first look of a visit is noted
    user = User.objects.get(pk=user.pk) if user.pk else user
    with CaptureQueriesContext(connection) as queries:
        assert len(ids(draw(article, user))) == count
    thread = 4 if count > SMALL else 2
    thread += 1 if user.pk and count else 0  # what they said to them without words
    assert len(queries) == thread + page, [q["sql"] for q in queries]


def test_member_comments_are_those_that_the_reader_may_read(article: Article) -> None:
    by = resident()
    shown = comment(article, by=by, text="**Shown** words.")
    held_comment(article, by=by, text="Held words.")
    comment(published_article(access="citizens"), by=by, text="Gated words.")
    html = draw(article, by, "{% load discussion %}{% member_comments member %}")
    assert "Shown words." in html
    assert f'href="/comments/{shown.pk}/"' in html
    assert "Held" not in html
    assert "Gated" not in html


def test_counts_for_teasers_cost_one_query(article: Article) -> None:
    comment(article)
    silent = published_article()
    template = Template("{% load discussion %}{% comment_counts pieces as counts %}{{ counts }}")
    with CaptureQueriesContext(connection) as queries:
        html = template.render(Context({"pieces": [article, silent]}))
    assert html == f"{{{article.pk}: 1}}"
    assert len(queries) == 1
