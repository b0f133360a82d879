"""The list of watched words."""

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from comments.html.folding import fold_phrase
from comments.models import WatchedWord
from community.errors import Refused
from community.models import User
from community.permissions import StaffRight, staff_may


def watch_word(word: WatchedWord, *, by: User) -> WatchedWord:
    """Save a new or changed word. ``Refused`` where it has no letters, or is watched already."""
    require_moderator(by)
    word.word = " ".join(word.word.split())
    word.folded = fold_phrase(word.word)
    if not word.folded:
        raise Refused(_("This has neither letters nor digits. Give a word or a phrase."))
    try:
        with transaction.atomic():
            word.save()
    except IntegrityError as error:
        raise Refused(_("“%s” is watched already.") % word.word) from error
    return word


def forget_word(word: WatchedWord, *, by: User) -> None:
    require_moderator(by)
    WatchedWord.objects.filter(pk=word.pk).delete()


def require_moderator(by: User) -> None:
    if not staff_may(by, StaffRight.MODERATE):
        raise PermissionDenied(_("Moderators keep the list of watched words."))
