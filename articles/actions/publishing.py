"""The states of a piece: draft → in review → approved → scheduled → published → withdrawn."""

from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.changes import tell_article_changed
from articles.actions.indexing import index_article
from articles.actions.revisions import keep_revision
from articles.actions.sharing import redraw_share_image
from articles.models import Article
from articles.permissions import can_preview, can_publish
from community.errors import Refused
from community.models import User

State = Article.State
BEFORE_PUBLICATION = (State.DRAFT, State.IN_REVIEW, State.APPROVED, State.SCHEDULED)


def submit_article(article: Article, *, by: User) -> Article:
    """Hand a draft to the editors."""
    check(can_preview(by, article))
    return move(article, to=State.IN_REVIEW, earlier=(State.DRAFT,), by=by)


def approve_article(article: Article, *, by: User) -> Article:
    check(can_publish(by, article))
    return move(article, to=State.APPROVED, earlier=(State.IN_REVIEW,), by=by)


def schedule_article(article: Article, *, at: datetime, by: User) -> Article:
    """Have the piece published at ``at``; a scheduled one is moved to the new time."""
    check(can_publish(by, article))
    if at <= timezone.now():
        raise Refused(_("Choose a time that is still to come, or publish at once."))
    check_complete(article)
    return move(article, to=State.SCHEDULED, earlier=BEFORE_PUBLICATION, by=by, published_at=at)


def publish_article(article: Article, *, by: User) -> Article:
    """Publish now. A piece that had been out before keeps its first date."""
    check(can_publish(by, article))
    check_complete(article)
    now = timezone.now()
    when = Case(When(published_at__lte=now, then=F("published_at")), default=Value(now))
    return move(article, to=State.PUBLISHED, earlier=BEFORE_PUBLICATION, by=by, published_at=when)


def withdraw_article(article: Article, *, by: User) -> Article:
    """Take a published piece away; its page is not found from now on."""
    check(can_publish(by, article))
    return move(article, to=State.WITHDRAWN, earlier=(State.PUBLISHED,), by=by)


def return_article_to_draft(article: Article, *, by: User) -> Article:
    """Back to draft from any state; a writer may take an own piece back from review."""
    stored = Article.objects.only("state", "created_by", "published_at").get(pk=article.pk)
    own = stored.state in (State.DRAFT, State.IN_REVIEW) and can_preview(by, stored)
    check(own or can_publish(by, stored))
    planned = Case(When(state=State.SCHEDULED, then=Value(None)), default=F("published_at"))
    earlier = tuple(state for state in State if state != State.DRAFT)
    return move(article, to=State.DRAFT, earlier=earlier, by=by, published_at=planned)


def publish_due_articles() -> int:
    """Publish the scheduled pieces whose time has come; return how many. Safe to repeat."""
    published = 0
    for article in Article.objects.due().order_by("published_at", "pk"):
        with transaction.atomic():
            due = Article.objects.due().filter(pk=article.pk)
            if due.update(state=State.PUBLISHED):
                finish(article, by=None)
                published += 1
    return published


def check(allowed: bool) -> None:
    if not allowed:
        raise PermissionDenied(_("Your role does not allow this."))


def check_complete(article: Article) -> None:
    if not article.body and not article.gallery_pictures.exists():
        raise Refused(_("There is nothing to read yet. Write the text first."))
    if not article.bylines.exists():
        raise Refused(_("Nobody has signed this piece. Name its author under “Byline” first."))


def move(
    article: Article, *, to: str, earlier: tuple[str, ...], by: User, **fields: Any
) -> Article:
    """Change the state if it is one of ``earlier``; silent when it is ``to`` already."""
    with transaction.atomic():
        rows = Article.objects.filter(pk=article.pk, state__in=earlier)
        if rows.update(state=to, **fields):
            finish(article, by=by)
            return article
    article.refresh_from_db(fields=["state", "published_at"])
    if article.state != to:
        state = article.get_state_display()
        raise Refused(_("This cannot be done now: the piece is %(state)s.") % {"state": state})
    return article


def finish(article: Article, *, by: User | None) -> None:
    article.refresh_from_db(fields=["state", "published_at"])
    keep_revision(Article.objects.get(pk=article.pk), by=by, what=article.state)
    redraw_share_image(article.pk)
    index_article(article.pk)
    tell_article_changed(article.pk)
