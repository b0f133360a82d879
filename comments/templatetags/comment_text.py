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


@register.simple_tag(takes_context=True)
def written_text(context: Context, html: str) -> SafeString:
    """``{% written_text html %}``: the same of a text that is not stored yet.

    SECURITY: only for what ``comment_html`` returned.
    """
    return disclosed_text(context, html)
