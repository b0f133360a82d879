"""Settings are kept by a process while nobody changes them, and asked for anew afterwards."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from articles.actions import save_page, save_publication, save_section
from articles.models import Page, Publication, Section
from community import kept
from community.actions.charter import save_city
from community.models import City
from tests.factories.articles import published_article
from tests.factories.community import editor, member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def keeping(settings: Settings) -> Iterator[None]:
    settings.KEEP_SETTINGS = True
    cache.delete(kept.VERSION)
    yield
    kept._kept.clear()


def home() -> str:
    return Client().get("/").content.decode()


def test_the_second_reader_asks_for_four_rows_less(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    published_article()
    City.current()
    with django_assert_num_queries(9):
        home()
    with django_assert_num_queries(5):
        home()


def test_what_an_editor_changes_is_seen_by_the_next_reader() -> None:
    home()
    by, ours, city = editor(), Publication.current(), City.current()
    ours.name, city.name = "The Evening Bell", "Lantern Hill"
    save_publication(ours, by=by)
    save_section(Section(name="Harbour", slug="harbour"), by=by)
    save_page(Page(title="House rules", slug="rules", published_at=by.created_at), by=by)
    save_city(city, by=by)
    html = home()
    for words in ("The Evening Bell", "Harbour", "House rules"):
        assert words in html
    assert "Lantern Hill" in Client().get("/community/").content.decode()


def test_another_process_that_shares_the_cache_sees_it_too() -> None:
    home()
    Publication.objects.update(name="Changed elsewhere")
    assert "Changed elsewhere" not in home()
    cache.set(kept.VERSION, "what the other process wrote")
    assert "Changed elsewhere" in home()


def test_nothing_is_kept_for_longer_than_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    home()
    Publication.objects.update(name="Changed by hand")
    monkeypatch.setattr(kept, "SECONDS", -1.0)
    cache.delete(kept.VERSION)
    assert "Changed by hand" in home()


def test_a_change_that_is_rolled_back_is_never_kept() -> None:
    Publication.objects.update_or_create(pk=1, defaults={"name": "The Bell"})
    with transaction.atomic():
        Publication.objects.update(name="Not to be")
        assert kept.kept("publication", Publication.current).name == "Not to be"
        transaction.set_rollback(True)
    assert kept.kept("publication", Publication.current).name == "The Bell"


def test_who_changes_what_they_were_given_changes_nothing_for_others() -> None:
    first = kept.kept("publication", Publication.current)
    first.name = "Scribbled on"
    assert kept.kept("publication", Publication.current).name != "Scribbled on"
    rows = [Section(name="One", slug="one")]
    kept.kept("rows", lambda: rows)[0].name = "Two"
    assert kept.kept("rows", lambda: rows)[0].name == "One"


class NoCache:
    def get(self, *args: object) -> object:
        raise ConnectionError


def test_without_the_cache_the_rows_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    home()
    Publication.objects.update(name="Asked for")
    monkeypatch.setattr(kept, "cache", NoCache())
    assert kept.kept("publication", Publication.current).name == "Asked for"


def test_a_member_costs_no_query_for_sanctions_and_notices(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = Client()
    client.force_login(member())
    published_article()
    client.get("/")
    with django_assert_num_queries(7):
        client.get("/")
