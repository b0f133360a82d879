"""The feeds: of the whole publication in three formats, of each list of it in RSS."""

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import escape_uri_path
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.feeds.answers import answer
from articles.feeds.entries import Channel, Entry
from articles.feeds.formats import AtomFeed, JsonFeed, RssFeed, WholeTextFeed
from articles.feeds.pieces import STRANGER, entries_of
from articles.icon_addresses import icon_url
from articles.linked_data import language_tag
from articles.models import Article, Author, Section
from articles.models.articles import ArticleQuerySet
from articles.models.publication import family_of
from articles.request_cache import all_sections, the_publication
from community.html import absolute


@require_safe
def feed(request: HttpRequest) -> HttpResponseBase:
    """The newest pieces, whole, in RSS 2.0."""
    return pieces_feed(request, RssFeed, public())


@require_safe
def atom_feed(request: HttpRequest) -> HttpResponseBase:
    return pieces_feed(request, AtomFeed, public())


@require_safe
def json_feed(request: HttpRequest) -> HttpResponseBase:
    return pieces_feed(request, JsonFeed, public())


@require_safe
def section_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A section, with the pieces of those that stand under it."""
    found = get_object_or_404(Section, slug=slug)
    rows = public().in_sections(family_of(found, all_sections(request)))
    home = found.get_absolute_url()
    return pieces_feed(
        request, RssFeed, rows, name=found.name, home=home, description=found.description
    )


@require_safe
def tag_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Tag, slug=slug)
    home = reverse("articles:tag", args=[slug])
    return pieces_feed(request, RssFeed, public().tagged(found), name=found.name, home=home)


@require_safe
def author_feed(request: HttpRequest, slug: str) -> HttpResponseBase:
    found = get_object_or_404(Author, slug=slug)
    home = found.get_absolute_url()
    return pieces_feed(
        request,
        RssFeed,
        public().by_author(found),
        name=found.name,
        home=home,
        description=found.bio,
    )


def public() -> ArticleQuerySet:
    return Article.objects.visible_to(STRANGER)


def pieces_feed(
    request: HttpRequest,
    format_: type[WholeTextFeed],
    rows: ArticleQuerySet,
    *,
    name: str = "",
    home: str = "/",
    description: str = "",
) -> HttpResponseBase:
    """Answer with the newest of ``rows``; ``name`` is that of the list, where it is one."""
    entries = entries_of(rows, the_publication(request))
    return written(request, format_, channel_of(request, name, home, description), entries)


def channel_of(request: HttpRequest, name: str, home: str, description: str) -> Channel:
    """Describe a feed that follows ``home``, a path; the site's own has no name but the site's."""
    publication = the_publication(request)
    title = f"{name} · {publication.name}" if name else publication.name
    return Channel(
        title=title,
        home=absolute(home),
        address=absolute(escape_uri_path(request.path)),
        description=description or ("" if name else publication.tagline) or title,
        language=language_tag(settings.LANGUAGE_CODE),
        publisher=publication.name,
        icon=absolute(icon_url(publication, "512")),
        favicon=absolute(icon_url(publication, "32")),
    )


def written(
    request: HttpRequest, format_: type[WholeTextFeed], channel: Channel, entries: list[Entry]
) -> HttpResponseBase:
    whole = format_(channel, entries)
    changed = whole.latest_post_date() if entries else None
    return answer(request, whole.text(), format_.content_type, changed)
