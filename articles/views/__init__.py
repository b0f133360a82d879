from articles.views.front import home
from articles.views.icons import favicon, icon, manifest
from articles.views.lists import author, section, tag
from articles.views.reading import article, page
from articles.views.theme import theme

__all__ = [
    "article",
    "author",
    "favicon",
    "home",
    "icon",
    "manifest",
    "page",
    "section",
    "tag",
    "theme",
]
