"""The page of the search: what a reader types, gets and may not get."""

from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.conf import LazySettings, settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.actions import renew_texts
from articles.actions.indexing import index_article
from articles.models import Article, Publication
from community.models import Sanction, User
from tests.articles.test_search_index import GATED, indexed
from tests.factories.articles import author, published_article, section
from tests.factories.community import citizen, editor, member, sanction

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def one_row() -> None:
    Publication.current()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def titles(client: Client, address: str) -> list[str]:
    results = client.get(address).context.get("results") or []
    return [result.article.title for result in results]


# -- What is shown ---------------------------------------------------------------------------------


def test_results_carry_their_marks_and_how_many_there_are(client: Client) -> None:
    indexed("The last ferry", standfirst="It sails at night", body="<p>Ferries & tolls</p>")

    page = text_of(client, "/search/?q=ferry+night")

    assert "The last <mark>ferry</mark>" in page
    assert "It sails at <mark>night</mark>" in page
    assert "1 piece" in page
    assert 'value="ferry night"' in page
    assert '<meta name="robots" content="noindex' in page


def test_neither_what_is_typed_nor_what_is_found_becomes_markup(client: Client) -> None:
    indexed(
        "<b>Ferry</b> <mark>no</mark>", body="<p>A ferry &lt;script&gt;alert(1)&lt;/script&gt;</p>"
    )

    page = text_of(client, "/search/?q=ferry+%22%3E%3Cscript%3E")
    assert "<script>alert" not in page
    assert "&lt;b&gt;<mark>Ferry</mark>&lt;/b&gt; &lt;mark&gt;no&lt;/mark&gt;" in text_of(
        client, "/search/?q=ferry"
    )
    assert '"><script>' not in page


def test_twenty_to_a_page_and_no_page_beyond_the_last(client: Client) -> None:
    for number in range(23):
        indexed(f"Ferry {number}")

    assert len(titles(client, "/search/?q=ferry")) == 20
    assert len(titles(client, "/search/?q=ferry&page=2")) == 3
    assert 'href="?q=ferry&amp;page=2"' in text_of(client, "/search/?q=ferry")
    assert client.get("/search/?q=ferry&page=3").status_code == 404


def test_filters_are_kept_and_narrow(client: Client) -> None:
    world = section("World")
    asia = section("Asia", parent=world)
    indexed("Ferry in Asia", section=asia)
    indexed("Ferry story", section=section("Fiction"), kind="story", days_ago=40)
    indexed("Ferry of old", section=world, published_at="2001-06-15T12:00Z")

    assert set(titles(client, "/search/?q=ferry&section=world")) == {
        "Ferry in Asia",
        "Ferry of old",
    }
    assert titles(client, "/search/?q=ferry&kind=story") == ["Ferry story"]
    assert titles(client, "/search/?q=ferry&when=week") == ["Ferry in Asia"]
    assert titles(client, "/search/?q=ferry&when=2001") == ["Ferry of old"]
    page = text_of(client, "/search/?q=ferry&section=world&when=2001")
    assert '<option value="world" selected>' in page
    assert '<option value="2001" selected>' in page
    assert '<details class="search-narrow" open>' in page


@pytest.mark.parametrize(
    "address",
    ["/search/?q=ferry&section=no-such", "/search/?q=ferry&kind=x", "/search/?q=ferry&when=never",
     "/search/?q=ferry&when=99999", f"/search/?q={'x' * 201}"],
)  # fmt: skip
def test_what_cannot_be_asked_is_said_in_the_form(client: Client, address: str) -> None:
    response = client.get(address)

    assert response.status_code == 422
    assert 'class="field-error"' in response.content.decode()


@pytest.mark.parametrize("typed", ["", "   ", "%22%22", "-", "%F0%9F%98%80", "-ferry", "%FF%FE"])
def test_nothing_to_look_for_shows_what_is_new(client: Client, typed: str) -> None:
    published_article("Newest of all")

    assert "Newest of all" in text_of(client, f"/search/?q={typed}")


def test_of_very_many_words_the_longest_are_looked_for(client: Client) -> None:
    indexed("The harbour ferries of the northern islands before winter")

    many = "a harbour ferries of the northern islands before winter in the zz y"
    page = text_of(client, f"/search/?q={many.replace(' ', '+')}")

    assert "The longest of them were looked for." in page
    assert "1 piece" in page
    assert "longest" not in text_of(client, "/search/?q=harbour+ferries")


def test_nul_is_refused(client: Client) -> None:
    assert client.get("/search/?q=a%00b").status_code == 400


def test_nothing_found_helps_on(client: Client) -> None:
    published_article("Newest of all")

    page = text_of(client, "/search/?q=zeppelin&kind=story")

    assert "Nothing here holds all of that." in page
    assert 'href="?q=zeppelin"' in page
    assert "Newest of all" in page


def test_authors_and_tags_of_the_name_stand_above_if_they_have_a_piece(client: Client) -> None:
    indexed(authors=[author("Inês Carvalhal")], tags=["Inêsita"])
    author("Ines Nobody")
    published = published_article(tags=["Ines hidden"])
    Article.objects.filter(pk=published.pk).update(state="withdrawn")

    names = client.get("/search/?q=ines").context["names"]

    assert [one.name for one in names.authors] == ["Inês Carvalhal"]
    assert [one.name for one in names.tags] == ["Inêsita"]
    assert "/tags/" in text_of(client, "/search/?q=ines")
    assert not client.get("/search/?q=ines&kind=story").context["names"]


# -- Who finds what --------------------------------------------------------------------------------


def test_a_stranger_sees_nothing_of_what_is_behind_the_gate(client: Client) -> None:
    indexed("Harbour", body=GATED, access="citizens")

    assert titles(client, "/search/?q=secret") == []
    assert "filler" not in text_of(client, "/search/?q=harbour+opening")
    assert titles(signed_in(member()), "/search/?q=secret") == []
    assert titles(signed_in(citizen()), "/search/?q=secret") == ["Harbour"]
    assert titles(signed_in(editor()), "/search/?q=secret") == ["Harbour"]


def test_a_sanction_that_takes_the_right_takes_the_find(client: Client) -> None:
    indexed("Harbour", body=GATED, access="citizens")
    user = citizen()
    assert titles(signed_in(user), "/search/?q=secret") == ["Harbour"]

    sanction(user, Sanction.Kind.BANNED)

    assert titles(signed_in(user), "/search/?q=secret") == []


def test_the_excerpt_obeys_the_rule_even_if_the_index_lags(client: Client) -> None:
    piece = indexed("Harbour", body=GATED)
    Article.objects.filter(pk=piece.pk).update(access="citizens")

    assert "filler" not in text_of(client, "/search/?q=secret")


def test_an_opening_from_an_earlier_rule_gives_nothing_away(client: Client) -> None:
    piece = published_article("Harbour", body=GATED, access="citizens")
    Article.objects.filter(pk=piece.pk).update(preview=GATED, text_version=0)

    index_article(piece.pk)

    assert titles(client, "/search/?q=secret") == []
    assert "filler" not in text_of(client, "/search/?q=harbour")
    assert titles(signed_in(citizen()), "/search/?q=secret") == ["Harbour"]


def test_a_text_renewed_by_todays_rules_is_found_by_what_it_says_then(client: Client) -> None:
    piece = indexed("Harbour", body="<p>Old words.</p>")
    Article.objects.filter(pk=piece.pk).update(body="<p>Renewed words.</p>", text_version=0)

    renew_texts()

    assert titles(client, "/search/?q=renewed") == ["Harbour"]
    assert titles(client, "/search/?q=old") == []


def test_a_piece_that_is_no_longer_out_is_not_shown_even_if_the_index_lags(client: Client) -> None:
    piece = indexed("Harbour")
    Article.objects.filter(pk=piece.pk).update(state="withdrawn")

    assert titles(client, "/search/?q=harbour") == []


def test_strangers_get_no_cookie_and_all_the_same(client: Client) -> None:
    indexed("Ferry")

    first, second = client.get("/search/?q=ferry"), Client().get("/search/?q=ferry")

    assert not first.cookies
    assert first.content == second.content


# -- Limits and cost -------------------------------------------------------------------------------


@time_machine.travel("2026-05-01T12:00:30Z", tick=False)
def test_sixty_a_minute_from_one_network(client: Client, settings: LazySettings) -> None:
    settings.LIMITS_ENABLED = True
    indexed("Ferry")
    for _each in range(60):
        assert client.get("/search/?q=ferry").status_code == 200

    refused = client.get("/search/?q=ferry")

    assert refused.status_code == 429
    assert refused["Retry-After"] == "30"
    assert client.get("/search/").status_code == 200
    elsewhere = client.get("/search/?q=ferry", REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 200
    forged = client.get("/search/?q=ferry", headers={"x-forwarded-for": "192.0.2.9"})
    assert forged.status_code == 429


def test_queries_are_few_and_do_not_grow(client: Client) -> None:
    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    def fill(pieces: int) -> None:
        for _each in range(pieces):
            made = published_article(
                "Ferry", slug=f"ferry-{Article.objects.count()}", section=section(),
                authors=[author(), author()],
                tags=["ferry"], body="<p>Ferry</p>",
            )  # fmt: skip
            index_article(made.pk)

    client.get("/")
    fill(2)
    few = {address: cost(address) for address in ("/search/?q=ferry", "/search/", "/search/?q=no")}
    fill(15)
    many = {address: cost(address) for address in few}

    assert few == many
    transaction = 3 if connection.vendor == "postgresql" else 0
    assert max(many.values()) <= 12 + transaction, many


# -- The browser's own field -----------------------------------------------------------------------


def test_a_browser_can_search_from_its_own_field(client: Client) -> None:
    assert 'href="/opensearch.xml"' in text_of(client, "/")
    response = client.get("/opensearch.xml")

    root = ET.fromstring(response.content)  # noqa: S314  # our own

    assert response["Content-Type"].startswith("application/opensearchdescription+xml")
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    assert root.findtext(f"{space}ShortName") == Publication.current().name
    url = root.find(f"{space}Url")
    assert url is not None
    assert url.get("template") == f"{settings.SITE_URL}/search/?q={{searchTerms}}"


def test_publication_named_with_markup_keeps_the_description_whole(client: Client) -> None:
    Publication.objects.update(name="Sea & <Land>")

    ET.fromstring(client.get("/opensearch.xml").content)  # noqa: S314  # our own
