"""“You may have missed”: what this reader has not read; for strangers, recent and liked."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Exists
from django.utils import timezone

from articles.models import Article
from community.actions.participation import openings
from community.models import User
from community.permissions import Person

SHOWN = 4
LOOKED_AT = 40  # newest pieces
# What is shown of four of them: all of forty would cost more than the piece itself.
_PIECE = "uuid slug kind title language published_at like_count section cover"
_COVER = "file state width height alt focus"
LOADED = (
    *_PIECE.split(),
    *("section__name", "section__slug"),
    *(f"cover__{name}" for name in _COVER.split()),
)
GRAVITY = 0.9  # how quickly likes fade: a day of 10 is as a week of some 50


def missed_by(user: Person, besides: Collection[int]) -> list[Article]:
    """Return up to four recent pieces, those in ``besides`` left out; one query.

    A member gets the newest that they have not opened. A stranger, and a member who has opened
    them all, gets what was liked most for its age: the same for everybody.
    """
    newest = Article.objects.visible_to(user).with_teaser().only(*LOADED).newest_first()
    if isinstance(user, User):
        newest = newest.annotate(is_opened=Exists(openings(user, "uuid")))
    pieces = [piece for piece in newest[:LOOKED_AT] if piece.pk not in besides]
    if isinstance(user, User) and (unread := [one for one in pieces if not is_opened(one)]):
        return unread[:SHOWN]
    pieces.sort(key=liked_for_its_age, reverse=True)
    return pieces[:SHOWN]


def is_opened(piece: Article) -> bool:
    return bool(getattr(piece, "is_opened", False))  # an annotation


def liked_for_its_age(piece: Article) -> float:
    """Return likes, damped by age; a piece without any comes behind, the newer one first."""
    age = timezone.now() - piece.published_at if piece.published_at else timedelta()
    days = max(age.total_seconds(), 0) / 86400
    return float((piece.like_count + 0.5) / (days + 1) ** GRAVITY)
