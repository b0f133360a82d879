from articles.views.front import home
from articles.views.lists import author, section, tag
from articles.views.reading import article, page
from articles.views.theme import theme

__all__ = ["article", "author", "home", "page", "section", "tag", "theme"]
