"""``{% comment_text comment %}``: its cleaned HTML."""

from django import template
from django.utils.safestring import SafeString

from comments.models import Comment
from community.html import safe

register = template.Library()


@register.simple_tag
def comment_text(comment: Comment) -> SafeString:
    return safe(comment.html)
