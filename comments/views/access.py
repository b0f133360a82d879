"""Loading what the reader may see, or 404."""

from uuid import UUID

from django.http import Http404, HttpRequest

from articles.models import Article
from articles.permissions import can_see
from comments.models import Comment
from comments.permissions import comments_visible_to


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


def place_of(comment: Comment) -> str:
    """Where it stands in its article."""
    return f"{comment.discussion.article.get_absolute_url()}#comment-{comment.pk}"
