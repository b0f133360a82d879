"""Hostile strings through the real form: none runs, none breaks out, none is a dangerous link."""

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments.models import Comment
from community.models import City
from tests.comments.hostile import hostile_strings
from tests.factories.articles import published_article
from tests.factories.comments import comment
from tests.factories.community import citizen, moderator

pytestmark = pytest.mark.django_db
OWN = {"href", "rel", "title"}  # Markdown links have titles
TAGS = "p br strong em s code pre blockquote ul ol li a hr"
ALLOWED = {*TAGS.split()}


class TextReader(HTMLParser):
    """Reads what stands in ``.comment-text``; complains of all that may not."""

    def __init__(self) -> None:
        super().__init__()
        self.inside = 0
        self.complaints: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag == "div" and names.get("class") == "comment-text":
            self.inside += 1
        elif self.inside:
            self.look_at(tag, names)

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.inside:
            self.inside -= 1

    def look_at(self, tag: str, names: dict[str, str | None]) -> None:
        href = names.get("href") or ""
        if tag not in ALLOWED or names.keys() - OWN:
            self.complaints.append(f"<{tag} {names}>")
        if href and not href.startswith(("https://", "http://", "mailto:", "/", "#")):
            self.complaints.append(href)
        if href.startswith(("//", "/\\")) or (href and "nofollow" not in (names.get("rel") or "")):
            self.complaints.append(href)


def every_page(article: Article) -> str:
    """All pages of the discussion, in order of writing."""
    stranger, place = Client(), reverse("comments:discussion", args=[article.slug])
    pages, number = "", 1
    while (page := stranger.get(place, {"sort": "oldest", "page": f"{number}"})).status_code == 200:
        pages, number = pages + page.content.decode(), number + 1
    assert stranger.get(article.get_absolute_url()).content.count(b'class="comment-text"') == 50
    return pages


def test_hostile_strings_through_the_form() -> None:
    City.objects.update(citizen_links=50)
    article, browser = published_article(), Client()
    browser.force_login(citizen())
    url = reverse("comments:post", args=[article.uuid])
    for text in hostile_strings():
        assert browser.post(url, {"text": text}).status_code in (302, 409)
    assert Comment.objects.count() > 250

    html = every_page(article)
    reader = TextReader()
    reader.feed(html)
    assert reader.complaints == []
    assert html.count('class="comment-text"') == Comment.objects.published().count()
    assert html.count("<article class=") == html.count("</article>")
    assert "\u202e" not in html


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
