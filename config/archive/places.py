"""Where things are: a ``Finder`` over the archive, the site and the media library."""

import re
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from articles.models import Article, OldAddress, Page
from config.archive.addresses import host_of, local_address, root_of
from config.archive.finding import FoundPicture, Target
from config.archive.items import ArchiveSite
from config.archive.pictures import Library
from config.archive.reading import folded
from config.archive.spool import Piece, Spool
from config.archive.uploads import uploads_path

_REMEMBERED = 2000
# A picture service that many WordPress sites send their pictures through.
_DETOUR = re.compile(r"^(https?:)?//i\d\.wp\.com/")


def target_of(piece: Piece) -> Target:
    model = Article if piece.is_article else Page
    return Target(piece.uuid, model(slug=piece.slug).get_absolute_url(), piece.is_article)


class Places:
    """Answers for all pieces of a run; what is asked often is remembered."""

    def __init__(self, spool: Spool, site: ArchiveSite, library: Library) -> None:
        self.spool = spool
        self.base = site.base_url
        self.library = library
        self._hosts = {host_of(url) for url in site.base_urls} - {""}
        self.at = lru_cache(_REMEMBERED)(self._at)
        self.called = lru_cache(_REMEMBERED)(self._called)

    def is_old(self, address: str) -> bool:
        """Relative addresses are the old site's, as it wrote them."""
        address = _DETOUR.sub("//", address.strip())
        host = host_of(f"http:{address}" if address.startswith("//") else address)
        if not host:
            return not re.match(r"[a-z][a-z0-9+.-]*:|#", address, re.IGNORECASE)
        return host in self._hosts

    def _at(self, address: str) -> Target | None:
        local = local_address(address, self.base)
        if local is not None:
            if local == root_of(self.base):
                return Target("", "/", is_article=False)
            piece = self.spool.piece_at(local)
            if piece:
                return target_of(piece)
        return self._on_this_site(address, local)

    def _on_this_site(self, address: str, local: str | None) -> Target | None:
        """Look for a piece that was here before the archive came."""
        if local is not None and self.is_old(address):
            old = OldAddress.objects.leading_from(local).first()
            if old and old.article:
                return _article_target(old.article)
            if old and old.page:
                return Target("", old.page.get_absolute_url(), is_article=False)
        try:
            host, path = host_of(address), urlsplit(address).path
            if host and host != host_of(settings.SITE_URL):
                return None
            match = resolve(unquote(path))
        except (ValueError, Resolver404):
            return None
        if match.view_name != "articles:article":
            return None
        slug = (match.args or tuple(match.kwargs.values()))[0]
        article = Article.objects.filter(slug=slug).only("uuid", "slug").first()
        return _article_target(article) if article else None

    def _called(self, title: str) -> Target | None:
        piece = self.spool.piece_called(folded(title))
        if piece:
            return target_of(piece)
        article = Article.objects.filter(title__iexact=title.strip()).only("uuid", "slug").first()
        return _article_target(article) if article else None


def _article_target(article: Article) -> Target:
    return Target(str(article.uuid), article.get_absolute_url(), is_article=True)


class PieceFinder:
    """The view from one piece, as ``Finder`` asks for it."""

    def __init__(self, places: Places, piece: Piece) -> None:
        self._places = places
        self._piece = piece

    def is_itself(self, target: Target) -> bool:
        return target.uuid == self._piece.uuid

    def is_old(self, address: str) -> bool:
        return self._places.is_old(address)

    def at(self, address: str) -> Target | None:
        return self._places.at(address)

    def called(self, title: str) -> Target | None:
        return self._places.called(title)

    def attached(self) -> list[int]:
        return self._places.spool.attached_to(self._piece.id)

    def picture(self, address: str, attachment: int) -> FoundPicture | None:
        known = self._places.spool.attachment(attachment) if attachment else None
        path = known.file if known else uploads_path(_DETOUR.sub("http://", address))
        picture = self._places.library.get(path or address)
        return picture and picture.found


class BlindFinder(PieceFinder):
    """Sees pieces but no pictures, for asking where a text leads to."""

    def picture(self, address: str, attachment: int) -> FoundPicture | None:
        return None
