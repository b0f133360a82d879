"""What a member wrote for the publication: ``{% load written %}``."""

from typing import Any

from django import template
from django.template import Context

from articles.models import Article, Author
from articles.templatetags.publication import request_of
from community.models import User

register = template.Library()
RECENT = 10


@register.inclusion_tag("articles/_member_pieces.html", takes_context=True)
def member_pieces(context: Context, member: User) -> dict[str, Any]:
    """``{% member_pieces member %}``: the newest pieces that the reader may see listed, and where
    all of them stand; one query for who is no author, three for who is."""
    authors = list(Author.objects.filter(user=member))
    request = request_of(context)
    if not authors or request is None:
        return {"pieces": []}
    pieces = Article.objects.visible_to(request.user).filter(authors__in=authors).distinct()
    return {"authors": authors, "pieces": pieces.for_lists().newest_first()[:RECENT]}
