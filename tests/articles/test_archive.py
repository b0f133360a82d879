"""The archive by month: what came out when, with a way from each month to the next."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from articles.months import Month, months_with_pieces
from tests.factories.articles import article, published_article

pytestmark = pytest.mark.django_db


def out(title: str, year: int, month: int, day: int = 15, hour: int = 12) -> Article:
    when = datetime(year, month, day, hour, tzinfo=UTC)
    return published_article(title, published_at=when)


def test_every_month_with_pieces_is_listed_with_how_many(client: Client) -> None:
    for at in (datetime(2019, 12, 31, tzinfo=UTC), datetime(2019, 12, 1, tzinfo=UTC)):
        published_article(published_at=at)
    out("March", 2021, 3)
    article("Withdrawn", state="withdrawn", published_at=datetime(2020, 1, 1, tzinfo=UTC))
    article("Ahead", state="scheduled", published_at=datetime(2021, 4, 1, tzinfo=UTC))

    response = client.get("/archive/")

    assert months_with_pieces() == [(Month(2021, 3), 1), (Month(2019, 12), 2)]
    years = response.context["years"]
    assert [(year, count) for year, count, _months in years] == [(2021, 1), (2019, 2)]
    assert 'href="/archive/2019/12/"' in response.content.decode()
    assert 'href="/archive/"' in client.get("/").content.decode()


def test_an_empty_archive_invites(client: Client) -> None:
    assert "Come by again soon" in client.get("/archive/").content.decode()


def test_a_month_has_its_pieces_and_its_neighbours(client: Client) -> None:
    out("Old", 2009, 7)
    out("First", 2021, 3, day=1, hour=0)
    out("Last", 2021, 3, day=31, hour=23)
    out("April", 2021, 4, day=1, hour=0)

    response = client.get("/archive/2021/03/")

    assert [piece.title for piece in response.context["page_obj"]] == ["Last", "First"]
    assert response.context["older_month"] == Month(2009, 7)
    assert response.context["newer_month"] == Month(2021, 4)
    page = response.content.decode()
    assert "March 2021" in page
    assert 'href="/archive/2009/07/"' in page
    ends = client.get("/archive/2009/07/").context
    assert ends["older_month"] is None


def test_months_begin_at_midnight_of_the_city() -> None:
    out("Late", 2021, 3, day=31, hour=23)

    with timezone.override("Asia/Tokyo"):
        assert months_with_pieces() == [(Month(2021, 4), 1)]
        assert Month(2021, 4).start == datetime(2021, 3, 31, 15, tzinfo=UTC)
    assert months_with_pieces() == [(Month(2021, 3), 1)]


@pytest.mark.parametrize(
    "address",
    ["2020/05", "2021/02", "2021/13", "2021/00", "0000/01", "9999/12", "9998/12", "2021/3", "21/03",
     "2021", "2021/03/01", "20210/03", "２０２１/０３"],
)  # fmt: skip
def test_a_month_that_never_was_or_holds_nothing_is_not_found(client: Client, address: str) -> None:
    out("March", 2021, 3)
    article("Draft", published_at=datetime(2021, 2, 1, tzinfo=UTC))

    assert client.get(f"/archive/{address}/").status_code == 404
    assert client.get("/archive/2021/03/?page=2").status_code == 404


def test_a_century_is_counted_in_few_queries() -> None:
    for year in (1871, 1925, 1969, 1970, 2026):
        out(str(year), year, 1)

    with CaptureQueriesContext(connection) as queries:
        found = months_with_pieces()

    assert [month.year for month, _count in found] == [2026, 1970, 1969, 1925, 1871]
    assert len(queries) == 2 + 4


def test_queries_are_few_and_do_not_grow(client: Client) -> None:
    def cost() -> list[int]:
        counts = []
        for address in ("/archive/", "/archive/2021/03/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    client.get("/")
    out("One", 2021, 3)
    out("Before", 2021, 2)
    few = cost()
    for number in range(12):
        out(f"More {number}", 2021, 3)
        out(f"Earlier {number}", 2020, number + 1)

    assert cost() == few
    assert max(few) <= 11
