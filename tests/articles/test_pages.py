"""What a reader meets on the pages of the publication."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, ContextList
from django.utils import timezone

from articles.actions import publish_article, save_publication
from articles.models import Article, Publication, RelatedStory
from community.models import Participation, User
from tests.factories.articles import (
    article,
    aside,
    author,
    page,
    picture,
    published_article,
    relate,
    section,
    story,
)
from tests.factories.community import citizen, editor, member, resident, writer

pytestmark = pytest.mark.django_db
LONG = "".join(f"<h2>Part {n}</h2><p>{'word ' * 120}</p>" for n in range(1, 6))


@pytest.fixture(autouse=True)
def one_row() -> None:
    Publication.current()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def titles(context: ContextList | dict[str, Any]) -> list[str]:
    """Every piece that the front page presents, as often as it does; pointers are not counted."""
    shown = [context["lead"], *context["second_row"]]
    shown += [story for story, _continued in context["stories"]]
    shown += [piece for _section, pieces in context["sections"] for piece in pieces]
    return [piece.title for piece in shown]


# -- The front page --------------------------------------------------------------------------------


def test_front_page_shows_nothing_twice_and_no_draft(client: Client) -> None:
    world, cities = section("World"), section("Cities")
    for number in range(14):
        published_article(section=(world, cities)[number % 2], days_ago=number + 1)
    story("Sequel", continues=Article.objects.newest_first()[2], section=cities, days_ago=3)
    article("Draft", section=world)
    context = client.get("/").context
    shown = titles(context)
    assert len(shown) == len(set(shown))
    assert "Draft" not in shown
    assert len(context["second_row"]) == 4
    assert [name for name, _pieces in context["sections"]] == [cities, world]


def test_story_points_to_what_it_continues_even_where_that_leads(client: Client) -> None:
    lead = published_article("Ferries", is_lead=True)
    sequel = story("Sequel", continues=lead)
    assert client.get("/").context["stories"] == [(sequel, lead)]


def test_newest_of_those_marked_leads_else_the_newest(client: Client) -> None:
    old = published_article(days_ago=9)
    newest = published_article(days_ago=1)
    assert client.get("/").context["lead"] == newest
    Article.objects.filter(pk=old.pk).update(is_lead=True)
    assert client.get("/").context["lead"] == old


def test_story_stands_beside_what_it_continues(client: Client) -> None:
    published_article()
    continued = published_article("Before", days_ago=2)
    sequel = story("After", continues=continued, days_ago=1)
    assert client.get("/").context["stories"] == [(sequel, continued)]
    Article.objects.filter(pk=continued.pk).update(state="withdrawn")
    assert client.get("/").context["stories"] == [(sequel, None)]


def test_pieces_of_lower_sections_stand_under_the_upper_one(client: Client) -> None:
    above = section("World")
    below = section("Asia", parent=above)
    for number in range(7):
        published_article(section=below, days_ago=number)
    assert [name for name, _pieces in client.get("/").context["sections"]] == [above]
    assert len(client.get(above.get_absolute_url()).context["page_obj"].object_list) == 7


def test_empty_front_page_invites(client: Client) -> None:
    assert client.get("/").status_code == 200


# -- A piece ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["draft", "in_review", "approved", "scheduled", "withdrawn"])
def test_only_published_pieces_are_found(client: Client, state: str) -> None:
    piece = article(state=state)
    assert client.get(piece.get_absolute_url()).status_code == 404
    assert signed_in(member()).get(piece.get_absolute_url()).status_code == 404
    assert signed_in(writer()).get(piece.get_absolute_url()).status_code == 404
    assert signed_in(editor()).get(piece.get_absolute_url()).status_code == 200


def test_writer_previews_an_own_draft() -> None:
    user = writer()
    response = signed_in(user).get(article(created_by=user).get_absolute_url())
    assert response.status_code == 200
    assert response.context["is_preview"]


@pytest.mark.parametrize("access", ["members", "residents", "citizens"])
def test_gate_gives_a_fair_preview_and_keeps_the_rest(client: Client, access: str) -> None:
    hidden = published_article("Hidden")
    piece = published_article(body=f"{LONG}{aside(hidden)}<p>the secret end</p>", access=access)
    response = client.get(piece.get_absolute_url())
    assert response.status_code == 200
    assert response.context["gate"] == access
    assert not response.context["contents"]
    content = response.content.decode()
    assert "word word" in content
    assert "the secret end" not in content


def test_gate_opens_for_the_standing_it_names() -> None:
    piece = published_article(body=LONG, access="residents")
    closed = signed_in(member()).get(piece.get_absolute_url())
    opened = signed_in(resident()).get(piece.get_absolute_url())
    assert not closed.context["is_readable"]
    assert opened.context["is_readable"]
    assert opened.context["gate"] == ""


def test_contents_begin_at_four_headings(client: Client) -> None:
    four = published_article(body=LONG.replace("<h2>Part 5</h2>", ""))
    three = published_article(body="".join(f"<h2>{n}</h2><p>x</p>" for n in range(3)))
    contents = client.get(four.get_absolute_url()).context["contents"]
    assert [words for _id, words in contents] == ["Part 1", "Part 2", "Part 3", "Part 4"]
    assert f'id="{contents[0][0]}"' in client.get(four.get_absolute_url()).content.decode()
    assert not client.get(three.get_absolute_url()).context["contents"]


def placed(client: Client, piece: Article) -> list[str]:
    """The order of what stands in the text: "…" for a run of it, else the see-also's title."""
    pieces = client.get(piece.get_absolute_url()).context["pieces"]
    return [part.article.title if part.article else "…" for part in pieces]


def test_see_also_stands_where_the_text_has_it(client: Client) -> None:
    target = published_article("Target")
    piece = published_article(body=f"<p>a</p>{aside(target)}<p>b</p>")
    relate(piece, target)
    assert placed(client, piece) == ["…", "Target", "…"]


def test_see_also_that_is_not_placed_goes_between_sections(client: Client) -> None:
    piece = published_article(body=LONG)
    for name in ("One", "Two"):
        relate(piece, published_article(name))
    assert placed(client, piece) == ["…", "One", "…", "Two", "…"]
    runs = [part.html for part in client.get(piece.get_absolute_url()).context["pieces"]]
    assert all(re.match("<h2", runs[at]) for at in (2, 4))


def test_see_also_stands_behind_a_text_without_sections(client: Client) -> None:
    piece = published_article(body="<p>a</p><p>b</p>")
    relate(piece, published_article("One"))
    assert placed(client, piece) == ["…", "One"]


@pytest.mark.parametrize("kind", RelatedStory.Kind.values)
def test_link_to_what_may_not_be_seen_leaves_nothing(client: Client, kind: str) -> None:
    target = article("Unpublished")
    piece = published_article(body=f"<p>a</p>{aside(target)}<p>b</p>")
    relate(piece, target, kind)
    response = client.get(piece.get_absolute_url())
    assert "Unpublished" not in response.content.decode()
    assert str(target.uuid) not in response.content.decode()
    assert not response.context["continues"]


def test_story_and_what_it_continues_point_to_each_other(client: Client) -> None:
    first = published_article()
    sequel = story(continues=first)
    assert client.get(first.get_absolute_url()).context["continued_by"] == [sequel]
    assert client.get(sequel.get_absolute_url()).context["continues"] == [first]


def test_gallery_shows_its_pictures_in_order(client: Client) -> None:
    piece = published_article(kind="gallery")
    pictures = [picture("One"), picture("Two")]
    for at, shown in enumerate(pictures):
        piece.gallery_pictures.create(picture=shown, position=at)
    assert client.get(piece.get_absolute_url()).context["pictures"] == pictures


def test_paid_links_are_marked_wherever_they_stand(client: Client) -> None:
    save_publication(
        Publication(
            affiliate_hosts="shop.example\nwww.books.example", disclosure="We may be paid."
        ),
        by=editor(),
    )
    quote = '<blockquote><p><a href="https://eu.shop.example/x">a</a></p></blockquote>'
    listed = '<ul><li><a href="http://BOOKS.example/?a=1">b</a></li></ul>'
    free = '<p><a href="https://notshop.example/">c</a> <a href="/tags/x/">d</a></p>'
    piece = published_article(body=f"<p>Before</p>{quote}{listed}{free}")
    response = client.get(piece.get_absolute_url())
    content = response.content.decode()
    assert content.count('rel="sponsored noopener"') == 2
    assert response.context["has_affiliate_links"]
    assert [part.discloses for part in response.context["pieces"]] == [False, True]
    assert response.context["pieces"][1].html.startswith("<blockquote")
    assert content.count("We may be paid.") == 2  # above the first, and at the foot
    clean = published_article(body=free)
    assert not client.get(clean.get_absolute_url()).context["has_affiliate_links"]


def test_reading_counts_once_a_day_for_members() -> None:
    user, piece = member(), published_article()
    client = signed_in(user)
    client.get(piece.get_absolute_url())
    client.get(piece.get_absolute_url())
    row = Participation.objects.get(user=user)
    assert (row.kind, row.article, row.day) == ("opened", piece.uuid, timezone.localdate())


@pytest.mark.parametrize("header", ["prefetch", "prefetch;prerender"])
def test_reading_ahead_does_not_count(header: str) -> None:
    user, piece = member(), published_article()
    signed_in(user).get(piece.get_absolute_url(), headers={"sec-purpose": header})
    signed_in(user).head(piece.get_absolute_url())
    signed_in(user).get(published_article(access="citizens").get_absolute_url())
    signed_in(editor()).get(article().get_absolute_url())
    assert not Participation.objects.exists()


def test_page_is_shown_though_the_database_refuses_to_count() -> None:
    client, piece = signed_in(member()), published_article()

    def refuse(execute: Callable[..., object], sql: str, *rest: object) -> object:
        return execute("INSERT INTO nowhere" if "INTO" in sql else sql, *rest)

    with connection.execute_wrapper(refuse):
        assert client.get(piece.get_absolute_url()).status_code == 200


# -- Lists and pages -------------------------------------------------------------------------------


def test_lists_show_published_pieces_twenty_to_a_page(client: Client) -> None:
    name = author("Ana")
    for number in range(23):
        published_article(authors=[name], tags=["sea"], days_ago=number)
    article(authors=[name], tags=["sea"])
    for address in (section_address(), "/tags/sea/", name.get_absolute_url()):
        assert len(client.get(address).context["page_obj"].object_list) == 20
        assert len(client.get(f"{address}?page=2").context["page_obj"].object_list) == 3
        assert client.get(f"{address}?page=3").status_code == 404
        assert client.get(f"{address}?page=x").status_code == 404


def section_address() -> str:
    return Article.objects.all()[0].section.get_absolute_url()


@pytest.mark.parametrize("place", ["sections", "tags", "authors", "articles", "pages"])
def test_what_is_not_there_is_not_found(client: Client, place: str) -> None:
    assert client.get(f"/{place}/nowhere/").status_code == 404


def test_page_is_shown_when_its_time_has_come(client: Client) -> None:
    assert client.get(page("About").get_absolute_url()).status_code == 200
    hidden = page("Later", published_at=None)
    assert client.get(hidden.get_absolute_url()).status_code == 404
    assert signed_in(editor()).get(hidden.get_absolute_url()).status_code == 200


# -- The same for everybody, and cheap -------------------------------------------------------------


def filled_site(pieces: int) -> Article:
    """A lead, ``pieces`` in two sections by two authors each, stories, see-also, pages."""
    sections = section(), section()
    lead = published_article("Lead", slug=f"lead-{pieces}", tags=["sea"], body=LONG)
    for number in range(pieces):
        piece = published_article(
            section=sections[number % 2], authors=[author(), author()], tags=["sea"],
            cover=picture(), days_ago=number,
        )  # fmt: skip
        relate(lead, piece)
        story(continues=piece, days_ago=number)
        page()
    return lead


def addresses_of(piece: Article) -> dict[str, str]:
    byline = piece.bylines.first()
    assert byline is not None
    return {
        "/": "/",
        "article": piece.get_absolute_url(),
        "section": piece.section.get_absolute_url(),
        "tag": "/tags/sea/",
        "author": byline.author.get_absolute_url(),
    }


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


COMMENTS = 1  # the query that finds no discussion
MOST = {"/": 8 + 3, "article": 9 + COMMENTS, "section": 8, "tag": 8, "author": 8}


def test_queries_are_few_and_do_not_grow(client: Client) -> None:
    client.get("/")
    few = {name: queries(client, at) for name, at in addresses_of(filled_site(2)).items()}
    many = {name: queries(client, at) for name, at in addresses_of(filled_site(12)).items()}
    assert few == many
    assert all(many[name] <= most for name, most in MOST.items()), many


def test_strangers_get_no_cookie_and_all_the_same(client: Client) -> None:
    for address in addresses_of(filled_site(2)).values():
        first, second = client.get(address), Client().get(address)
        assert not first.cookies
        assert first.content == second.content


def test_signed_in_pages_show_no_more_pieces_than_strangers_see() -> None:
    filled_site(3)
    article("Draft")
    for user in (editor(), citizen()):
        assert "Draft" not in signed_in(user).get("/").content.decode()


def test_preview_of_a_draft_has_no_discussion(client: Client) -> None:
    draft = article("Draft")
    client.force_login(editor())
    assert 'id="discussion"' not in client.get(draft.get_absolute_url()).content.decode()
    publish_article(draft, by=editor())
    assert 'id="discussion"' in client.get(draft.get_absolute_url()).content.decode()


def test_authors_stand_in_the_order_of_the_byline(client: Client) -> None:
    piece = published_article(authors=[author("Zoe"), author("Ada")])
    for path in ("/", piece.get_absolute_url(), piece.section.get_absolute_url()):
        html = client.get(path).content.decode()
        assert html.index("Zoe") < html.index("Ada"), path


def queries_for_pointers(client: Client, stories: int) -> int:
    """Ask for a piece with this many of each kind around it, each with its picture."""
    piece = published_article(f"Around {stories}", body=LONG)
    for _each in range(stories):
        story(continues=piece, cover=picture())
        for kind in ("see_also", "background"):
            relate(piece, published_article(cover=picture()), kind)
    return queries(client, piece.get_absolute_url())


def test_what_a_piece_points_to_costs_the_same_for_any_number(client: Client) -> None:
    client.get("/")
    assert queries_for_pointers(client, 1) == queries_for_pointers(client, 4)
