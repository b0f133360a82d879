"""The map of the news of two days, for search engines that show news.

developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
"""

from datetime import timedelta
from html import escape

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.feeds.answers import legal
from articles.feeds.maps import XMLNS, xml
from articles.feeds.pieces import STRANGER
from articles.linked_data import when
from articles.models import Article, Publication
from articles.models.articles import ArticleQuerySet
from articles.request_cache import the_publication
from community.html import absolute

HOURS = 48
MOST = 1000
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


@require_safe
def news_sitemap(request: HttpRequest) -> HttpResponseBase:
    pieces = list(newest())
    publication = the_publication(request)
    urls = "\n".join(url(piece, publication) for piece in pieces)
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset {XMLNS} {NEWS}>\n{urls}\n</urlset>\n'
    )
    return xml(request, content, pieces[0].published_at if pieces else None)


def newest() -> ArticleQuerySet:
    """Fiction is no news."""
    since = timezone.now() - timedelta(hours=HOURS)
    rows = Article.objects.visible_to(STRANGER).filter(published_at__gte=since)
    told = rows.exclude(kind=Article.Kind.STORY).only("slug", "title", "language", "published_at")
    return told.newest_first()[:MOST]


def url(piece: Article, publication: Publication) -> str:
    at = when(piece.published_at)
    return (
        f"<url><loc>{absolute(piece.get_absolute_url())}</loc><news:news><news:publication>"
        f"<news:name>{text(publication.name)}</news:name>"
        f"<news:language>{language_of(piece)}</news:language></news:publication>"
        f"<news:publication_date>{at}</news:publication_date>"
        f"<news:title>{text(piece.title)}</news:title></news:news></url>"
    )


def text(words: str) -> str:
    return escape(legal(words), quote=False)


def language_of(piece: Article) -> str:
    """Return the code of two or three letters; of Chinese the script is told too."""
    language = (piece.language or settings.LANGUAGE_CODE).lower()
    if not language.startswith("zh"):
        return language.partition("-")[0]
    return "zh-tw" if language.partition("-")[2] in ("tw", "hk", "mo", "hant") else "zh-cn"
