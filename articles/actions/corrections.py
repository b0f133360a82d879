"""Correct a piece in public. A correction can be added, and withdrawn with a reason, never lost."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.models import Article, Correction
from articles.permissions import can_correct, can_publish
from community.errors import Refused
from community.models import User


def correct_article(
    article: Article, *, text: str, by: User, thanks_to: User | None = None
) -> Correction:
    """Put a dated correction under the piece; the same words twice are one.

    The piece counts as changed from now on. Refused unless it is out.
    """
    text = words_of(text, _("Say what was wrong, and what is right."))
    with transaction.atomic():
        stored = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        if not can_publish(by, stored):
            raise PermissionDenied(_("Your role does not allow this."))
        if not can_correct(by, stored):
            raise Refused(_("Only a piece that is out is corrected in public. Change the text."))
        same = stored.corrections.filter(text=text, withdrawn_at=None).first()
        if same is not None:
            return same
        correction = Correction.objects.create(
            article=article, text=text, by=by, thanks_to=thanks_to
        )
        move_on(article)
    return correction


def withdraw_correction(correction: Correction, *, because: str, by: User) -> Correction:
    """Take a correction back: a line with both dates and the reason stays in its place."""
    because = words_of(because, _("Say why it is withdrawn; readers see it."))
    if not can_publish(by):
        raise PermissionDenied(_("Your role does not allow this."))
    with transaction.atomic():
        rows = Correction.objects.filter(pk=correction.pk, withdrawn_at=None)
        now = timezone.now()
        if rows.update(withdrawn_at=now, withdrawn_by=by, withdrawn_because=because):
            move_on(correction.article)
    correction.refresh_from_db()
    return correction


def move_on(article: Article) -> None:
    article.updated_at = timezone.now()
    article.save(update_fields=["updated_at"])
    tell_article_changed(article.pk)


def words_of(text: str, asked: str) -> str:
    words = text.strip()
    if not words:
        raise Refused(asked)
    return words
