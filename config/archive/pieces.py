"""One piece of the archive as the importers of articles take it."""

import re
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions import ImportedArticle, ImportedPage
from articles.models import Access, Article, Picture
from community.html import plain_text
from config.archive.cleaning import clean_text
from config.archive.finding import Findings
from config.archive.items import ArchivePost, words
from config.archive.places import PieceFinder, Places
from config.archive.report import Report
from config.archive.sorting import Sorter
from config.archive.spool import Piece

STATES = {
    "publish": Article.State.PUBLISHED,
    "draft": Article.State.DRAFT,
    "pending": Article.State.IN_REVIEW,
    "private": Article.State.DRAFT,
    "future": Article.State.SCHEDULED,
}
DATED = (Article.State.PUBLISHED, Article.State.SCHEDULED)
_VARIABLE = re.compile(r"\s*(?:%%sep%%|%sep%|[—–|·•»-])?\s*(?:%%\w+%%|%\w+%)\s*")


def seo_words(text: str) -> str:
    """Return an SEO plugin's line without its variables: "Rain — %%sitename%%" is "Rain"."""
    return words(_VARIABLE.sub(" ", text)).strip(" -–—|·•»")


class Maker:
    """Turns pieces of the spool into what is to be written, and counts what happens to them."""

    def __init__(
        self, places: Places, sorter: Sorter, report: Report, *, began_at: datetime
    ) -> None:
        self._places = places
        self._sorter = sorter
        self._report = report
        self._began_at = began_at

    def article(self, piece: Piece, post: ArchivePost) -> tuple[ImportedArticle, Findings]:
        body, findings = self._body(piece, post)
        section, tags = self._sorter.sort(post)
        author = self._sorter.author(post.creator)
        state = STATES[post.status]
        published_at = self._time_of(post) if state in DATED else None
        is_open = state == Article.State.PUBLISHED
        cover = self._cover(post)
        item = ImportedArticle(
            title=self._title(post, body),
            section=section,
            imported_from=piece.source,
            body=body,
            slug=piece.slug,
            uuid=UUID(piece.uuid),
            kind=Article.Kind.STORY if piece.is_story else Article.Kind.COMMENTARY,
            state=state,
            access=Access.MEMBERS if post.has_password else Access.EVERYONE,
            standfirst=self._cut(words(post.excerpt), 500, post),
            seo_title=seo_words(post.first_meta("_yoast_wpseo_title", "rank_math_title")),
            seo_description=seo_words(
                post.first_meta("_yoast_wpseo_metadesc", "rank_math_description")
            ),
            is_lead=post.is_sticky,
            cover=cover,
            created_at=min(post.written_at or self._began_at, self._began_at),
            published_at=published_at,
            updated_at=_changed_at(post, published_at) if is_open else None,
            discussion_age_from=self._began_at if is_open else None,
            authors=[author] if author else [],
            tags=tags,
            addresses=self._places.spool.addresses(piece.item),
        )
        return item, findings

    def page(self, piece: Piece, post: ArchivePost) -> ImportedPage:
        body, _findings = self._body(piece, post)
        is_shown = post.status in ("publish", "future") and not post.has_password
        if post.has_password:
            self._report.note("page_password", post.title)
        return ImportedPage(
            title=self._title(post, body),
            imported_from=piece.source,
            body=body,
            slug=piece.slug,
            published_at=self._time_of(post) if is_shown else None,
            position=min(max(post.position, 0), 32_000),
            addresses=self._places.spool.addresses(piece.item),
        )

    def _body(self, piece: Piece, post: ArchivePost) -> tuple[str, Findings]:
        finder = PieceFinder(self._places, piece)
        body, findings = clean_text(post.content, finder=finder, own=settings.MEDIA_URL)
        for reason, what in findings.notes:
            self._report.note(reason, what, where=post.title)
        return body, findings

    def _title(self, post: ArchivePost, body: str) -> str:
        if post.title:
            return self._cut(post.title, 200, post)
        self._report.note("title_missing", f"{post.type} {post.id}")
        first = " ".join(plain_text(body).split()[:8])
        return first[:80] or _("Untitled")

    def _time_of(self, post: ArchivePost) -> datetime:
        at = post.at or post.written_at
        if at is None:
            self._report.note("time_missing", post.title)
        return at or self._began_at

    def _cover(self, post: ArchivePost) -> Picture | None:
        number = post.number_of_picture
        if not number:
            return None
        attachment = self._places.spool.attachment(number)
        if attachment is None:
            self._report.note("picture_missing", f"attachment {number}", where=post.title)
            return None
        taken = self._places.library.get(attachment.file)
        return taken.picture if taken else None

    def _cut(self, text: str, longest: int, post: ArchivePost) -> str:
        if len(text) <= longest:
            return text
        self._report.note("cut", post.title)
        return f"{text[: longest - 1].rsplit(' ', 1)[0]}…"


def _changed_at(post: ArchivePost, published_at: datetime | None) -> datetime | None:
    changed = post.modified_at
    is_later = changed and published_at and changed > published_at and changed <= timezone.now()
    return changed if is_later else None
