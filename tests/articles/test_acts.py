"""Like, keep and share on the page of a piece, and the shelf."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from articles.actions import bookmark_article, like_article
from articles.models import Article, Bookmark, Like
from community.models import User
from tests.factories.articles import article, published_article
from tests.factories.community import citizen, editor, member, sanction

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def like_at(piece: Article) -> str:
    return reverse("articles:like", args=[piece.uuid])


def keep_at(piece: Article) -> str:
    return reverse("articles:bookmark", args=[piece.uuid])


def test_a_press_leads_back_to_its_place() -> None:
    piece, user = published_article(), member()
    client = signed_in(user)

    for address in (like_at(piece), keep_at(piece)):
        response = client.post(address, {"wanted": "yes"})
        assert response.status_code == 303
        assert response["Location"] == f"{piece.get_absolute_url()}#acts"

    page = client.get(piece.get_absolute_url()).content.decode()
    assert page.count('aria-pressed="true"') == 2
    assert "1 reader likes this" in page
    assert 'id="acts"' in page


def test_a_form_says_what_it_wants_so_that_sending_it_twice_is_once() -> None:
    piece, user = published_article(), member()
    client = signed_in(user)

    for wanted, number in (("yes", 1), ("yes", 1), ("no", 0), ("no", 0)):
        client.post(like_at(piece), {"wanted": wanted})
        client.post(keep_at(piece), {"wanted": wanted})
        assert (Like.objects.count(), Bookmark.objects.count()) == (number, number)


def test_a_script_gets_the_part_alone() -> None:
    piece, user = published_article(), member()

    response = signed_in(user).post(like_at(piece), {"wanted": "yes"}, headers={"X-Part": "acts"})

    part = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in part
    assert 'aria-pressed="true"' in part
    assert "csrfmiddlewaretoken" in part
    assert "no-store" in response["Cache-Control"]


def test_a_stranger_sees_the_number_and_a_way_that_leads_back(client: Client) -> None:
    piece = published_article("Nachtfähre", slug="nachtfähre")
    for _ in range(2):
        like_article(piece, by=member())

    page = client.get(piece.get_absolute_url()).content.decode()

    back = quote(piece.get_absolute_url(), safe="")
    assert f'{reverse("account_login")}?next={back}%23acts"' in page
    assert "2 readers like this" in page
    assert "aria-pressed" not in page
    assert "csrfmiddlewaretoken" not in page


def test_a_press_after_signing_out_elsewhere_comes_back_to_the_piece(client: Client) -> None:
    piece = published_article()

    asked = client.post(like_at(piece), {"wanted": "yes"})
    assert asked["Location"] == f"{reverse('account_login')}?next={like_at(piece)}"

    client.force_login(member())
    response = client.get(like_at(piece))
    assert (response.status_code, response["Location"]) == (
        303,
        f"{piece.get_absolute_url()}#acts",
    )
    assert not Like.objects.exists()


@pytest.mark.parametrize("name", ["articles:like", "articles:bookmark"])
def test_what_is_not_out_is_not_found_even_for_its_editor(name: str) -> None:
    draft = article()

    assert signed_in(editor()).post(reverse(name, args=[draft.uuid])).status_code == 404


def test_who_may_not_read_on_may_not_like_and_is_shown_no_button() -> None:
    piece, client = published_article(access="citizens"), signed_in(member())

    assert client.post(like_at(piece), {"wanted": "yes"}).status_code == 403
    page = client.get(piece.get_absolute_url()).content.decode()
    assert "data-act=" not in page
    assert reverse("articles:suggest", args=[piece.slug]) not in page


def test_a_silenced_member_keeps_and_takes_a_like_back_but_likes_nothing_new() -> None:
    liked, other, user = published_article(), published_article(), citizen()
    like_article(liked, by=user)
    sanction(user, "silenced")
    client = signed_in(user)

    assert client.post(like_at(other), {"wanted": "yes"}).status_code == 403
    assert 'data-act="like"' not in client.get(other.get_absolute_url()).content.decode()
    assert 'data-act="keep"' in client.get(other.get_absolute_url()).content.decode()
    assert client.post(keep_at(other), {"wanted": "yes"}).status_code == 303
    assert 'data-act="like"' in client.get(liked.get_absolute_url()).content.decode()
    assert client.post(like_at(liked), {"wanted": "no"}).status_code == 303
    assert not Like.objects.exists()


def test_a_preview_has_nothing_to_like() -> None:
    draft = article()

    page = signed_in(editor()).get(draft.get_absolute_url()).content.decode()

    assert "data-acts" not in page
    assert "data-share" not in page


def test_shared_addresses_are_the_sites_own_whatever_host_was_asked(
    client: Client, settings: Settings
) -> None:
    settings.SITE_URL = "https://news.example"
    settings.ALLOWED_HOSTS = ["*"]
    piece = published_article("Salt & “Sea” #1", slug="salt")

    page = client.get(piece.get_absolute_url(), headers={"host": "evil.example"})
    foot = page.content.decode().partition("data-share")[2].partition("</footer>")[0]

    address = "https://news.example/articles/salt/"
    assert f'data-share-url="{address}"' in foot
    assert f'value="{address}"' in foot
    subject = quote("Salt & “Sea” #1", safe="")
    assert f'mailto:?subject={subject}&amp;body={quote(address, safe="")}"' in foot
    assert "evil.example" not in foot
    assert foot.count('rel="noopener"') == foot.count('href="https://')


# -- The shelf -------------------------------------------------------------------------------------


def test_shelf_shows_what_one_kept_newest_first_and_to_nobody_else() -> None:
    user, other = member(), member()
    first, second, third = (published_article(title) for title in ("First", "Second", "Third"))
    for piece in (second, first):
        bookmark_article(piece, by=user)
    bookmark_article(third, by=other)

    response = signed_in(user).get(reverse("articles:bookmarks"))

    shown = [kept.article.title for kept in response.context["page_obj"]]
    assert shown == ["First", "Second"]
    assert "no-store" in response["Cache-Control"]


def test_shelf_hides_what_is_withdrawn_and_keeps_it_for_its_return() -> None:
    user, piece = member(), published_article("Gone")
    bookmark_article(piece, by=user)
    client = signed_in(user)

    Article.objects.update(state=Article.State.WITHDRAWN)
    assert "Gone" not in client.get("/bookmarks/").content.decode()
    Article.objects.update(state=Article.State.PUBLISHED)
    assert "Gone" in client.get("/bookmarks/").content.decode()


def test_taken_off_the_shelf_one_stays_there() -> None:
    user, piece = member(), published_article()
    bookmark_article(piece, by=user)
    client = signed_in(user)

    response = client.post(keep_at(piece), {"wanted": "no", "back": "shelf"}, follow=True)

    assert response.redirect_chain == [("/bookmarks/", 303)]
    assert "Nothing stands here yet" in response.content.decode()


def test_shelf_is_paged_and_costs_the_same_however_full() -> None:
    user = member()
    client = signed_in(user)

    def cost(pieces: int) -> int:
        for _ in range(pieces):
            bookmark_article(published_article(), by=user)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/bookmarks/").status_code == 200
        return len(queries)

    few, many = cost(2), cost(30)
    assert few == many
    assert len(client.get("/bookmarks/").context["page_obj"]) == 20
    last = client.get("/bookmarks/?page=99").context["page_obj"]
    assert (last.number, len(last)) == (2, 12)


def test_what_a_member_did_is_loaded_with_the_piece() -> None:
    piece = published_article()
    client = signed_in(member())
    client.get(piece.get_absolute_url())

    with CaptureQueriesContext(connection) as queries:
        client.get(piece.get_absolute_url())

    asked = [query["sql"] for query in queries]
    assert [sql for sql in asked if "articles_like" in sql or "articles_bookmark" in sql] == [
        sql for sql in asked if '"articles_article"."slug" = ' in sql
    ]
