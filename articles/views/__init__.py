from articles.views.acts import bookmark, bookmarks, like
from articles.views.archive import archive, month
from articles.views.corrections import corrections
from articles.views.front import home
from articles.views.icons import favicon, icon, manifest
from articles.views.lists import author, section, tag
from articles.views.opensearch import opensearch
from articles.views.proposals import proposal, second_proposal, vote_on_proposal
from articles.views.proposing import edit_proposal, propose, withdraw_proposal
from articles.views.reading import article, page
from articles.views.search import search
from articles.views.series import series
from articles.views.suggesting import suggest, suggestions
from articles.views.theme import theme
from articles.views.town_hall import town_hall

__all__ = [
    "archive",
    "article",
    "author",
    "bookmark",
    "bookmarks",
    "corrections",
    "edit_proposal",
    "favicon",
    "home",
    "icon",
    "like",
    "manifest",
    "month",
    "opensearch",
    "page",
    "proposal",
    "propose",
    "search",
    "second_proposal",
    "section",
    "series",
    "suggest",
    "suggestions",
    "tag",
    "theme",
    "town_hall",
    "vote_on_proposal",
    "withdraw_proposal",
]
