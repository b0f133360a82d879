"""Lists of pieces: of a section, a tag, an author; twenty to a page."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from taggit.models import Tag

from articles.models import Article, Author, Section
from articles.models.articles import ArticleQuerySet
from articles.models.publication import family_of
from articles.request_cache import all_sections

PER_PAGE = 20
STAND_BY_PIECES = ("tag", "author")  # whose page is there while a piece is; drafts tell nothing


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section, with the pieces of those that stand under it."""
    found = get_object_or_404(Section.objects.select_related("parent"), slug=slug)
    every = all_sections(request)
    pieces = visible(request).in_sections(family_of(found, every))
    under = [section for section in every if section.parent_id == found.pk]
    return listing(request, "section", found, pieces, under=under)


@require_safe
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Tag, slug=slug)
    return listing(request, "tag", found, visible(request).tagged(found))


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Author.objects.select_related("user", "picture"), slug=slug)
    return listing(request, "author", found, visible(request).by_author(found))


def visible(request: HttpRequest) -> ArticleQuerySet:
    return Article.objects.visible_to(request.user)


def listing(
    request: HttpRequest, name: str, found: object, pieces: ArticleQuerySet, **more: object
) -> HttpResponse:
    page_obj = asked_page(request, pieces.for_lists().newest_first())
    if name in STAND_BY_PIECES and not page_obj.paginator.count:
        raise Http404
    return render(request, f"articles/{name}.html", {name: found, "page_obj": page_obj, **more})


def asked_page(request: HttpRequest, pieces: QuerySet[Any] | Sequence[int]) -> Page[Any]:
    """Return the page asked for; one that is not there is 404, so that no cache fills with them."""
    try:
        return Paginator(pieces, PER_PAGE).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
