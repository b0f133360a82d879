"""Saying something to a comment without words, and how one attends to a discussion."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.permissions import is_open_to
from comments.actions import (
    follow_discussion,
    leave_discussion,
    like_comment,
    mark_constructive,
    mute_discussion,
    unlike_comment,
    unmark_constructive,
)
from comments.models import Attention, Comment
from comments.naming import people_named
from comments.permissions import discussions_followed_by
from comments.views.access import place_of, visible_article, visible_comment
from community.limits import retry_after
from community.permissions import Right, has_right, member

Act = Callable[..., Comment]
ASKED, ASKED_SECONDS = 120, 60
PER_PAGE = 30
PRESSED = require_http_methods(["GET", "HEAD", "POST"])
MODES = {
    Attention.Mode.FOLLOWED: follow_discussion,
    Attention.Mode.MUTED: mute_discussion,
    Attention.Mode.NONE: leave_discussion,
}


@never_cache
@login_required
@PRESSED
def like(request: HttpRequest, pk: int) -> HttpResponse:
    return react(request, pk, "like_count", like_comment, unlike_comment)


@never_cache
@login_required
@PRESSED
def constructive(request: HttpRequest, pk: int) -> HttpResponse:
    return react(request, pk, "constructive_count", mark_constructive, unmark_constructive)


def react(request: HttpRequest, pk: int, counter: str, do: Act, undo: Act) -> HttpResponse:
    """Do what the button says (``wanted``: yes or no), so that pressing it twice does it once.

    Somebody who signed in on the way comes here by GET, and is led back to the comment.
    """
    comment = visible_comment(request, pk)
    if request.method == "POST":
        is_wanted = request.POST.get("wanted", "yes") == "yes"
        after = (do if is_wanted else undo)(comment, by=member(request.user))
        if request.headers.get("X-Part") == "react":
            return JsonResponse({"pressed": is_wanted, "count": getattr(after, counter)})
    response = redirect(place_of(comment, request.user))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@never_cache
@login_required
@PRESSED
def attend(request: HttpRequest, article: UUID) -> HttpResponse:
    """Follow or mute a discussion, or neither; from its head or from one's own list."""
    piece = visible_article(request, article)
    if request.method == "POST":
        mode = request.POST.get("mode", "")
        if mode not in MODES:
            raise Http404
        MODES[Attention.Mode(mode)](piece, by=member(request.user))
    is_listed = request.POST.get("back") == "list"
    response = redirect("comments:followed")
    if not is_listed:
        response = redirect(f"{piece.get_absolute_url()}#discussion")
    response.status_code = HTTPStatus.SEE_OTHER
    return response


@never_cache
@login_required
@require_safe
def followed(request: HttpRequest) -> HttpResponse:
    """The discussions that one follows, the liveliest of late first, and those one has muted."""
    rows = discussions_followed_by(member(request.user))
    page_obj = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "comments/followed.html", {"page_obj": page_obj})


@never_cache
@login_required
@require_safe
def names(request: HttpRequest, article: UUID) -> HttpResponse:
    """Members whom @ and some letters may mean, for the composer's script."""
    piece, user = visible_article(request, article), member(request.user)
    if not is_open_to(user, piece) or not has_right(user, Right.COMMENT):
        raise Http404
    if wait := retry_after(f"names:{user.pk}", times=ASKED, seconds=ASKED_SECONDS):
        too_often = JsonResponse({"people": []}, status=HTTPStatus.TOO_MANY_REQUESTS)
        too_often["Retry-After"] = str(wait)
        return too_often
    found = people_named(piece, request.GET.get("q", "")[:40], by=user)
    people = [{"handle": one.handle, "name": one.display_name} for one in found]
    return JsonResponse({"people": people})
