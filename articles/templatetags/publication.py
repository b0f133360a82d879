"""What every page says of the publication; each is asked for once in a request.

Mails and some error pages have no request: there every tag asks for itself.
"""

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from articles.colours import theme_hash
from articles.html import disclosed, note_on_paid_links
from articles.icon_addresses import icon_url
from articles.models import Page, Publication, Section
from articles.request_cache import all_sections, published_pages, the_publication
from community.html import safe

register = template.Library()


def request_of(context: Context) -> HttpRequest | None:
    request = context.get("request")
    return request if isinstance(request, HttpRequest) else None


@register.simple_tag(takes_context=True)
def publication(context: Context) -> Publication:
    return the_publication(request_of(context))


@register.simple_tag(takes_context=True)
def nav_sections(context: Context) -> list[Section]:
    """Return the sections at the top of the tree."""
    return [section for section in all_sections(request_of(context)) if section.parent_id is None]


@register.simple_tag(takes_context=True)
def footer_pages(context: Context) -> list[Page]:
    return published_pages(request_of(context))


@register.simple_tag(takes_context=True)
def theme_css(context: Context) -> str:
    """Return the address of the sheet with the publication's accent."""
    return reverse("theme", args=[theme_hash(the_publication(request_of(context)).accent)])


@register.simple_tag(takes_context=True)
def icon(context: Context, kind: str) -> str:
    """Return the address of an icon: of ``kind`` "32", "180", "192", "512" or "maskable"."""
    return icon_url(the_publication(request_of(context)), kind)


@register.simple_tag(takes_context=True)
def disclosed_text(context: Context, html: str) -> SafeString:
    """``{% disclosed_text html %}``: clean HTML with paid links marked, and the note beside them.

    SECURITY: only for what a cleaner of ``community.html`` returned.
    """
    ours = the_publication(request_of(context))
    note = note_on_paid_links(ours.disclosure_note, get_language() or "")
    return safe(disclosed(html, ours.paid_links, note))
