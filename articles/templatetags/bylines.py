"""The names of several authors as one list: ``{% load bylines %}``."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from articles.models import Author

register = template.Library()


def listed(names: Sequence[str]) -> str:
    """Join as the language does: "A", "A and B", "A, B and C".

    The three patterns are those of Unicode's CLDR (a pair, the middle, the end), so that a
    translator can write any language's list. Marked-up names stay marked up.
    """
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    pair = pgettext("a list of exactly two names", "{0} and {1}")
    middle = pgettext("a list of names, between two of the earlier", "{0}, {1}")
    end = pgettext("a list of names, before the last of three or more", "{0} and {1}")
    if len(names) == 2:  # noqa: PLR2004
        return format_html(pair, *names)
    joined = names[0]
    for name in names[1:-1]:
        joined = format_html(middle, joined, name)
    return format_html(end, joined, names[-1])


@register.simple_tag
def byline_names(authors: Sequence[Author]) -> str:
    """Return links to the authors; each name keeps its own direction."""
    return listed([author_link(author) for author in authors])


def author_link(author: Author) -> SafeString:
    return format_html(
        '<a href="{}" rel="author"><bdi>{}</bdi></a>', author.get_absolute_url(), author.name
    )
