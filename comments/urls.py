"""Addresses of the discussion.

``post`` and ``draft`` name the article by its uuid, so that a page that was open while an editor
changed the slug still sends its text to the right place.
"""

from django.urls import path

from comments import feeds, views

app_name = "comments"

urlpatterns = [
    path("community/gazette/", views.gazette, name="gazette"),
    path("community/gazette/feed/", views.gazette_feed, name="gazette_feed"),
    path("comments/feed/", feeds.feed, name="feed"),
    path("articles/<str:slug>/comments/feed/", feeds.article_feed, name="article_feed"),
    path("articles/<str:slug>/comments/", views.discussion, name="discussion"),
    path("comments/on/<uuid:article>/count/", views.count, name="count"),
    path("comments/on/<uuid:article>/", views.post, name="post"),
    path("comments/on/<uuid:article>/draft/", views.draft, name="draft"),
    path("comments/on/<uuid:article>/preview/", views.preview, name="preview"),
    path("comments/on/<uuid:article>/attend/", views.attend, name="attend"),
    path("comments/on/<uuid:article>/names/", views.names, name="names"),
    path("comments/followed/", views.followed, name="followed"),
    path("comments/<int:pk>/", views.comment, name="comment"),
    path("comments/<int:pk>/thread/", views.thread, name="thread"),
    path("comments/<int:pk>/reply/", views.reply, name="reply"),
    path("comments/<int:pk>/edit/", views.edit, name="edit"),
    path("comments/<int:pk>/delete/", views.delete, name="delete"),
    path("comments/<int:pk>/like/", views.like, name="like"),
    path("comments/<int:pk>/constructive/", views.constructive, name="constructive"),
    path("comments/<int:pk>/report/", views.report, name="report"),
    path("comments/<int:pk>/approve/", views.approve, name="approve"),
    path("comments/<int:pk>/hide/", views.hide, name="hide"),
    path("comments/<int:pk>/restore/", views.restore, name="restore"),
    path("comments/<int:pk>/keep/", views.keep, name="keep"),
    path("comments/<int:pk>/appeal/", views.appeal, name="appeal"),
    path("comments/<int:pk>/spam/", views.spam, name="spam"),
    path("comments/<int:pk>/pick/", views.pick, name="pick"),
    path("comments/<int:pk>/unpick/", views.unpick, name="unpick"),
    path("comments/decisions/<uuid:decision>/undo/", views.undo, name="undo"),
    path("comments/on/<uuid:article>/settings/", views.settings, name="settings"),
]
