"""The discussion in templates: ``{% load discussion %}``."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.html import has_paid_links, mark_paid_links
from articles.models import Article
from articles.templatetags.publication import publication
from comments.drafts import passage_of, waiting_draft
from comments.html import Look
from comments.liveliest import Lively, liveliest_discussions
from comments.models import Comment, Discussion
from comments.permissions import (
    can_attend,
    comments_visible_to,
    discussion_for,
    why_closed,
    why_not_comment,
)
from comments.thread import Reader, draw_thread, load_tree
from community.html import safe
from community.models import Standing, User
from community.templatetags.city import city, city_mark

register = template.Library()
RECENT = 10


@register.simple_tag
def liveliest() -> list[Lively]:
    """``{% liveliest as discussions %}``: what is talked about, for the front page; two queries."""
    return liveliest_discussions()


@register.simple_tag(takes_context=True)
def comment_thread(context: Context, article: Article) -> SafeString:
    """``{% comment_thread article %}``: question, composer and all comments, oldest first.

    At most four queries for any number of comments, apart from those that a page asks once for its
    reader (sanctions, roles) and the two rows of settings. Never writes.
    """
    request, our_city = context["request"], city(context)
    discussion = discussion_for(request.user, article)
    closed = why_closed(article, discussion, our_city)
    refusal = why_not_comment(request.user, article, discussion)
    if not request.user.is_authenticated:
        refusal = ""
    reader = Reader.of(request.user, discussion, our_city, is_open=not closed and not refusal)
    draft = waiting_draft(request, article)
    drawn = draw_thread(load_tree(discussion, reader), reader, look(context))
    thread = mark_paid_links(drawn, publication(context).paid_links)
    return safe(
        render_to_string(
            "comments/_discussion.html",
            {
                "article": article,
                "count": discussion.published_count,
                "invitation": publication(context).discussion_invitation,
                "closed": closed,
                "refusal": refusal,
                "is_residents_only": discussion.mode == Discussion.Mode.RESIDENTS,
                "slow_minutes": discussion.slow_minutes,
                "may_set": reader.is_moderator,
                "text": draft["text"] if draft else "",
                "parent": answered(draft["parent"] if draft else None),
                "passage": passage_of(draft) if draft else None,
                "kept_at": draft.get("at", 0) if draft else 0,
                "attention": getattr(discussion, "attention", ""),
                "may_attend": can_attend(request.user, article),
                "thread": safe(thread),
                "has_affiliate_links": has_paid_links(thread),
            },
            request=request,
        )
    )


def answered(pk: int | None) -> Comment | None:
    """The comment that a waiting text answers; one query where there is one."""
    if pk is None:
        return None
    return Comment.objects.published().select_related("author").filter(pk=pk).first()


def look(context: Context) -> Look:
    return Look(
        comments=reverse("comments:comment", args=[0]).removesuffix("0/"),
        members=reverse("community:member", args=["x"]).removesuffix("x/"),
        marks={standing: mark(context, standing) for standing in Standing.values},
    )


def mark(context: Context, standing: str) -> str:
    """The city mark of a standing, with its name for those who do not see it."""
    values = city_mark(context, standing, named=True)
    return " ".join(render_to_string("components/city_mark.html", dict(values)).split())


@register.inclusion_tag("comments/_member_comments.html", takes_context=True)
def member_comments(context: Context, member: User) -> dict[str, Any]:
    """``{% member_comments member %}``: the last that the reader may read; one query."""
    shown = comments_visible_to(context["request"].user).published().filter(author=member)
    recent = shown.select_related("discussion__article").defer("discussion__article__body", "text")
    return {"comments": recent.order_by("-created_at", "-pk")[:RECENT]}


@register.simple_tag
def comment_counts(articles: Iterable[Article]) -> dict[int, int]:
    """``{% comment_counts articles as counts %}``: published comments by article key; one query."""
    found = Discussion.objects.filter(article__in=[article.pk for article in articles])
    return dict(found.values_list("article", "published_count"))
