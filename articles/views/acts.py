"""Like a piece, keep it, and one's shelf of kept pieces."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from articles.actions import bookmark_article, like_article, remove_bookmark, unlike_article
from articles.models import Article, Bookmark, Like
from articles.models.articles import ArticleQuerySet
from articles.permissions import can_bookmark, can_like
from articles.views.lists import PER_PAGE
from community.actions.participation import openings
from community.models import User
from community.permissions import Person, member

Act = Callable[..., object]
PLACE = "acts"  # the id of the part of the page


@dataclass(frozen=True, slots=True)
class Acts:
    """What this reader did with the piece, and may do; ``address`` is for other people."""

    address: str
    may_like: bool = False
    may_keep: bool = False
    has_liked: bool = False
    has_kept: bool = False


def with_acts_of(user: Person, rows: ArticleQuerySet) -> ArticleQuerySet:
    """Load with a piece whether this member likes, keeps and opened it: no query more."""
    if not isinstance(user, User):
        return rows
    mine = {"article": OuterRef("pk"), "user": user}
    opened, today = openings(user, "uuid"), timezone.localdate()
    return rows.annotate(
        has_liked=Exists(Like.objects.filter(**mine)),
        has_kept=Exists(Bookmark.objects.filter(**mine)),
        opened_today=Exists(opened.filter(day=today)),
        last_opened=Subquery(opened.filter(day__lt=today).order_by("-day").values("day")[:1]),
    )


def acts_of(request: HttpRequest, piece: Article, *, is_readable: bool) -> Acts:
    """``piece`` comes from ``with_acts_of``. One query, for the sanctions of a member."""
    user, address = request.user, f"{settings.SITE_URL}{piece.get_absolute_url()}"
    if not isinstance(user, User) or not is_readable:
        return Acts(address)
    has_liked, has_kept = getattr(piece, "has_liked", False), getattr(piece, "has_kept", False)
    return Acts(
        address,
        may_like=has_liked or can_like(user, piece),
        may_keep=has_kept or can_bookmark(user, piece),
        has_liked=has_liked,
        has_kept=has_kept,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def like(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return act(request, uuid, like_article, unlike_article)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def bookmark(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return act(request, uuid, bookmark_article, remove_bookmark)


def act(request: HttpRequest, uuid: UUID, do: Act, undo: Act) -> HttpResponse:
    """Do what the button says (``wanted``: yes or no), so that pressing it twice does it once.

    Somebody who signed in on the way comes here by GET, and is led back to the piece.
    """
    piece = get_object_or_404(Article.objects.visible_to(request.user), uuid=uuid)
    if request.method == "POST":
        wanted = request.POST.get("wanted", "yes") == "yes"
        (do if wanted else undo)(piece, by=member(request.user))
        if request.headers.get("X-Part") == PLACE:
            return part_alone(request, piece)
    to_shelf = request.POST.get("back") == "shelf"
    response = redirect(reverse("articles:bookmarks") if to_shelf else place_of(piece))
    response.status_code = HTTPStatus.SEE_OTHER
    return response


def part_alone(request: HttpRequest, piece: Article) -> HttpResponse:
    """The part of the page, as it is after the press."""
    after = with_acts_of(request.user, Article.objects.filter(pk=piece.pk)).get()
    acts = acts_of(request, after, is_readable=True)
    return render(request, "articles/_acts.html", {"article": after, "acts": acts})


def place_of(piece: Article) -> str:
    return f"{piece.get_absolute_url()}#{PLACE}"


@never_cache
@login_required
@require_safe
def bookmarks(request: HttpRequest) -> HttpResponse:
    """What one kept; a page that is not there any more shows the last one."""
    kept = Bookmark.objects.on_shelf_of(member(request.user))
    page_obj = Paginator(kept, PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "articles/bookmarks.html", {"page_obj": page_obj})
