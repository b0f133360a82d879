"""Whom a writer may mean who has typed @ and some letters."""

from django.db.models import Exists, OuterRef, Q

from articles.models import Article
from comments.models import Comment
from community.models import User

OFFERED = 8


def people_named(article: Article, beginning: str, *, by: User) -> list[User]:
    """Return active members whose handle or a word of whose name begins so; one query.

    Those who have written under ``article`` come first. Never ``by``, and nobody for nothing.
    """
    beginning = beginning.strip().lower()
    if not beginning:
        return []
    here = Comment.objects.filter(author=OuterRef("pk"), discussion__article=article).published()
    named = (
        Q(handle__startswith=beginning)
        | Q(display_name__istartswith=beginning)
        | Q(display_name__icontains=f" {beginning}")
    )
    found = User.objects.filter(named, is_active=True).exclude(pk=by.pk)
    in_order = found.annotate(is_here=Exists(here)).order_by("-is_here", "handle")
    return list(in_order.only("handle", "display_name")[:OFFERED])
