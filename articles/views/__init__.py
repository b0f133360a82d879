from articles.views.acts import bookmark, bookmarks, like
from articles.views.archive import archive, month
from articles.views.corrections import corrections
from articles.views.front import home
from articles.views.icons import favicon, icon, manifest
from articles.views.lists import author, section, tag
from articles.views.opensearch import opensearch
from articles.views.reading import article, page
from articles.views.search import search
from articles.views.series import series
from articles.views.suggesting import suggest, suggestions
from articles.views.theme import theme

__all__ = [
    "archive",
    "article",
    "author",
    "bookmark",
    "bookmarks",
    "corrections",
    "favicon",
    "home",
    "icon",
    "like",
    "manifest",
    "month",
    "opensearch",
    "page",
    "search",
    "section",
    "series",
    "suggest",
    "suggestions",
    "tag",
    "theme",
]
