"""What several parts of one page need, asked for once in a request."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Page, Publication, Section
from community.kept import kept

T = TypeVar("T")


def once(request: HttpRequest | None, name: str, load: Callable[[], T]) -> T:
    """Return what ``load`` gives, kept on the request; without one it is asked for each time."""
    if request is None:
        return load()
    kept: dict[str, Any] = request.__dict__.setdefault("_once", {})
    if name not in kept:
        kept[name] = load()
    value: T = kept[name]
    return value


def the_publication(request: HttpRequest | None) -> Publication:
    return once(request, "publication", lambda: kept("publication", Publication.current))


def all_sections(request: HttpRequest | None) -> list[Section]:
    return once(request, "sections", lambda: kept("sections", lambda: list(Section.objects.all())))


def published_pages(request: HttpRequest | None) -> list[Page]:
    """Those of the footer; one whose time comes while they are kept appears in time."""
    return once(
        request, "pages", lambda: [page for page in kept("pages", dated_pages) if is_out(page)]
    )


def dated_pages() -> list[Page]:
    rows = Page.objects.filter(published_at__isnull=False)
    return list(rows.only("title", "slug", "published_at"))


def is_out(page: Page) -> bool:
    return page.published_at is not None and page.published_at <= timezone.now()
