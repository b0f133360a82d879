"""Follow a discussion, mute it, or neither."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article
from comments.models import Attention, Discussion
from comments.permissions import can_attend
from community.models import User


def follow_discussion(article: Article, *, by: User) -> None:
    """Have ``by`` told of every new comment there; twice is silent."""
    set_mode(article, by, Attention.Mode.FOLLOWED)


def mute_discussion(article: Article, *, by: User) -> None:
    """Tell ``by`` of nothing there, not even of answers and names."""
    set_mode(article, by, Attention.Mode.MUTED)


def leave_discussion(article: Article, *, by: User) -> None:
    """Neither follow nor mute any more. Nobody loses the right to this."""
    mine = Attention.objects.filter(user=by, discussion__article=article)
    mine.update(mode=Attention.Mode.NONE)


def set_mode(article: Article, by: User, mode: Attention.Mode) -> None:
    if not can_attend(by, article):
        raise PermissionDenied(_("You cannot follow or mute this discussion."))
    with transaction.atomic():
        discussion = Discussion.objects.get_or_create(article=article)[0]
        Attention.objects.update_or_create(user=by, discussion=discussion, defaults={"mode": mode})
