"""Share images: drawn by the worker from what is public of a piece, anew when that changes."""

import logging
from contextlib import ExitStack
from hashlib import blake2s

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from PIL import Image

from articles.actions.changes import tell_article_changed
from articles.colours import PAPER_BY_DAY, SURFACE_BY_DAY, parse, readable
from articles.images import Shared, draw_share_image
from articles.models import Article, Publication
from articles.models.articles import ArticleQuerySet
from community.enqueue import enqueue

logger = logging.getLogger("civitas.pictures")

DESIGN = "1"  # to be raised when what is drawn looks different
AT_ONCE = 50


def redraw_share_images(pieces: ArticleQuerySet) -> None:
    """Have the share images of ``pieces`` drawn anew by the next turn of the clock."""
    pieces.exclude(shared_as="").update(shared_as="")


def redraw_share_image(pk: int) -> None:
    """Have the share image of one piece drawn now; one that is no longer out loses its own."""
    Article.objects.filter(pk=pk).update(shared_as="")
    enqueue("articles.tasks.share_image", pk)


def ask_for_share_images() -> None:
    """Have drawn what an archive brought and what a change of the publication touched."""
    if Article.objects.not_drawn().exists():
        enqueue("articles.tasks.share_images")


def draw_missing_share_images() -> int:
    """Draw the next of those that are not drawn, the newest first; return how many."""
    pieces = list(Article.objects.not_drawn().values_list("pk", flat=True)[:AT_ONCE])
    for pk in pieces:
        draw_share_image_of(pk)
    return len(pieces)


def draw_share_image_of(pk: int) -> None:
    """Draw and store the share image of a piece; silent when it stands there already."""
    piece = Article.objects.select_related("section", "cover").filter(pk=pk).first()
    if piece is None:
        return
    publication = Publication.current()
    drawn_from = digest_of(piece, publication) if piece.is_published else ""
    if piece.is_published and piece.shared_as == drawn_from:
        return
    name = store(piece, publication, drawn_from) if piece.is_published else ""
    before = piece.share_image.name
    rows = Article.objects.filter(pk=pk, state=piece.state)
    with transaction.atomic():
        if rows.update(share_image=name, shared_as=drawn_from):
            tell_article_changed(pk)
    if before and before != name:
        default_storage.delete(before)


def digest_of(piece: Article, publication: Publication) -> str:
    """Return what the image depends on, in 16 characters: the same image has the same name."""
    cover = (piece.cover.file.name, piece.cover.focus) if piece.cover else ()
    parts = (DESIGN, piece.title, piece.section.name, publication.name, publication.accent, *cover)
    return blake2s("\0".join(map(str, parts)).encode(), digest_size=8).hexdigest()


def store(piece: Article, publication: Publication, drawn_from: str) -> str:
    """Return the name of the stored image; without the cover where that cannot be opened."""
    accent = readable(parse(publication.accent), parse(PAPER_BY_DAY), parse(SURFACE_BY_DAY))
    with ExitStack() as opened:
        image = draw_share_image(
            Shared(
                title=piece.title,
                section=piece.section.name,
                publication=publication.name,
                accent=accent,
                cover=open_cover(piece, opened),
                focus=piece.cover.focus if piece.cover else "",
            )
        )
    field = piece.share_image.field
    name = field.generate_filename(piece, f"{piece.uuid.hex[:12]}-{drawn_from}.jpg")
    return default_storage.save(name, ContentFile(image))


def open_cover(piece: Article, opened: ExitStack) -> Image.Image | None:
    if piece.cover is None:
        return None
    try:
        file = opened.enter_context(default_storage.open(str(piece.cover.file.name)))
        cover = Image.open(file)
        cover.load()
    except (OSError, SyntaxError, ValueError) as error:
        logger.warning(
            "no cover", extra={"picture": piece.cover.pk, "reason": type(error).__name__}
        )
        return None
    return cover
