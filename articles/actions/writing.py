"""Write an article: its text, its address, its byline and its gallery."""

import unicodedata
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.actions.indexing import index_article
from articles.actions.likeness import ask_for_portrait
from articles.actions.related import sync_see_also_in_text
from articles.actions.revisions import keep_first_revision, keep_revision
from articles.actions.sharing import redraw_share_image
from articles.html import TEXT_VERSION, preview_of
from articles.models import Article, Author, Byline, GalleryPicture, OldAddress, Picture
from articles.models.addresses import plain_address
from articles.permissions import can_edit, can_write
from community.errors import Refused
from community.html import clean_body, count_words
from community.models import User

WRITTEN = (
    "kind", "title", "slug", "standfirst", "section", "body", "preview", "word_count",
    "text_version", "language",
    "cover", "access", "question", "is_lead", "seo_title", "seo_description", "updated_at",
    "version",
)  # fmt: skip


class ChangedMeanwhile(Refused):
    """Somebody else saved the piece after it was opened here."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has saved this piece since you opened it."))


def save_article(
    article: Article,
    *,
    by: User,
    what: str = "saved",
    version: int | None = None,
    tags: Sequence[str] | None = None,
) -> Article:
    """Store what was written: text cleaned, words counted, preview cut, history kept.

    The state is not touched. With ``version`` (the one that was opened) raises
    ``ChangedMeanwhile`` when the stored one is another. A new slug of a piece that was ever
    published leaves its old address behind.
    """
    with transaction.atomic():
        stored = Article.objects.select_for_update().filter(pk=article.pk).first()
        check_may_save(by, stored, version)
        complete_text(article)
        check_address(article)
        if stored is None:
            article.created_by = by
            article.save(force_insert=True)
        else:
            keep_first_revision(stored)
            store_over(article, stored)
        if tags is not None:
            article.tags.set(tags)
        sync_see_also_in_text(article)
        keep_revision(article, by=by, what=what)
        ask_for_portrait(article.pk)
        index_article(article.pk)
        tell_article_changed(article.pk)
    return article


def check_may_save(by: User, stored: Article | None, version: int | None) -> None:
    if not (can_write(by) if stored is None else can_edit(by, stored)):
        raise PermissionDenied(_("You may not change this piece."))
    if stored is not None and version is not None and version != stored.version:
        raise ChangedMeanwhile


def store_over(article: Article, stored: Article) -> None:
    article.state, article.published_at = stored.state, stored.published_at
    article.version, article.updated_at = stored.version + 1, stored.updated_at
    if stored.is_published and (article.body, article.title) != (stored.body, stored.title):
        article.updated_at = timezone.now()
    article.save(update_fields=WRITTEN)
    if stored.is_published:
        redraw_share_image(article.pk)
    if article.slug != stored.slug and stored.published_at is not None:
        address = plain_address(stored.get_absolute_url())
        OldAddress.objects.update_or_create(address=address, defaults={"article": article})
    OldAddress.objects.filter(
        address=plain_address(article.get_absolute_url()), article=article
    ).delete()


def complete_text(article: Article) -> None:
    """Clean the text and work out what follows from it."""
    article.body = clean_body(article.body)
    article.word_count = count_words(article.body)
    article.preview = preview_of(article.body)
    article.text_version = TEXT_VERSION
    article.slug = unicodedata.normalize("NFC", article.slug) or free_slug(article.title)


def check_address(article: Article) -> None:
    """An address that ever led to another piece stays that piece's."""
    address = plain_address(article.get_absolute_url())
    others = OldAddress.objects.filter(address=address).exclude(article__pk=article.pk)
    if others.exists():
        raise Refused(_("This address led to another piece once, and still does. Choose another."))


def free_slug(title: str, taken: frozenset[str] | set[str] = frozenset()) -> str:
    """Return a slug made of ``title`` that no article and none of ``taken`` has."""
    base = slugify(title, allow_unicode=True)[:180].strip("-_") or "untitled"
    used = set(Article.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug, number = base, 1
    while slug in used or slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def set_bylines(article: Article, authors: Sequence[Author], *, by: User) -> None:
    """Make ``authors`` the byline, in this order."""
    with transaction.atomic():
        check_may_save(by, Article.objects.select_for_update().get(pk=article.pk), None)
        wanted = list(dict.fromkeys(author.pk for author in authors))
        if wanted == list(
            article.bylines.order_by("position", "pk").values_list("author", flat=True)
        ):
            return
        check_signed(article, wanted)
        article.bylines.all().delete()
        Byline.objects.bulk_create(
            Byline(article=article, author_id=pk, position=at) for at, pk in enumerate(wanted)
        )
        keep_revision(article, by=by, what="byline")
        tell_article_changed(article.pk)


def check_signed(article: Article, authors: list[int]) -> None:
    """What is out, or will be of itself, keeps an author."""
    if not authors and article.state in (Article.State.SCHEDULED, Article.State.PUBLISHED):
        raise Refused(_("A piece that is out keeps an author. Name another one first."))


def set_gallery(article: Article, pictures: Sequence[Picture], *, by: User) -> None:
    """Make ``pictures`` the gallery, in this order."""
    with transaction.atomic():
        check_may_save(by, Article.objects.select_for_update().get(pk=article.pk), None)
        wanted = list(dict.fromkeys(picture.pk for picture in pictures))
        rows = article.gallery_pictures.order_by("position", "pk")
        if wanted == list(rows.values_list("picture", flat=True)):
            return
        rows.delete()
        GalleryPicture.objects.bulk_create(
            GalleryPicture(article=article, picture_id=pk, position=at)
            for at, pk in enumerate(wanted)
        )
        tell_article_changed(article.pk)
