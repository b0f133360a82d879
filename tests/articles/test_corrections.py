"""Corrections: added and withdrawn in public, and told to those who read the piece before."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.actions import correct_article, save_article, withdraw_correction
from articles.models import Article, Correction
from articles.permissions import can_correct
from articles.signals import article_changed
from community.errors import Refused
from community.models import Participation, User
from tests.factories.articles import article, published_article
from tests.factories.community import (
    administrator,
    citizen,
    editor,
    member,
    moderator,
    resident,
    writer,
)
from tests.factories.readers import correction

pytestmark = pytest.mark.django_db
TEXT = "The ferry has fifty seats, not fifteen."


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


# -- Who, and when ---------------------------------------------------------------------------------


@pytest.mark.parametrize("state", Article.State.values)
def test_editors_correct_what_is_out_and_nobody_else_anything(state: str) -> None:
    own = writer()
    piece = article(state=state, created_by=own)
    people = {
        "member": member(),
        "citizen": citizen(),
        "writer": own,
        "moderator": moderator(),
        "editor": editor(),
        "administrator": administrator(),
    }
    able = {name for name, user in people.items() if can_correct(user, piece)}
    assert able == ({"editor", "administrator"} if state == "published" else set())

    for name, user in people.items():
        if name in able:
            correct_article(piece, text=f"{name}: {TEXT}", by=user)
        else:
            with pytest.raises((PermissionDenied, Refused)):
                correct_article(piece, text=TEXT, by=user)
    assert Correction.objects.count() == len(able)


def test_a_correction_moves_the_piece_on_and_tells_the_house(
    django_capture_on_commit_callbacks: object,
) -> None:
    piece, told = published_article(), list[int]()

    def hear(article_pk: int, **rest: object) -> None:
        told.append(article_pk)

    article_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]  # a fixture
        correct_article(piece, text=TEXT, by=editor())
    article_changed.disconnect(hear)

    piece.refresh_from_db()
    assert told == [piece.pk]
    assert piece.updated_at is not None
    assert timezone.now() - piece.updated_at < timedelta(minutes=1)


def test_the_same_words_twice_are_one_correction() -> None:
    piece, user = published_article(), editor()

    first = correct_article(piece, text=TEXT, by=user)
    second = correct_article(piece, text=f" {TEXT}\n", by=user)

    assert first == second
    with pytest.raises(Refused, match="what was wrong"):
        correct_article(piece, text=" \n", by=user)


def test_a_withdrawn_correction_leaves_a_dated_line_with_the_reason(client: Client) -> None:
    made = correction(text=TEXT, days_ago=3)
    for _ in range(2):
        withdraw_correction(made, because="It was fifteen after all.", by=editor())

    for address in (made.article.get_absolute_url(), "/corrections/"):
        page = client.get(address).content.decode()
        assert TEXT not in page
        assert "was withdrawn" in page
        assert "It was fifteen after all." in page
    assert Correction.objects.get().text == TEXT
    page = client.get(made.article.get_absolute_url()).content.decode()
    assert "Corrected on" not in page


def test_withdrawing_takes_an_editor_and_a_reason() -> None:
    made = correction()

    with pytest.raises(PermissionDenied):
        withdraw_correction(made, because="No.", by=writer())
    with pytest.raises(Refused, match="Say why"):
        withdraw_correction(made, because=" ", by=editor())

    assert Correction.objects.get().withdrawn_at is None


# -- What readers see ------------------------------------------------------------------------------


def test_corrections_stand_under_the_piece_with_a_line_under_the_byline(client: Client) -> None:
    piece, finder = published_article(), resident("Rana")
    correction(piece, "The first <b>mistake</b>.", days_ago=5)
    correction(piece, "The second.", thanks_to=finder, days_ago=2)
    day = timezone.localdate() - timedelta(days=2)

    page = client.get(piece.get_absolute_url()).content.decode()

    assert page.index("The first &lt;b&gt;mistake") < page.index("The second.")
    assert f'<a href="#corrections">Corrected on {day.day} {day:%B %Y}</a>' in page
    assert page.count("changed <time") == 0
    assert f'<a href="{finder.get_absolute_url()}"><bdi>Rana</bdi></a>' in page


def test_a_closed_account_is_not_thanked_by_name(client: Client) -> None:
    finder = resident("Rana")
    piece = correction(thanks_to=finder).article
    User.objects.filter(pk=finder.pk).update(is_active=False)

    assert "Rana" not in client.get(piece.get_absolute_url()).content.decode()


def test_page_of_all_corrections_has_those_of_pieces_that_are_out(client: Client) -> None:
    old, new, gone = correction(days_ago=9), correction(days_ago=1), correction()
    Article.objects.filter(pk=gone.article_id).update(state=Article.State.WITHDRAWN)

    response = client.get("/corrections/")

    assert list(response.context["page_obj"]) == [new, old]
    assert gone.text not in response.content.decode()
    assert not response.cookies
    assert 'href="/corrections/"' in client.get("/").content.decode()


def test_page_of_all_corrections_costs_the_same_however_many(client: Client) -> None:
    def cost(number: int) -> int:
        for _ in range(number):
            correction(thanks_to=resident())
        with CaptureQueriesContext(connection) as queries:
            client.get("/corrections/")
        return len(queries)

    client.get("/")
    assert cost(2) == cost(25)
    assert client.get("/corrections/?page=2").status_code == 200
    assert client.get("/corrections/?page=9").status_code == 404


# -- Changed since you read it ---------------------------------------------------------------------

NOTE = "You read this piece on"
MONDAY = datetime(2026, 5, 4, 12, tzinfo=UTC)


def read_on(user: User, piece: Article, day: int) -> str:
    """Open the piece at noon, so many days after the Monday; return the page."""
    with time_machine.travel(MONDAY + timedelta(days=day)):
        response = signed_in(user).get(piece.get_absolute_url())
    return response.content.decode()


def correct_on(piece: Article, day: int, text: str = TEXT) -> None:
    with time_machine.travel(MONDAY + timedelta(days=day), tick=False):
        correct_article(piece, text=text, by=editor())


def test_who_read_it_before_is_told_what_was_corrected_since() -> None:
    piece, user = published_article(published_at=MONDAY - timedelta(days=9)), member()
    correct_on(piece, -2, "An old correction.")
    assert NOTE not in read_on(user, piece, 0)
    correct_on(piece, 1)

    note = read_on(user, piece, 3).partition('class="note changes"')[2].partition("</aside>")[0]

    assert f"{NOTE} 4 May 2026" in note
    assert TEXT in note
    assert "An old correction." not in note
    assert NOTE in read_on(user, piece, 3), "it stands for the whole day"
    assert NOTE not in read_on(user, piece, 4), "and then it has been read"


def test_a_changed_text_without_a_correction_is_told_with_its_day() -> None:
    piece, user = published_article(published_at=MONDAY - timedelta(days=9)), member()
    read_on(user, piece, 0)
    with time_machine.travel(MONDAY + timedelta(days=1)):
        piece.body = "<p>Another text.</p>"
        save_article(piece, by=editor())

    assert "Its text was changed on 5 May 2026." in read_on(user, piece, 2)


def test_nobody_else_is_told() -> None:
    piece = published_article(published_at=MONDAY - timedelta(days=9))
    reader, late, same_day = member(), member(), member()
    read_on(reader, piece, 0)
    read_on(same_day, piece, 1)
    correct_on(piece, 1)

    assert NOTE not in read_on(late, piece, 2), "who never read it"
    assert NOTE not in read_on(same_day, piece, 2), "who may have read it changed"
    assert NOTE not in Client().get(piece.get_absolute_url()).content.decode()
    assert NOTE in read_on(reader, piece, 2)


def test_who_lost_the_way_in_is_not_told() -> None:
    piece = published_article(access="members", published_at=MONDAY - timedelta(days=9))
    user = member()
    read_on(user, piece, 0)
    correct_on(piece, 1)
    Article.objects.update(access="citizens")

    assert NOTE not in read_on(user, piece, 2)


def test_asking_costs_no_query_of_its_own() -> None:
    """When the reader was here last comes with the piece; what is noted is noted once a day."""
    changed, client = correction().article, signed_in(member())

    def asked() -> list[str]:
        with CaptureQueriesContext(connection) as queries:
            client.get(changed.get_absolute_url())
        table = Participation._meta.db_table
        own = re.compile(rf'(?:INSERT.*INTO|^SELECT [^(]*FROM|^SELECT MAX.*FROM) "{table}"')
        return [query["sql"] for query in queries if own.search(query["sql"])]

    assert len(asked()) == 1
    assert asked() == []


# -- The desk --------------------------------------------------------------------------------------


def test_an_editor_corrects_and_withdraws_at_the_desk() -> None:
    piece, client = published_article(), signed_in(editor())
    change = reverse("admin:articles_article_change", args=[piece.pk])
    add = reverse("admin:articles_correction_add")
    assert f'href="{add}?article={piece.pk}"' in client.get(change).content.decode()

    client.post(add, {"article": piece.pk, "text": TEXT})
    made = Correction.objects.get()
    at = reverse("admin:articles_correction_change", args=[made.pk])
    assert client.post(at, {"because": ""}).status_code == 200
    page = client.post(at, {"because": "It was right."}, follow=True).content.decode()

    made.refresh_from_db()
    assert (made.article, made.withdrawn_because) == (piece, "It was right.")
    assert "A line in its place says so." in page


def test_the_desk_corrects_no_draft_and_lets_no_writer() -> None:
    draft, add = article(), reverse("admin:articles_correction_add")

    refused = signed_in(editor()).post(add, {"article": draft.pk, "text": TEXT})
    assert "Select a valid choice" in refused.content.decode()
    assert TEXT in refused.content.decode()
    assert signed_in(writer()).post(add, {"article": draft.pk, "text": TEXT}).status_code == 403
    assert not Correction.objects.exists()
