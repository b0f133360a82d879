"""Hostile strings through the real form: none runs, none breaks out, none is a dangerous link.

They are looked for wherever a comment is shown: in the pages of the discussion, in letters, in
feeds and at the desk.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.models import Comment
from community.models import City
from tests.comments.hostile import hostile_strings, many_hostile_strings
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import citizen, moderator

pytestmark = pytest.mark.django_db
OWN = {"href", "rel", "title"}  # Markdown links have titles
TAGS = "p br strong em s code pre blockquote ul ol li a hr"
ALLOWED = {*TAGS.split()}
BREAKING = "iframe object embed base applet frame frameset math video audio marquee"
FORBIDDEN = {*BREAKING.split()}
SAFE = ("https://", "http://", "mailto:", "/", "#", "?")
DESK_LINK = re.compile(r"^[a-z0-9./?=&_%-]*$")  # of Django's own pages, relative to them


class TextReader(HTMLParser):
    """Reads what stands in ``container``; complains of all that may not."""

    def __init__(self, container: str = "comment-text") -> None:
        super().__init__()
        self.container = container
        self.inside = 0
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "div" and names.get("class") == self.container:
            self.inside += 1
        elif self.inside:
            self.look_at(tag, names)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.inside:
            self.inside -= 1

    def look_at(self, tag: str, names: dict[str, str | None]) -> None:
        href = (names.get("href") or "").lower()
        if tag not in ALLOWED or names.keys() - OWN:
            self.complaints.append(f"<{tag} {names}>")
        if href and not href.startswith(("https://", "http://", "mailto:", "/", "#")):
            self.complaints.append(href)
        if href.startswith(("//", "/\\")) or (href and "nofollow" not in (names.get("rel") or "")):
            self.complaints.append(href)


class WholeReader(HTMLParser):
    """Reads a whole document; complains of what may stand nowhere in it."""

    def __init__(self) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self.script: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        self.script = names if tag == "script" else None
        is_refresh = tag == "meta" and names.get("http-equiv")
        if tag in FORBIDDEN or is_refresh or any(name.startswith("on") for name in names):
            self.complaints.append(f"<{tag} {names}>")
        for name in ("href", "src", "action", "formaction", "srcdoc", "xlink:href"):
            where = (names.get(name) or "").strip().lower()
            if where and not (where.startswith(SAFE) or DESK_LINK.match(where)):
                self.complaints.append(f"<{tag} {name}={where!r}>")

    def handle_endtag(self, tag: str) -> None:
        self.script = None

    def handle_data(self, data: str) -> None:
        if self.script is None or not data.strip():
            return
        if self.script.get("type") == "application/ld+json":
            json.loads(data)
        elif "hit(" in data:
            self.complaints.append(data)


def complaints_about(html: str, container: str = "comment-text") -> list[str]:
    text, whole = TextReader(container), WholeReader()
    text.feed(html)
    whole.feed(html)
    assert "\u202e" not in html
    return text.complaints + whole.complaints


def every_page(article: Article) -> Iterator[str]:
    """All pages of the discussion, in order of writing."""
    stranger, place = Client(), reverse("comments:discussion", args=[article.slug])
    number = 1
    while (page := stranger.get(place, {"sort": "oldest", "page": f"{number}"})).status_code == 200:
        yield page.content.decode()
        number += 1


def say_all(texts: Iterable[str]) -> Article:
    """Post each through the form at the top of one piece, and as an answer under another."""
    City.objects.update(citizen_links=50)
    articles, parent = [published_article(), published_article()], comment(by=citizen())
    articles[1] = parent.discussion.article
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(citizen())
    for text in texts:
        for browser, article, above in zip(browsers, articles, ["", parent.pk], strict=True):
            url = reverse("comments:post", args=[article.uuid])
            assert browser.post(url, {"text": text, "parent": above}).status_code in (302, 409)
    return articles[0]


def check_pages(article: Article) -> None:
    shown = 0
    for html in every_page(article):
        assert complaints_about(html) == []
        assert html.count("<article class=") == html.count("</article>")
        shown += html.count('class="comment-text"')
    assert shown == Comment.objects.published().filter(discussion__article=article).count() > 250
    html = Client().get(article.get_absolute_url()).content.decode()
    assert complaints_about(html) == []
    assert html.count('class="comment-text"') == 50


def check_branch() -> None:
    top = Comment.objects.get(parent=None, answer_count__gt=0)
    at = reverse("comments:thread", args=[top.pk])
    assert complaints_about(Client().get(at).content.decode()) == []


def check_letters() -> None:
    letters = [letter for letter in mail.outbox if isinstance(letter, EmailMultiAlternatives)]
    assert len(letters) > 250
    for letter in letters:
        [(html, _kind)] = [(str(part[0]), part[1]) for part in letter.alternatives]
        assert complaints_about(html) == []
        assert "\n" not in letter.subject
        assert "\u202e" not in letter.body


def check_feeds(article: Article) -> None:
    addresses = ["/comments/feed/", reverse("comments:article_feed", args=[article.slug])]
    for address in addresses:
        feed = ET.fromstring(Client().get(address).content)  # noqa: S314  # our own
        for item in feed.iter("item"):
            for part in item:
                if "encoded" in part.tag or part.tag == "description":
                    assert complaints_about(f'<div class="comment-text">{part.text}</div>') == []


def check_desk(article: Article) -> None:
    rows = Comment.objects.filter(discussion__article=article)
    rows.update(state="held", held_by="words", held_reason="Watched.", published_at=None)
    desk = Client()
    desk.force_login(moderator())
    html = desk.get("/admin/comments/comment/").content.decode()
    assert html.count("desk-comment") > 10
    assert complaints_about(html, "desk-comment") == []
    for pk in rows.values_list("pk", flat=True)[:: max(1, rows.count() // 50)]:
        html = desk.get(f"/admin/comments/comment/{pk}/change/").content.decode()
        assert complaints_about(html, "desk-comment") == []


def check_everywhere(texts: Iterable[str], run_tasks: Callable[[], object]) -> None:
    article = say_all(texts)
    run_tasks()
    check_pages(article)
    check_branch()
    check_letters()
    check_feeds(article)
    check_desk(article)


def test_hostile_strings_through_the_form(run_tasks: Callable[[], object]) -> None:
    check_everywhere(hostile_strings(), run_tasks)


@pytest.mark.deep
def test_ten_thousand_hostile_strings_through_the_form(run_tasks: Callable[[], object]) -> None:
    check_everywhere(many_hostile_strings(10_000), run_tasks)


@pytest.mark.parametrize(
    "bad",
    [
        '<p onclick="hit()">x</p>',
        '<a href="javascript:hit()">x</a>',
        "<script>hit()</script>",
        '<iframe src="/"></iframe>',
        '<div class="comment-text"><img src="/x"></div>',
        '<div class="comment-text"><a href="https://x.example">x</a></div>',
    ],
)
def test_what_looks_for_danger_finds_it(bad: str) -> None:
    assert complaints_about(bad)


def test_hostile_names_stay_names() -> None:
    written = comment(by=citizen("\"><img src=x onerror=hit()>'", handle="hostile"))
    for path, user in (("", None), (f"/admin/comments/comment/{written.pk}/change/", moderator())):
        browser = Client()
        if user:
            browser.force_login(user)
        page = browser.get(path or written.discussion.article.get_absolute_url())
        assert "<img src=x" not in page.content.decode()


@pytest.mark.parametrize("field", ["reason", "note"])
def test_hostile_words_of_a_report_stay_words(field: str) -> None:
    written, browser = comment(), Client()
    browser.force_login(citizen())
    words = {"reason": "abuse", "note": "x", field: "<script>hit()</script>"}
    browser.post(f"/comments/{written.pk}/report/", words)
    browser.force_login(moderator())
    page = browser.get(f"/admin/comments/comment/{written.pk}/change/").content.decode()
    assert "<script>hit()" not in page
