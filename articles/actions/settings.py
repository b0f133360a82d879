"""What frames the articles: the publication, its sections, authors and pages."""

from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.actions.changes import tell_publication_changed
from articles.actions.sharing import redraw_share_images
from articles.models import Article, Author, OldAddress, Page, Publication, Section
from articles.models.addresses import plain_address
from articles.permissions import can_edit_publication
from community.errors import Refused
from community.html import clean_body
from community.models import User

Row = TypeVar("Row", Publication, Section, Author, Page)


def save_publication(publication: Publication, *, by: User) -> Publication:
    publication.pk = 1
    with transaction.atomic():
        before = Publication.current()
        _save(publication, by)
        if (before.name, before.accent) != (publication.name, publication.accent):
            redraw_share_images(Article.objects.all())
    return publication


def save_section(section: Section, *, by: User) -> Section:
    """Store a section; one that would stand under itself in the end is refused."""
    above, seen = section.parent, {section.pk}
    while above is not None:
        if above.pk in seen:
            raise Refused(_("A section cannot stand under itself."))
        seen.add(above.pk)
        above = above.parent
    with transaction.atomic():
        _save(section, by)
        redraw_share_images(Article.objects.in_sections([section.pk]))
    return section


def save_author(author: Author, *, by: User) -> Author:
    return _save(author, by)


def save_page(page: Page, *, by: User) -> Page:
    """Store a page: its text cleaned; a new slug of a page that was out leaves its old address."""
    page.body = clean_body(page.body)
    with transaction.atomic():
        stored = Page.objects.select_for_update().filter(pk=page.pk).first()
        _save(page, by)
        if stored is not None and stored.published_at and stored.slug != page.slug:
            address = plain_address(stored.get_absolute_url())
            OldAddress.objects.update_or_create(address=address, defaults={"page": page})
        OldAddress.objects.filter(address=plain_address(page.get_absolute_url())).delete()
    return page


def _save(row: Row, by: User) -> Row:
    if not can_edit_publication(by):
        raise PermissionDenied(_("Your role does not allow this."))
    with transaction.atomic():
        row.save()
        tell_publication_changed()
    return row
