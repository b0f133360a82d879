"""The buttons that move a piece from one state to the next."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.actions import (
    approve_article,
    publish_article,
    return_article_to_draft,
    schedule_article,
    submit_article,
    withdraw_article,
)
from articles.actions.publishing import BEFORE_PUBLICATION
from articles.models import Article
from articles.permissions import can_preview, can_publish
from community.errors import Refused
from community.models import User

State = Article.State


@dataclass(frozen=True)
class Move:
    """A button: its label, the states it is shown in, and whether it is an editor's alone."""

    label: object
    done: object
    action: Callable[..., Article]
    earlier: tuple[str, ...]
    is_editors: bool = True
    takes_away: bool = False  # from readers: its button stands apart

    def is_open_to(self, user: User, article: Article) -> bool:
        if article.state not in self.earlier:
            return False
        if can_publish(user, article):
            return True
        return not self.is_editors and can_preview(user, article) and article.state in OWN_STATES


OWN_STATES = (State.DRAFT, State.IN_REVIEW)
ANY_BUT_DRAFT = tuple(state for state in State if state != State.DRAFT)
_l = gettext_lazy
MOVES = {
    "submit": Move(
        _l("Submit for review"), _l("Handed to the editors."), submit_article, (State.DRAFT,), False
    ),
    "approve": Move(_l("Approve"), _l("Approved."), approve_article, (State.IN_REVIEW,)),
    "schedule": Move(_l("Schedule"), _l("Scheduled."), schedule_article, BEFORE_PUBLICATION),
    "publish": Move(_l("Publish"), _l("Published."), publish_article, BEFORE_PUBLICATION),
    "withdraw": Move(
        _l("Withdraw"), _l("Withdrawn."), withdraw_article, (State.PUBLISHED,), takes_away=True
    ),
    "draft": Move(
        _l("Back to draft"), _l("A draft again."), return_article_to_draft, ANY_BUT_DRAFT, False
    ),
}


def open_moves(user: User, article: Article) -> dict[str, Move]:
    return {name: move for name, move in MOVES.items() if move.is_open_to(user, article)}


def move_article(article: Article, name: str, *, by: User, at: datetime | None) -> None:
    if name != "schedule":
        MOVES[name].action(article, by=by)
    elif at is None:
        raise Refused(_("Give the date and the time of publication first."))
    else:
        schedule_article(article, at=at, by=by)
