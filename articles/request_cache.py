"""What several parts of one page need, asked for once in a request."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest

from articles.models import Page, Publication, Section

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
    return once(request, "publication", Publication.current)


def all_sections(request: HttpRequest | None) -> list[Section]:
    return once(request, "sections", lambda: list(Section.objects.all()))


def published_pages(request: HttpRequest | None) -> list[Page]:
    return once(request, "pages", lambda: list(Page.objects.published().only("title", "slug")))
