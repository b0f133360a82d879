"""The search: what fits, the best first, with the lines in which it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.forms.search import SearchForm
from articles.models import Article
from articles.months import oldest_date
from articles.permissions import can_read, gates_open_to
from articles.request_cache import all_sections
from articles.search import Excerpt, Part, Query, excerpt_of, find_articles, marked
from articles.search.names import Names, names_in
from articles.views.lists import asked_page, visible
from community.errors import TooOften
from community.html import plain_text
from community.limits import network_address, retry_after
from community.permissions import Person

UNPROCESSABLE = 422
TIMES, SECONDS = 60, 60
NEWEST = 4


@dataclass(frozen=True, slots=True)
class Result:
    article: Article
    title: list[Part]
    excerpt: list[Part]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    form = SearchForm(request.GET, sections=all_sections(request), years=years_of_pieces(request))
    if not form.is_valid():
        return search_page(request, form, {}, status=UNPROCESSABLE)
    if not form.query.wanted:
        return search_page(request, form, {})
    check_limit(request)
    answer = find_articles(form.question(gates_open_to(request.user)))
    page_obj = asked_page(request, answer.articles)
    results = results_of(request, page_obj, form.query)
    context: dict[str, Any] = {"page_obj": page_obj, "results": results, "is_cut": answer.is_cut}
    if page_obj.number == 1:
        context["names"] = names_beside(request, form)
    return search_page(request, form, context)


def search_page(
    request: HttpRequest, form: SearchForm, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """With the newest pieces where nothing else is to be shown."""
    if not context.get("results"):
        context["newest"] = visible(request).for_lists().newest_first()[:NEWEST]
    return render(request, "articles/search.html", {"form": form, **context}, status=status)


def check_limit(request: HttpRequest) -> None:
    key = f"search:{network_address(request)}"
    if wait := retry_after(key, times=TIMES, seconds=SECONDS):
        sentence = _("Many people search from here just now. Try again in a minute.")
        raise TooOften(sentence, retry_after=wait)


def years_of_pieces(request: HttpRequest) -> Sequence[int]:
    """Return the years from today back to the first piece."""
    oldest = oldest_date(visible(request))
    this_year = timezone.localdate().year
    return range(this_year, timezone.localtime(oldest).year - 1, -1) if oldest else [this_year]


def names_beside(request: HttpRequest, form: SearchForm) -> Names:
    if form.is_narrowed:
        return Names([], [])
    return names_in(form.query, visible(request))


def results_of(request: HttpRequest, page_obj: Page[int], query: Query) -> list[Result]:
    """Return the pieces of a page in its order: two queries."""
    keys = list(page_obj)
    pieces = visible(request).for_lists().defer(None).in_bulk(keys)
    return [result_of(request.user, pieces[pk], query) for pk in keys if pk in pieces]


def result_of(user: Person, piece: Article, query: Query) -> Result:
    """SECURITY: the excerpt is cut from what this reader may read, whatever the index says."""
    text = plain_text(piece.body if can_read(user, piece) else piece.opening)
    excerpts = [excerpt_of(text, query), marked(piece.standfirst, query)]
    return Result(piece, marked(piece.title, query).parts, best(excerpts).parts)


def best(excerpts: list[Excerpt]) -> Excerpt:
    """Return the text's, unless the standfirst shows more; with no mark at all the standfirst."""
    of_text, of_standfirst = excerpts
    if of_standfirst.score > of_text.score or not (of_text.score or not of_standfirst.parts):
        return of_standfirst
    return of_text
