"""What an appeal is about, for those who judge it: ``{% load appealed %}``."""

from typing import Any

from django import template
from django.template import Context

from articles.models import Page
from articles.request_cache import published_pages
from articles.templatetags.publication import request_of
from comments.actions import comment_of
from comments.models import Comment
from comments.thread_around import thread_around
from community.models import Appeal

register = template.Library()

RULES = "rules"  # the slug of the page with the house rules


@register.inclusion_tag("comments/_appealed.html", takes_context=True)
def appealed_comment(context: Context, appeal: Appeal) -> dict[str, Any]:
    """``{% appealed_comment appeal %}``: the comment in its thread, hidden or not.

    SECURITY: shows what readers do not see. Only where ``can_see_matter`` holds.
    """
    comment = comment_of(appeal)
    around = thread_around(comment) if comment and not comment.is_deleted else []
    return {
        "request": context.get("request"),
        "article": comment.discussion.article if comment else None,
        "comments": [(each, is_seen(each, comment)) for each in around],
        "comment": comment,
    }


def is_seen(each: Comment, comment: Comment | None) -> bool:
    """Others in the thread are seen as everybody sees them."""
    return each == comment or each.is_published


@register.simple_tag(takes_context=True)
def house_rules(context: Context) -> Page | None:
    """``{% house_rules as rules %}``: the page of that slug, where the publication has one."""
    pages = published_pages(request_of(context))
    return next((page for page in pages if page.slug == RULES), None)
