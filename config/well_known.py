"""Files that programs look for by name: who may crawl what, and whom to tell of a weakness."""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.models import Publication
from community.html import absolute

# Forms, personal pages and what has no end; pages that people find by reading stay open.
CLOSED = (
    "/admin/",
    "/accounts/",
    "/bookmarks/",
    "/comments/",
    "/community/applications/",
    "/community/apply/",
    "/community/check/",
    "/community/me/",
    "/newsletter/",
    "/search/",
    "/suggestions/",
)
EXPIRES_DAYS = 180  # RFC 9116 asks for less than a year
KEPT = "public, max-age=3600"


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """RFC 9309, with the maps of the site."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in CLOSED),
        f"Allow: {reverse('comments:feed')}",
        "",
        f"Sitemap: {absolute(reverse('articles:sitemap'))}",
        f"Sitemap: {absolute(reverse('articles:news_sitemap'))}",
    ]
    return text(lines)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116, with the publication's contact; not found where nobody is named.

    SECURITY: the address is quoted, so that no line break in it begins a field of its own.
    """
    contact = Publication.current().contact_email
    if not contact:
        raise Http404
    lines = [
        f"Contact: mailto:{quote(contact, safe='@')}",
        f"Expires: {expires(timezone.now()):%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {settings.LANGUAGE_CODE.partition('-')[0]}",
        f"Canonical: {absolute(reverse('security_txt'))}",
    ]
    return text(lines)


def expires(now: datetime) -> datetime:
    """A midnight about half a year ahead: the file is the same all day."""
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=EXPIRES_DAYS)


def text(lines: list[str]) -> HttpResponse:
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = KEPT
    return response
