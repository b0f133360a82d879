"""Settings are kept by a process while nobody changes them, and asked for anew afterwards."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.template import Context
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries, Settings

from articles.actions import save_page, save_publication, save_section
from articles.models import Page, Publication, Section
from community import kept
from community.actions.charter import save_city
from community.models import City
from community.templatetags.settled import Settled
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


def settled_parts() -> list[Settled]:
    base = get_template("base.html").template  # type: ignore[attr-defined]  # Django's own engine
    return list(base.nodelist.get_nodes_by_type(Settled))


def test_settled_parts_know_nothing_of_who_reads_and_where(settings: Settings) -> None:
    settings.KEEP_SETTINGS = False
    request = RequestFactory().get("/somewhere/?q=secret", headers={"user-agent": "x"})
    request.user = editor()
    for part in settled_parts():
        plain = part.inside.render(context_of(None))
        assert part.inside.render(context_of(request)) == plain
    assert [part.name for part in settled_parts()] == ["icons", "subscribe", "footer"]


def context_of(request: HttpRequest | None) -> Context:
    context = Context({"pub": Publication.current()})
    if request is not None:
        context.update({"request": request, "user": request.user})
    context.template = get_template("base.html").template  # type: ignore[attr-defined]
    return context


def test_settled_parts_are_drawn_in_the_language_of_the_page() -> None:
    with override("en-gb"):
        assert "Subscribe" in home()
    names = [name for name in kept._kept if name.startswith("part:")]
    assert names
    assert all(name.endswith(":en-gb") for name in names)
