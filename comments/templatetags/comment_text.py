"""``{% comment_text comment %}``: its cleaned HTML, with the note where a link is paid for."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from articles.templatetags.publication import disclosed_text
from comments.models import Comment

register = template.Library()


@register.simple_tag(takes_context=True)
def comment_text(context: Context, comment: Comment) -> SafeString:
    return disclosed_text(context, comment.html)
