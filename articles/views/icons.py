"""The icons and the web-app manifest, in the publication's own marks."""

from django.core.cache import cache
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from PIL import Image

from articles.colours import PAPER_BY_DAY, parse
from articles.icon_addresses import icon_hash, icon_url
from articles.images import draw_icon
from articles.models import Publication
from articles.request_cache import the_publication

KINDS = {"32": 32, "180": 180, "192": 192, "512": 512, "maskable": 512}
KEPT = 24 * 3600  # seconds, in the shared cache
FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def favicon(request: HttpRequest) -> HttpResponseBase:
    """Lead to the icon: browsers ask for it wherever a page names none, as on plain text."""
    return redirect(icon_url(the_publication(request), "32"))


@require_safe
def icon(request: HttpRequest, name: str, kind: str) -> HttpResponseBase:
    """Answer for the marks of today with what may be kept for ever, for others with the way."""
    publication = the_publication(request)
    if kind not in KINDS or len(name) != len(icon_hash(publication)):
        raise Http404
    if name != icon_hash(publication):
        return redirect(icon_url(publication, kind))
    key = f"icon:{name}:{kind}"
    content: bytes | None = cache.get(key)
    if content is None:
        content = drawn(publication, kind)
        cache.set(key, content, KEPT)
    response = HttpResponse(content, content_type="image/png")
    response["Cache-Control"] = FOR_EVER
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def drawn(publication: Publication, kind: str) -> bytes:
    accent, is_maskable = parse(publication.accent), kind == "maskable"
    try:
        if publication.logo:
            with default_storage.open(str(publication.logo.file.name)) as file:
                logo = Image.open(file)
                return draw_icon(KINDS[kind], accent, logo=logo, is_maskable=is_maskable)
    except (OSError, SyntaxError, ValueError):
        pass  # The mark stands in for a logo that cannot be read.
    return draw_icon(KINDS[kind], accent, is_maskable=is_maskable)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """The web-app manifest (W3C): what the site is called and looks like on a home screen."""
    publication = the_publication(request)
    icons = [
        {
            "src": icon_url(publication, kind),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "maskable" if kind == "maskable" else "any",
        }
        for kind, size in KINDS.items()
        if kind in ("192", "512", "maskable")
    ]
    content = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "name": publication.name,
        "short_name": short_name(publication.name),
        "description": publication.tagline,
        "lang": get_language() or "",
        "background_color": PAPER_BY_DAY,
        "theme_color": PAPER_BY_DAY,
        "icons": icons,
    }
    response = JsonResponse({name: value for name, value in content.items() if value})
    response["Content-Type"] = "application/manifest+json"
    response["Cache-Control"] = "public, max-age=3600"
    return response


def short_name(name: str, most: int = 12) -> str:
    """Return what fits under an icon: the whole name, or its first words without an article."""
    if len(name) <= most:
        return name
    words = [word for word in name.split() if word.lower() not in {"the", "a", "an"}] or [name]
    short = words[0]
    for word in words[1:]:
        if len(f"{short} {word}") > most:
            break
        short = f"{short} {word}"
    return short[:most]
