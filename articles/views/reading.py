"""A piece, and the pages of the footer."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.html import (
    Part,
    contents_of,
    cut_at_see_also,
    disclosed,
    drawn_text,
    note_on_paid_links,
)
from articles.missed import missed_by
from articles.models import Access, Article, Page, Picture, RelatedStory
from articles.origins import origins_of, with_origin
from articles.permissions import articles_openable_by, can_edit_publication, can_read, can_see
from articles.request_cache import the_publication
from articles.responsive import names_in, with_sizes
from articles.views.acts import acts_of, with_acts_of
from articles.views.corrections import changes_since, corrections_of, last_corrected
from articles.views.series import place_in_series
from community.actions.participation import record_participation
from community.html import safe
from community.models import Participation, Standing, User
from community.origin import is_reading
from community.permissions import Person

logger = logging.getLogger("civitas.articles")

OPENED_BY = {
    Access.MEMBERS: Standing.VISITOR,
    Access.RESIDENTS: Standing.RESIDENT,
    Access.CITIZENS: Standing.CITIZEN,
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of the text, or the piece that a see-also between two runs points to."""

    html: SafeString
    article: Article | None = None
    discloses: bool = False  # the note on paid links stands above it


@require_safe
def article(request: HttpRequest, slug: str) -> HttpResponse:
    """A piece for everybody, or what a writer or editor previews."""
    rows = with_acts_of(request.user, articles_openable_by(request.user).for_page())
    piece = get_object_or_404(with_origin(rows), slug=slug)
    is_readable = can_read(request.user, piece)
    context = {"article": piece, "is_readable": is_readable, "is_preview": not piece.is_published}
    context |= gate_of(piece) if not is_readable else {"gate": "", "gate_standing": ""}
    context |= text_of(request, piece, is_readable=is_readable)
    context |= around_text(request, piece, is_readable=is_readable)
    if is_readable and piece.is_published:
        note_opening(request, piece)
    return render(request, "articles/article.html", context)


def gate_of(piece: Article) -> dict[str, Any]:
    return {"gate": piece.access, "gate_standing": OPENED_BY[Access(piece.access)]}


def text_of(request: HttpRequest, piece: Article, *, is_readable: bool) -> dict[str, Any]:
    """Return what the page shows of the text and around it: four queries, more for pictures."""
    text = piece.body if is_readable else piece.opening
    links = Links.around(piece, request.user)
    unplaced = tuple(str(other.uuid) for other in links.see_also if is_readable)
    parts = cut_at_see_also(text, unplaced, the_publication(request).paid_links)
    return {
        "background": links.background,
        "missed": missed_by(request.user, {piece.pk, *links.keys()}) if piece.is_published else [],
        "pieces": pieces_of(parts, links.see_also, own_pictures(text)),
        "contents": contents_of(text) if is_readable else (),
        "continues": links.continues,
        "continued_by": links.continued_by,
        "has_affiliate_links": any(part.is_first_paid for part in parts),
        "pictures": pictures_of(piece) if is_readable else [],
    }


def own_pictures(text: str) -> list[Picture]:
    """Return the library's pictures that a text shows: one query where there are any."""
    names = names_in(text)
    return list(Picture.objects.filter(file__in=names)) if names else []


def with_own_sizes(text: str) -> str:
    """Give the pictures in a text their sizes."""
    return with_sizes(text, own_pictures(text))


def around_text(request: HttpRequest, piece: Article, *, is_readable: bool) -> dict[str, Any]:
    """Return what readers did with the piece, what became of it, and what it came of.

    Three queries for corrections, a series and proposals, one for a member's sanctions; none for a
    plain piece and a stranger.
    """
    corrections = corrections_of(piece)
    return {
        "acts": acts_of(request, piece, is_readable=is_readable and piece.is_published),
        "corrections": corrections,
        "corrected_at": last_corrected(corrections),
        "changes": changes_since(request.user, piece, corrections) if is_readable else None,
        "in_series": place_in_series(request.user, piece),
        "origins": origins_of(piece),
    }


def pieces_of(
    parts: Iterable[Part], targets: Iterable[Article], pictures: list[Picture]
) -> list[Piece]:
    """Give every see-also its article; one that this reader may not see leaves nothing."""
    known = {str(target.uuid): target for target in targets}
    return [
        Piece(
            safe(drawn_text(with_sizes(part.html, pictures))),
            known.get(part.related),
            part.is_first_paid,
        )
        for part in parts
        if part.html or part.related in known
    ]


def pictures_of(piece: Article) -> list[Any]:
    if piece.kind != Article.Kind.GALLERY:
        return []
    return [row.picture for row in piece.gallery_pictures.select_related("picture")]


@dataclass(frozen=True, slots=True)
class Links:
    """The pieces around one that this reader may see, by how they belong to it."""

    see_also: list[Article]
    background: list[Article]
    continues: list[Article]
    continued_by: list[Article]

    @classmethod
    def around(cls, piece: Article, user: Person) -> "Links":
        links = cls([], [], [], [])
        for link in RelatedStory.objects.around(piece):
            is_out = link.origin_id == piece.pk
            other = link.target if is_out else link.origin
            if not can_see(user, other):
                continue
            if link.kind == RelatedStory.Kind.CONTINUES:
                (links.continues if is_out else links.continued_by).append(other)
            elif is_out and link.kind == RelatedStory.Kind.BACKGROUND:
                links.background.append(other)
            elif is_out:
                links.see_also.append(other)
        return links

    def keys(self) -> set[int]:
        every = (self.see_also, self.background, self.continues, self.continued_by)
        return {piece.pk for pieces in every for piece in pieces}


def note_opening(request: HttpRequest, piece: Article) -> None:
    """Count that a member read a piece today, once; never at the price of the page.

    Skipped on HEAD and on what a browser fetches ahead of a click.
    """
    user = request.user
    if not isinstance(user, User) or not is_reading(request):
        return
    if getattr(piece, "opened_today", False):
        return
    try:
        with transaction.atomic():
            kind = Participation.Kind.OPENED
            record_participation(user, kind, article=piece.uuid, source=piece.uuid)
    except DatabaseError as error:
        logger.warning("opening not counted", extra={"reason": type(error).__name__})


@require_safe
def page(request: HttpRequest, slug: str) -> HttpResponse:
    rows = Page.objects.all() if can_edit_publication(request.user) else Page.objects.published()
    found = get_object_or_404(rows, slug=slug)
    publication = the_publication(request)
    note = note_on_paid_links(publication.disclosure_note, get_language() or "")
    text = disclosed(found.body, publication.paid_links, note)
    context = {"page": found, "body_html": safe(drawn_text(with_own_sizes(text)))}
    return render(request, "articles/page.html", context)
