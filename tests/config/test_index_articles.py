"""The search's index, written anew: whole, or what it lacks; stopped and gone on with."""

import io
import signal

import pytest
from django.core.management import call_command
from django.db import connection

from articles.actions import indexing, withdraw_article
from articles.actions.indexing import index_article
from articles.models import Article, SearchEntry
from config.demo.removing import remove_demo
from config.management.commands.prepare import Command as Prepare
from tests.articles.test_search_index import found, indexed
from tests.factories.articles import article, published_article
from tests.factories.community import editor

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    said = io.StringIO()
    call_command("index_articles", *words, stdout=said)
    return said.getvalue()


def words_kept() -> int:
    """How many rows of words stand in the index, whoever they belong to."""
    table = "articles_searchentry" if connection.vendor == "postgresql" else "articles_searchwords"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {table}")
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def test_the_whole_index_is_written_anew_as_often_as_one_likes() -> None:
    published_article("Tram")
    published_article("Barge", access="members")
    article("Draft")
    stale = indexed("Old name")
    Article.objects.filter(pk=stale.pk).update(title="New name")

    assert "complete: 3 pieces" in run()
    assert "complete: 3 pieces" in run()

    assert found("tram") == ["Tram"]
    assert found("new name") == ["New name"]
    assert found("old") == found("draft") == []
    assert SearchEntry.objects.count() == words_kept() == 4


def test_only_what_it_lacks() -> None:
    stale = indexed("Old name")
    Article.objects.filter(pk=stale.pk).update(title="New name")
    published_article("Tram")

    assert "complete: 1 pieces" in run("--missing")

    assert found("tram") == ["Tram"]
    assert found("old") == ["New name"]
    assert "complete: 0 pieces" in run("--missing")


def test_an_empty_site_is_soon_done() -> None:
    assert "complete: 0 pieces" in run()


class Impatient(io.StringIO):
    """Presses Ctrl-C when it reads of the first progress."""

    def write(self, text: str) -> int:
        if " of " in text and "Stopped" not in text:
            signal.raise_signal(signal.SIGINT)
        return super().write(text)


def test_it_stops_between_batches_and_goes_on_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "AT_ONCE", 2)
    for number in range(5):
        published_article(f"Tram {number}")
    said = Impatient()

    call_command("index_articles", stdout=said)

    assert "Stopped after 2 of 5 pieces" in said.getvalue()
    assert len(found("tram")) == 2
    assert "complete: 3 pieces" in run("--missing")
    assert len(found("tram")) == 5


def test_words_without_a_piece_are_forgotten() -> None:
    indexed("Tram").delete()
    indexed("Barge")

    run()

    assert words_kept() == 1


def test_the_demo_takes_its_words_with_it() -> None:
    indexed("Tram", is_demo=True)
    indexed("Barge")

    remove_demo()

    assert (found("tram"), words_kept()) == ([], 1)


def test_an_update_writes_the_index_that_was_not_there_before() -> None:
    published_article("Tram")
    said = io.StringIO()

    Prepare(stdout=said).complete_index()

    assert found("tram") == ["Tram"]
    assert "index of the search" in said.getvalue()
    again = io.StringIO()
    Prepare(stdout=again).complete_index()
    assert again.getvalue() == ""


@pytest.mark.django_db(transaction=True)
def test_a_flush_leaves_no_words() -> None:
    indexed("Tram")
    withdrawn = indexed("Barge")
    withdraw_article(withdrawn, by=editor())
    index_article(withdrawn.pk)

    call_command("flush", interactive=False, verbosity=0)

    assert words_kept() == 0
