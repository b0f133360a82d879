"""Whom a comment names with @handle."""

from collections.abc import Iterable

from comments.models import Comment, Mention
from community.html import comment_html, named_handles
from community.models import User

MOST_NAMED = 10
LOOKED_UP = 50  # handles of one text; most of them may be nobody's


def find_named(text: str) -> list[User]:
    """Return the active members whom ``text`` names, at most ten, in its order; one query."""
    handles = named_handles(text)[:LOOKED_UP]
    if not handles:
        return []
    found = {user.handle: user for user in User.objects.filter(handle__in=handles, is_active=True)}
    return [found[handle] for handle in handles if handle in found][:MOST_NAMED]


def html_with_names(text: str, named: Iterable[User]) -> str:
    return comment_html(text, {user.handle: user.get_absolute_url() for user in named})


def keep_mentions(comment: Comment, named: Iterable[User]) -> None:
    """Make the rows say whom the text names now; who is named still is not named anew."""
    people = list(named)
    Mention.objects.filter(comment=comment).exclude(user__in=people).delete()
    rows = [Mention(comment=comment, user=user) for user in people]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
