"""The discussion in templates: ``{% load discussion %}``."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.html import has_paid_links, mark_paid_links
from articles.models import Access, Article
from articles.templatetags.publication import publication
from comments.addresses import beginning
from comments.branch import Branch
from comments.drafts import passage_of, waiting_draft
from comments.html import Look
from comments.linked_data import branch_data, discussion_data
from comments.liveliest import Lively, liveliest_discussions
from comments.models import Comment, Discussion
from comments.opening import Opened, open_discussion
from comments.pages import Order, address_of_page
from comments.permissions import can_attend, comments_visible_to
from comments.tree import draw_branch, draw_thread, everything
from community.html import safe
from community.models import Standing, User
from community.templatetags.city import city

register = template.Library()
RECENT = 10


@register.simple_tag
def liveliest() -> list[Lively]:
    """``{% liveliest as discussions %}``: what is talked about, for the front page; two queries."""
    return liveliest_discussions()


@register.simple_tag(takes_context=True)
def comment_thread(context: Context, article: Article) -> SafeString:
    """``{% comment_thread article %}``: question, composer, and one page of comments.

    The first of the best, unless the view has opened another (``opened``). Two queries for a
    small discussion and four for any other, apart from those that a page asks once for its
    reader (sanctions, roles) and the two rows of settings.
    """
    request = context["request"]
    opened: Opened = context.get("opened") or open_discussion(request, article)
    draft = waiting_draft(request, article)
    shown = {
        **drawn_page(context, opened),
        "article": article,
        "count": opened.discussion.published_count,
        "invitation": publication(context).discussion_invitation,
        "closed": opened.closed,
        "refusal": opened.refusal,
        "is_residents_only": opened.discussion.mode == Discussion.Mode.RESIDENTS,
        "slow_minutes": opened.discussion.slow_minutes,
        "may_set": opened.reader.is_moderator,
        "text": draft["text"] if draft else "",
        "parent": answered(draft["parent"] if draft else None),
        "passage": passage_of(draft) if draft else None,
        "kept_at": draft.get("at", 0) if draft else 0,
        "attention": opened.attended.mode,
        "may_attend": can_attend(request.user, article),
    }
    return safe(render_to_string("comments/_discussion.html", shown, request=request))


@register.simple_tag
def discussion_address(opened: Opened) -> str:
    """``{% discussion_address opened as address %}``: the one address of the page that is shown."""
    page = opened.page
    if (page.order, page.number) == (Order.BEST, 1):
        return reverse("comments:discussion", args=[opened.article.slug])
    return address_of_page(opened.article, page.order, page.number)


def drawn_page(context: Context, opened: Opened) -> dict[str, Any]:
    """What the thread and the ways around it need."""
    page, article = opened.page, opened.article
    thread = told(context, draw_thread(page.top, opened.reader, look(context, article)))
    orders = [order for order in Order if order != Order.PICKS or page.has_picks]
    return {
        "thread": safe(thread),
        "has_affiliate_links": has_paid_links(thread),
        "page": page,
        "orders": [(order, address_of_page(article, order, 1)) for order in orders],
        "newest": address_of_page(article, Order.NEWEST, 1),
        "previous": address_of_page(article, page.order, page.number - 1)
        if page.number > 1
        else "",
        "next": address_of_page(article, page.order, page.number + 1) if page.has_next else "",
        "new": [row.pk for row in everything(page.top) if row.is_new],
        "is_gated": article.access != Access.EVERYONE,
        "linked_data": ""
        if opened.reader.pk
        else safe(discussion_data(article, page, publication(context))),
    }


@register.simple_tag(takes_context=True)
def comment_branch(context: Context, branch: Branch, opened: Opened) -> SafeString:
    """``{% comment_branch branch opened %}``: a comment, and below it what it led to."""
    article, reader = opened.article, opened.reader
    drawn = draw_branch(branch.comment, branch.answers, reader, look(context, article))
    data = "" if reader.pk else branch_data(branch, article)
    thread = told(context, drawn)
    note = disclosure(context) if has_paid_links(thread) else ""
    return safe(f"{note}{thread}{note}{data}")


def disclosure(context: Context) -> str:
    """The note on paid links, which stands above and below a thread that has some."""
    return render_to_string("articles/_disclosure.html", request=context["request"])


def told(context: Context, thread: str) -> str:
    return mark_paid_links(thread, publication(context).paid_links)


def answered(pk: int | None) -> Comment | None:
    """The comment that a waiting text answers; one query where there is one."""
    if pk is None:
        return None
    return Comment.objects.published().select_related("author").filter(pk=pk).first()


def look(context: Context, article: Article) -> Look:
    names = city(context).standing_name
    return Look(
        comments=beginning("comments:comment", 0),
        members=beginning("community:member", "x"),
        article=article.get_absolute_url(),
        marks={standing: mark(standing, names(standing)) for standing in Standing.values},
    )


@lru_cache(maxsize=64)
def mark(standing: str, name: str) -> str:
    """The city mark of a standing, with its name for those who do not see it."""
    values = {"standing": standing, "name": name}
    return " ".join(render_to_string("components/city_mark.html", values).split())


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
