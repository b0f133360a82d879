"""Loading what the reader may see, or 404; and the way back to it."""

from uuid import UUID

from django.http import Http404, HttpRequest

from articles.models import Article
from articles.permissions import can_see
from comments.models import Comment
from comments.permissions import comments_visible_to
from comments.places import place_of

__all__ = ["place_of", "visible_article", "visible_comment"]


def visible_article(request: HttpRequest, uuid: UUID) -> Article:
    article = Article.objects.filter(uuid=uuid).first()
    if article is None or not can_see(request.user, article):
        raise Http404
    return article


def visible_comment(request: HttpRequest, pk: int) -> Comment:
    """The comment with its author, discussion and article; one query."""
    rows = comments_visible_to(request.user).select_related(
        "author", "parent", "discussion__article"
    )
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
