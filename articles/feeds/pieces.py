"""Pieces as entries of a feed: what a stranger may read of each, whole."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from articles.feeds import markup
from articles.feeds.entries import Entry, Shown, Writer
from articles.models import Access, Article, Publication, RelatedStory
from articles.models.articles import ArticleQuerySet
from articles.permissions import can_read, can_see
from community.html import absolute
from community.models import City, Standing

STRANGER = AnonymousUser()
LONGEST = 20  # pieces
OPENED_BY = {Access.RESIDENTS: Standing.RESIDENT, Access.CITIZENS: Standing.CITIZEN}


@dataclass(slots=True)
class Neighbours:
    """The pieces around one that a stranger may see."""

    see_also: list[Article] = field(default_factory=list)
    continues: list[Article] = field(default_factory=list)
    continued_by: list[Article] = field(default_factory=list)


def entries_of(rows: ArticleQuerySet, publication: Publication) -> list[Entry]:
    """Return the newest of ``rows``; nine queries at most, however many there are."""
    newest = rows.for_page().prefetch_related("gallery_pictures__picture").newest_first()
    pieces = list(newest[:LONGEST])
    around = neighbours_of(pieces)
    is_gated = any(piece.access != Access.EVERYONE for piece in pieces)
    city = City.current() if is_gated else None
    return [entry_of(piece, around[piece.pk], publication, city) for piece in pieces]


def neighbours_of(pieces: list[Article]) -> defaultdict[int, Neighbours]:
    """Find what stands around all of them; one query."""
    around, asked = defaultdict[int, Neighbours](Neighbours), {piece.pk for piece in pieces}
    for row in RelatedStory.objects.around_each(pieces):
        continues = row.kind == RelatedStory.Kind.CONTINUES
        if row.origin_id in asked and can_see(STRANGER, row.target):
            mine = around[row.origin_id]
            (mine.continues if continues else mine.see_also).append(row.target)
        if row.target_id in asked and continues and can_see(STRANGER, row.origin):
            around[row.target_id].continued_by.append(row.origin)
    return around


def entry_of(
    piece: Article, around: Neighbours, publication: Publication, city: City | None
) -> Entry:
    address, is_free = absolute(piece.get_absolute_url()), can_read(STRANGER, piece)
    published = piece.published_at or piece.created_at  # a constraint gives it the first
    return Entry(
        uuid=piece.uuid,
        title=piece.title,
        address=address,
        html=html_of(piece, address, around, publication, city),
        summary=piece.standfirst,
        published=published,
        updated=piece.updated_at or published,
        writers=[Writer.of(author) for author in piece.authors.all()],
        categories=list(
            dict.fromkeys([piece.section.name, *(tag.name for tag in piece.tags.all())])
        ),
        language=piece.language,
        picture=Shown.of(piece.cover) if piece.cover else None,
        discussion=f"{address}#discussion" if is_free else "",
    )


def html_of(
    piece: Article, address: str, around: Neighbours, publication: Publication, city: City | None
) -> str:
    """SECURITY: ``body`` and the gallery's pictures are touched only where a stranger may read."""
    is_free = can_read(STRANGER, piece)
    text, see_also = (piece.body, around.see_also) if is_free else (piece.opening, [])
    gallery = [row.picture for row in piece.gallery_pictures.all()] if is_free else []
    parts = [markup.line(_("This story continues"), other) for other in around.continues]
    if piece.cover and not (gallery and piece.kind == Article.Kind.GALLERY):
        parts.append(markup.figure(piece.cover))
    prose = markup.prose(text, address, see_also, publication, label=_("See also"))
    parts.append(markup.in_language(prose, piece.language))
    if piece.kind == Article.Kind.GALLERY:
        parts += [markup.figure(picture) for picture in gallery]
    if not is_free:
        parts.append(way_in(piece, address, city))
    parts += [
        markup.line(_("It’s not over: this story goes on from here."), other)
        for other in around.continued_by
    ]
    return "\n".join(parts)


def way_in(piece: Article, address: str, city: City | None) -> str:
    """Say for whom the rest is, with the way to it."""
    city = city or City.current()
    standing = OPENED_BY.get(Access(piece.access))
    if standing is None:
        words = _("The rest is for everybody who has an account in %(city)s.") % {"city": city.name}
    else:
        named = {"standing": city.standing_name(standing), "city": city.name}
        words = _("The rest is for every %(standing)s of %(city)s.") % named
    return markup.gate(words, _("Read on, or see the way there"), address)
