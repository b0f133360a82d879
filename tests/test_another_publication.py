"""Another publication uses the software unchanged: what it is called is what readers see."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from articles.models import Publication
from community.enqueue import enqueue
from community.models import City, User
from tests.factories.articles import picture
from tests.factories.community import editor, resident
from tests.world import PAGES, World

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NAME = "جريدة المساء The Very Long Evening Chronicle"
CITY = "Lanternstadt & Söhne"
WORDS = {
    "tagline": "Read before dark",
    "disclosure": "We are paid for a few of these links.",
    "discussion_invitation": "Speak up below.",
    "newsletter_heading": "Letters at dusk",
    "newsletter_pitch": "On Sundays, mostly.",
    "social_links": "Elsewhere https://elsewhere.example/@us",
}
OLD = re.compile(r"Civitas|Shining City on the Web|permanent resident", re.IGNORECASE)
# How a standing is called by default; the words of code (classes, values) are not for readers.
OLD_STANDINGS = re.compile(r"\b(?:a|every|the|become) (?:visitor|citizen)s?\b", re.IGNORECASE)


@pytest.fixture(autouse=True)
def renamed() -> None:
    Publication.objects.update(name=NAME, accent="#8a1f11", logo=None, **WORDS)
    City.current()
    City.objects.update(
        name=CITY, visitor_name="wanderer", resident_name="lodger", citizen_name="lantern bearer"
    )


def words_of(html: str) -> str:
    """What is read: text, titles, labels and alternatives, without code and addresses."""
    bare = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.DOTALL)
    labels = re.findall(r'(?:alt|title|aria-label|content|placeholder)="([^"]*)"', bare)
    return " ".join([re.sub(r"<[^>]+>", " ", bare), *labels])


def pages(client: Client, world: World) -> dict[str, str]:
    found = {}
    for name in PAGES:
        answer = client.get(reverse(name, kwargs=world.arguments(name)), follow=True)
        if "html" in answer.get("Content-Type", "") and not answer.streaming:
            found[name] = words_of(answer.content.decode())
    return found


@pytest.mark.parametrize("who", [None, resident, editor])
def test_no_page_says_what_it_was_called_before(who: Callable[[], User] | None) -> None:
    world, client = World(), Client()
    if who is not None:
        client.force_login(who())

    said = pages(client, world)

    assert len(said) > 20
    left = {name: match[0] for name, text in said.items() if (match := OLD.search(text))}
    assert left == {}


def test_every_word_of_the_settings_stands_somewhere(client: Client) -> None:
    said = " ".join(pages(client, World()).values())
    for words in (NAME, "Lanternstadt", "lodger", "lantern bearer", *WORDS.values()):
        if words in (WORDS["disclosure"], WORDS["social_links"], WORDS["discussion_invitation"]):
            continue  # beside a paid link, in an address, under a discussion: tested there
        assert words in said, words


def test_the_standings_are_called_as_the_city_calls_them() -> None:
    client = Client()
    client.force_login(resident())
    said = pages(client, World())
    left = {name: match[0] for name, text in said.items() if (match := OLD_STANDINGS.search(text))}
    assert left == {}


def test_feeds_manifest_and_letters_bear_the_name(
    client: Client, run_tasks: Callable[[], int]
) -> None:
    for path in ("/feed/", "/feed/atom/", "/feed/json/", "/news-sitemap.xml"):
        text = client.get(path).content.decode()
        assert not OLD.search(text), path
    assert client.get("/manifest.webmanifest").json()["name"] == NAME

    client.post(
        "/newsletter/",
        {"email": "vera@example.org", "interests": "art"},
        headers={"sec-fetch-site": "same-origin"},
    )
    enqueue("community.tasks.send_mail", "vera@example.org", "Hello", "Words.", "<1@example.org>")
    run_tasks()

    assert len(mail.outbox) == 2
    for letter in mail.outbox:
        assert "Civitas" not in f"{letter.from_email} {letter.subject} {letter.body}"
    assert NAME in str(mail.outbox[0].body)


def test_the_desk_bears_the_name(client: Client) -> None:
    client.force_login(editor())
    text = words_of(client.get("/admin/").content.decode())
    assert NAME in text
    assert not OLD.search(text)


def test_a_logo_stands_where_the_name_was(client: Client) -> None:
    logo = picture("Our lantern")
    Publication.objects.update(logo=logo)
    page = client.get("/community/").content.decode()
    assert f'src="{logo.file.url}"' in page
    assert f'alt="{NAME}"' in page
