"""The addresses of the publication.

``like`` and ``bookmark`` name the piece by its uuid, so that a page that was open while an editor
changed the slug still reaches it.
"""

from django.urls import path, register_converter

from articles import feeds, views
from articles.converters import FourDigits, TwoDigits

register_converter(FourDigits, "yyyy")
register_converter(TwoDigits, "mm")

app_name = "articles"

urlpatterns = [
    path("", views.home, name="home"),
    path("articles/<str:slug>/", views.article, name="article"),
    path("articles/<uuid:uuid>/like/", views.like, name="like"),
    path("articles/<uuid:uuid>/bookmark/", views.bookmark, name="bookmark"),
    path("articles/<str:slug>/suggest/", views.suggest, name="suggest"),
    path("bookmarks/", views.bookmarks, name="bookmarks"),
    path("corrections/", views.corrections, name="corrections"),
    path("series/<str:slug>/", views.series, name="series"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("town-hall/", views.town_hall, name="town_hall"),
    path("town-hall/new/", views.propose, name="propose"),
    path("town-hall/<int:pk>/", views.proposal, name="proposal"),
    path("town-hall/<int:pk>/second/", views.second_proposal, name="second_proposal"),
    path("town-hall/<int:pk>/vote/", views.vote_on_proposal, name="vote_on_proposal"),
    path("town-hall/<int:pk>/edit/", views.edit_proposal, name="edit_proposal"),
    path("town-hall/<int:pk>/withdraw/", views.withdraw_proposal, name="withdraw_proposal"),
    path("sections/<str:slug>/", views.section, name="section"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("authors/<str:slug>/", views.author, name="author"),
    path("pages/<str:slug>/", views.page, name="page"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/atom/", feeds.atom_feed, name="atom_feed"),
    path("feed/json/", feeds.json_feed, name="json_feed"),
    path("sections/<str:slug>/feed/", feeds.section_feed, name="section_feed"),
    path("tags/<str:slug>/feed/", feeds.tag_feed, name="tag_feed"),
    path("authors/<str:slug>/feed/", feeds.author_feed, name="author_feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<slug:kind>-<int:number>.xml", feeds.sitemap_part, name="sitemap_part"),
    path("news-sitemap.xml", feeds.news_sitemap, name="news_sitemap"),
    path("archive/", views.archive, name="archive"),
    path("archive/<yyyy:year>/<mm:month>/", views.month, name="month"),
    path("search/", views.search, name="search"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
]
