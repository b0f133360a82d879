"""Series: the page of one, and a piece's place in its own."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Article, Series, SeriesPart
from articles.views.lists import asked_page
from community.permissions import Person


@dataclass(frozen=True, slots=True)
class SeriesPlace:
    """Where a piece stands among the parts that this reader may see; ``number`` from 1."""

    series: Series
    number: int
    total: int
    before: Article | None
    after: Article | None


def place_in_series(user: Person, piece: Article) -> SeriesPlace | None:
    """One query, and none for a piece without a series.

    A piece that only the desk sees yet is not numbered: there is nothing to tell.
    """
    if not hasattr(piece, "series_part"):  # joined by ``for_page``
        return None
    parts = list(SeriesPart.objects.around(piece).visible_to(user))
    at = next((at for at, part in enumerate(parts) if part.article_id == piece.pk), None)
    if at is None:
        return None
    return SeriesPlace(
        parts[at].series,
        number=at + 1,
        total=len(parts),
        before=parts[at - 1].article if at else None,
        after=parts[at + 1].article if at + 1 < len(parts) else None,
    )


@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponse:
    """The parts in their order; a series of which nothing is out yet is not found."""
    found = get_object_or_404(Series, slug=slug)
    pieces = Article.objects.visible_to(request.user).in_series(found.pk)
    page_obj = asked_page(request, pieces.for_lists())
    if not page_obj.object_list:
        raise Http404
    return render(request, "articles/series.html", {"series": found, "page_obj": page_obj})
