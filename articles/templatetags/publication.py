"""What every page says of the publication; each is asked for once in a request."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.template.context import Context

from articles.models import Page, Publication, Section

register = template.Library()
T = TypeVar("T")


def once(context: Context, name: str, load: Callable[[], T]) -> T:
    """Return what ``load`` gives, kept on the request."""
    request: Any = context.get("request")
    if request is None:
        return load()
    kept: dict[str, Any] = request.__dict__.setdefault("_publication_tags", {})
    if name not in kept:
        kept[name] = load()
    value: T = kept[name]
    return value


@register.simple_tag(takes_context=True)
def publication(context: Context) -> Publication:
    return once(context, "publication", Publication.current)


@register.simple_tag(takes_context=True)
def nav_sections(context: Context) -> list[Section]:
    """Return the sections at the top of the tree."""
    return once(context, "sections", lambda: list(Section.objects.filter(parent=None)))


@register.simple_tag(takes_context=True)
def footer_pages(context: Context) -> list[Page]:
    return once(context, "pages", lambda: list(Page.objects.published()))


@register.simple_tag(takes_context=True)
def theme_css(context: Context) -> str:
    """Return the address of the sheet with the publication's accent, or ""."""
    return ""
