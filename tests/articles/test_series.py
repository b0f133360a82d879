"""Series: an order of pieces, of which each reader sees what is out."""

from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.actions import save_series, set_series_parts
from articles.models import Article, Series, SeriesPart
from community.errors import Refused
from tests.articles.at_once import at_once
from tests.factories.articles import article, published_article
from tests.factories.community import editor, writer
from tests.factories.readers import series

pytestmark = pytest.mark.django_db


def text_of(client: Client, piece: Article) -> str:
    return " ".join(client.get(piece.get_absolute_url()).content.decode().split())


def test_a_piece_says_its_place_and_leads_back_and_on(client: Client) -> None:
    first, second, third = (published_article(title) for title in ("One", "Two", "Three"))
    made = series([first, second, third], "Ports")

    page = text_of(client, second)

    assert "Part 2 of 3" in page
    assert f'href="{made.get_absolute_url()}"' in page
    before, after = page.index('rel="prev"'), page.index('rel="next"')
    assert "One" in page[before:after]
    assert "Three" in page[after:]
    assert 'rel="prev"' not in text_of(client, first)
    assert 'rel="next"' not in text_of(client, third)


@pytest.mark.parametrize("state", [state for state in Article.State if state != "published"])
def test_parts_that_are_not_out_are_neither_counted_nor_linked(client: Client, state: str) -> None:
    first, hidden, last = published_article("One"), article("Hid", state=state), published_article()
    made = series([first, hidden, last])

    page = text_of(client, last)

    assert "Part 2 of 2" in page
    assert "One" in page.partition('rel="prev"')[2]
    assert "Hid" not in page
    assert "Hid" not in client.get(made.get_absolute_url()).content.decode()
    client.force_login(editor())
    assert "Part " not in text_of(client, hidden)


def test_page_of_a_series_has_its_parts_in_order(client: Client) -> None:
    pieces = [published_article(days_ago=days) for days in (1, 9, 4)]
    made = series(pieces)

    response = client.get(made.get_absolute_url())

    assert list(response.context["page_obj"]) == pieces
    assert not response.cookies
    assert client.get(series([article()]).get_absolute_url()).status_code == 404


def test_queries_stay_the_same_however_long_the_series(client: Client) -> None:
    def cost(number: int) -> list[int]:
        pieces = [published_article() for _ in range(number)]
        costs = []
        for address in (pieces[0].get_absolute_url(), series(pieces).get_absolute_url()):
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            costs.append(len(queries))
        return costs

    client.get("/")
    assert cost(2) == cost(18)


def test_setting_the_parts_sets_their_order_and_takes_out_the_others() -> None:
    made, by = series([]), editor()
    a, b, c = (published_article() for _ in range(3))

    set_series_parts(made, [a, b, c], by=by)
    set_series_parts(made, [c, a], by=by)

    assert list(made.parts.values_list("article", "position")) == [(c.pk, 0), (a.pk, 1)]


def test_a_piece_stands_in_one_series_at_most() -> None:
    piece, own, by = published_article("Ferries"), published_article(), editor()
    series([piece], "Ports")
    other = series([own], "Boats")

    with pytest.raises(Refused, match="“Ferries” is a part of “Ports” already"):
        set_series_parts(other, [own, piece], by=by)

    assert [part.article for part in other.parts.all()] == [own]


@pytest.mark.django_db(transaction=True)
def test_two_series_that_take_a_piece_at_once() -> None:
    piece, by = published_article(), editor()
    for _ in range(3):
        both = [series([]), series([])]
        done = at_once(*[partial(set_series_parts, one, [piece], by=by) for one in both])
        assert sum(isinstance(result, Refused) for result in done) == 1
        assert SeriesPart.objects.count() == 1
        SeriesPart.objects.all().delete()


def test_only_editors_arrange() -> None:
    made, by = series([]), writer()

    with pytest.raises(PermissionDenied):
        save_series(made, by=by)
    with pytest.raises(PermissionDenied):
        set_series_parts(made, [], by=by)


def test_an_editor_makes_a_series_at_the_desk() -> None:
    first, second, client = published_article(), published_article(), Client()
    client.force_login(editor())
    sent = {
        "title": "Ports", "slug": "ports", "description": "",
        "parts-TOTAL_FORMS": 2, "parts-INITIAL_FORMS": 0,
        "parts-0-article": second.pk, "parts-0-position": 2,
        "parts-1-article": first.pk, "parts-1-position": 1,
    }  # fmt: skip

    client.post(reverse("admin:articles_series_add"), sent)

    made = Series.objects.get()
    assert [part.article for part in made.parts.all()] == [first, second]
    response = client.post(
        reverse("admin:articles_series_add"), {**sent, "title": "Again", "slug": "again"}
    )
    assert "already exists" in response.content.decode()
    assert Series.objects.count() == 1


def test_a_writer_may_look_at_series_and_change_none() -> None:
    made, client = series([published_article()]), Client()
    client.force_login(writer())
    at = reverse("admin:articles_series_change", args=[made.pk])

    assert client.get(at).status_code == 200
    assert client.post(at, {"title": "Mine"}).status_code == 403
