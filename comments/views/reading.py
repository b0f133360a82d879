"""Finding a comment, the pages of a discussion, and a branch of one."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.models import Article, OldAddress
from articles.models.articles import in_byline_order
from articles.permissions import can_read, can_see
from comments.appeal_links import tell_appeals
from comments.branch import load_branch
from comments.counting import count_for_everybody, count_of
from comments.models import Comment
from comments.opening import enter, open_discussion
from comments.pages import Order
from comments.permissions import under_readable
from comments.places import place_of
from comments.thread import tell_reactions
from comments.tree import everything
from comments.views.access import visible_article, visible_comment

LARGEST = 2**53  # of a number in an address


@require_safe
def comment(request: HttpRequest, pk: int) -> HttpResponse:
    """The permalink: leads to the comment on the page that shows it."""
    return redirect(place_of(visible_comment(request, pk), request.user))


@require_safe
def discussion(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A page of the discussion in the order asked for; the first of the best is the article's.

    404 for a page that is not there, so that no cache fills with them.
    """
    pieces = Article.objects.visible_to(request.user).prefetch_related(in_byline_order())
    article = pieces.defer("body", "preview").filter(slug=slug).first()
    if article is None:
        return to_new_address(request, slug)
    if not can_read(request.user, article):
        return redirect(article)
    order, number = asked_order(request), asked_page(request)
    opened = open_discussion(request, article, order, number)
    if number > 1 and not opened.page.top:
        raise Http404
    context = {"article": article, "opened": opened, "is_archive": order == Order.OLDEST}
    return render(request, "comments/discussion.html", context)


def to_new_address(request: HttpRequest, slug: str) -> HttpResponseBase:
    former = reverse("articles:article", args=[slug])
    old = OldAddress.objects.leading_from(former).first()
    if old is None or old.article is None or not can_see(request.user, old.article):
        raise Http404
    address = reverse("comments:discussion", args=[old.article.slug])
    query = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{query}" if query else address, permanent=True)


def asked_order(request: HttpRequest) -> Order:
    try:
        return Order(request.GET.get("sort", Order.BEST))
    except ValueError as error:
        raise Http404 from error


def asked_page(request: HttpRequest) -> int:
    return asked_number(request, "page", 1) or 1


def asked_number(request: HttpRequest, name: str, default: int) -> int:
    asked = request.GET.get(name, str(default))
    if not (asked.isascii() and asked.isdigit()):
        raise Http404
    number = int(asked[:20])
    if number > LARGEST:
        raise Http404
    return number


@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """A branch: one comment, what it answers, and its answers; ``after``: the key of the last seen.

    Also of a tombstone, while something is shown below it.
    """
    rows = Comment.objects.filter(under_readable(request.user))
    found = get_object_or_404(rows.select_related("discussion__article"), pk=pk)
    article = found.discussion.article
    opened = enter(request, article)
    branch = load_branch(found, opened.reader, asked_number(request, "after", 0))
    if not branch.is_there:
        raise Http404
    shown = [branch.comment, *everything(branch.answers)]
    tell_reactions(shown, opened.reader)
    tell_appeals(shown, opened.reader)
    context = {"article": article, "branch": branch, "opened": opened, "root": found.root_id}
    return render(request, "comments/thread.html", context)


# SECURITY: the shared answer is given before anybody is asked for. What is behind a gate is never
# put there, so it is counted anew for each reader who may read it.
@require_safe
def count(request: HttpRequest, article: UUID) -> HttpResponse:
    """How many comments are published, for pages that ask now and then."""
    number = count_for_everybody(article)
    if number is not None:
        response = JsonResponse({"count": number})
        response["Cache-Control"] = "public, max-age=0, s-maxage=10"
        return response
    piece = visible_article(request, article)
    if not can_read(request.user, piece):
        raise Http404
    response = JsonResponse({"count": count_of(piece)})
    response["Cache-Control"] = "private, no-store"
    return response
