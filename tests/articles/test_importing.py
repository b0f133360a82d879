"""Pieces from elsewhere: as they were, once, and with nobody told."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.actions import (
    ImportedArticle,
    ImportedPage,
    import_article,
    import_articles,
    import_author,
    import_page,
    import_related_stories,
    import_section,
)
from articles.models import Article, OldAddress, Page, RelatedStory
from community.models import Notice
from tests.factories.articles import article, author, picture, section

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2014, 3, 9, 7, 30, tzinfo=timezone.get_default_timezone())


def item(title: str = "Harbour", **fields: Any) -> ImportedArticle:
    fields.setdefault("section", section())
    fields.setdefault("imported_from", f"old.example/?post={title}")
    return ImportedArticle(title=title, **fields)


def test_state_and_times_are_taken_as_given() -> None:
    made = import_article(
        item(
            body="<p onclick=x>Two words</p>", state="published", published_at=LONG_AGO,
            discussion_age_from=LONG_AGO, access="members", is_lead=True, cover=picture(),
            authors=[author("Zoe"), author("Ana")], tags=["Sea", "sea", "Ice"],
        )
    )  # fmt: skip
    made.refresh_from_db()
    assert (made.state, made.published_at, made.created_at) == ("published", LONG_AGO, LONG_AGO)
    assert (made.word_count, made.access, made.is_lead) == (2, "members", True)
    assert "onclick" not in made.body
    assert made.preview
    assert [row.author.name for row in made.bylines.all()] == ["Zoe", "Ana"]
    assert sorted(name.lower() for name in made.tags.names()) == ["ice", "sea"]
    assert not Notice.objects.exists()


def test_second_run_changes_nothing() -> None:
    first = import_article(item(body="<p>One</p>"))
    Article.objects.filter(pk=first.pk).update(title="Edited since")
    again = import_article(item(body="<p>Other</p>"))
    assert again.pk == first.pk
    assert Article.objects.get().title == "Edited since"


def test_same_titles_get_addresses_of_their_own() -> None:
    article(slug="harbour")
    article(slug="harbour-2")
    items = [item(imported_from=f"x{number}") for number in range(2)]
    assert [made.slug for made in import_articles(items)] == ["harbour-3", "harbour-4"]


def test_old_addresses_lead_to_the_piece_that_had_them_first(client: Client) -> None:
    made = import_article(
        item(
            state="published", published_at=LONG_AGO,
            addresses=["https://old.example/2014/03/caf%C3%A9/", "/?p=7", "/"],
        )
    )  # fmt: skip
    import_article(item("Other", addresses=["/2014/03/café/"]))
    assert set(OldAddress.objects.values_list("address", flat=True)) == {"/2014/03/café/", "/?p=7"}
    assert client.get("/2014/03/caf%c3%a9").headers["Location"] == made.get_absolute_url()


def test_see_also_may_point_to_a_piece_of_a_later_batch() -> None:
    first, second, unknown = uuid4(), uuid4(), uuid4()
    body = "".join(f'<aside data-related="{uuid}"></aside>' for uuid in (second, unknown, first))
    import_article(item("One", uuid=first, body=f"<p>a</p>{body}"))
    import_article(item("Two", uuid=second, kind="story"))
    links = [(second, first, "continues"), (first, unknown, "background")]
    for _twice in range(2):
        import_related_stories(links, of=[first, second])
    found = RelatedStory.objects.values_list("origin__title", "target__title", "kind", "in_text")
    assert set(found) == {("One", "Two", "see_also", True), ("Two", "One", "continues", False)}


def test_pages_are_taken_in_once() -> None:
    page = ImportedPage(
        title="About", imported_from="x", body="<p>We</p>", addresses=["/?page_id=2"]
    )
    assert import_page(page).pk == import_page(page).pk
    assert Page.objects.get().old_addresses.get().address == "/?page_id=2"


def test_sections_and_authors_are_made_once() -> None:
    above = import_section(name="World", slug="world")
    assert import_section(name="Asia", slug="asia", parent=above).parent == above
    assert import_section(name="Other", slug="world") == above
    assert import_author(name="Zoe", slug="zoe") == import_author(name="Z.", slug="zoe")


def test_a_batch_costs_few_queries_however_large() -> None:
    shared = {"section": section(), "tags": ["Sea"], "authors": [author()], "state": "published"}

    def cost(name: str, size: int) -> int:
        items = [
            item(
                f"{name} {at}",
                published_at=LONG_AGO + timedelta(at),
                addresses=[f"/{name}/{at}"],
                **shared,
            )
            for at in range(size)
        ]
        with CaptureQueriesContext(connection) as queries:
            import_articles(items)
        return len(queries)

    cost("first", 1)
    # SQLite takes at most 999 values in a statement, so that many rows go in several.
    assert cost("many", 40) <= cost("few", 2) + 40 // 20
