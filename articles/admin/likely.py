"""Suggestions beside the form of a piece: what their buttons do."""

from django.utils.translation import gettext as _

from articles.actions import dismiss_story, relate_story
from articles.models import Article, RelatedStory
from articles.permissions import articles_openable_by
from community.errors import Refused
from community.models import User

DISMISS = "dismiss"


def follow_suggestion(article: Article, asked: str, *, by: User) -> str:
    """Do what a button says ("see_also:12", "dismiss:12"); return the sentence that it is done."""
    what, _colon, key = asked.partition(":")
    other = articles_openable_by(by).filter(pk=key).first() if key.isdecimal() else None
    if other is None or what not in {DISMISS, *RelatedStory.Kind.values}:
        raise Refused(_("That piece is not there any more. Load the page again."))
    if what == DISMISS:
        dismiss_story(article, other, by=by)
        return _("“%(title)s” will not be suggested here again.") % {"title": other.title}
    relate_story(article, other, kind=what, by=by)
    return _("“%(title)s” is related now.") % {"title": other.title}
