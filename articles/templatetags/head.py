"""What the head of a page says of it: ``{% load head %}``.

Every address is built on SITE_URL: the host that somebody happened to ask by is not the page's.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page as ListPage
from django.template import Context
from django.utils.encoding import escape_uri_path
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import to_locale

from articles import linked_data
from articles.models import Article, Author, Page, Picture, Section
from articles.request_cache import all_sections, the_publication
from articles.sharing import drawn_picture, shared_picture
from articles.templatetags.publication import request_of
from community.html import absolute, json_block, plain_text, safe

register = template.Library()
register.filter("absolute", absolute)

LONGEST_DESCRIPTION = 300


@register.inclusion_tag("components/head.html", takes_context=True)
def page_head(
    context: Context,
    title: str = "",
    description: str = "",
    *,
    article: Article | None = None,
    address: str = "",
) -> dict[str, Any]:
    """``{% page_head title description %}``: address, description and what is shown when shared.

    ``page_obj`` in the context makes each page of a list its own address, with its neighbours;
    ``address`` is for pages that are told apart by more than their path.
    """
    request, listed = request_of(context), context.get("page_obj")
    place = absolute(escape_uri_path(request.path)) if request else ""
    place = absolute(address) if address else place
    at = listed if isinstance(listed, ListPage) else None
    return {
        "address": numbered(place, at.number if at else 1),
        "previous": numbered(place, at.number - 1) if at and at.has_previous() else "",
        "next": numbered(place, at.number + 1) if at and at.has_next() else "",
        "site": the_publication(request).name,
        "title": title,
        "description": Truncator(" ".join(description.split())).chars(LONGEST_DESCRIPTION),
        "locale": locale_of(article),
        "article": article,
        "picture": shared_picture(article) if article else None,
    }


def numbered(place: str, number: int) -> str:
    return f"{place}?page={number}" if number > 1 else place


def locale_of(article: Article | None) -> str:
    """Return "en_GB"; nothing for a language without a country, which Open Graph does not know."""
    locale = to_locale((article and article.language) or settings.LANGUAGE_CODE)
    return locale if "_" in locale else ""


@register.filter
def described(about: Article | Page) -> str:
    """What it is about, from what everybody may read of it."""
    if isinstance(about, Page):
        return plain_text(about.body)
    return about.seo_description or about.standfirst or plain_text(about.opening)


# -- For machines ----------------------------------------------------------------------------------


def drawn(*nodes: linked_data.Node) -> SafeString:
    return safe(json_block(linked_data.graph(*nodes)))


@register.simple_tag(takes_context=True)
def article_linked_data(
    context: Context, article: Article, pictures: Sequence[Picture] = ()
) -> SafeString:
    request = request_of(context)
    publication = the_publication(request)
    shared = drawn_picture(article)
    trail = linked_data.trail_to(article.section, all_sections(request))
    return drawn(
        linked_data.piece(
            article, publication, shared=shared.address if shared else None, pictures=pictures
        ),
        linked_data.breadcrumbs(publication, [*trail, (article.title, article.get_absolute_url())]),
    )


@register.simple_tag(takes_context=True)
def front_linked_data(context: Context) -> SafeString:
    publication = the_publication(request_of(context))
    return drawn(linked_data.organization(publication), linked_data.website(publication))


@register.simple_tag(takes_context=True)
def section_linked_data(context: Context, section: Section) -> SafeString:
    request = request_of(context)
    trail = linked_data.trail_to(section, all_sections(request))
    return drawn(linked_data.breadcrumbs(the_publication(request), trail))


@register.simple_tag
def author_linked_data(author: Author) -> SafeString:
    return drawn(linked_data.profile(author))
