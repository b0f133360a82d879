"""Proposals in every state, brought there by the actions that lead there."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from articles.actions import (
    decline_proposal,
    hide_proposal,
    link_article,
    move_proposals_on,
    propose,
    second_proposal,
    take_up_proposal,
    vote_on_proposal,
    withdraw_proposal,
)
from articles.models import Article, Proposal
from articles.models.proposals import SECONDS_NEEDED
from community.models import User
from tests.factories.articles import published_article
from tests.factories.community import citizen, editor

_numbers = count(1)
WHY = "Nobody has asked who *pays* for the lamp."


def proposal(title: str = "", *, by: User | None = None, why: str = WHY) -> Proposal:
    """One that looks for support."""
    return propose(title=title or f"Lamp {next(_numbers)}", why=why, by=by or citizen())


def open_proposal(title: str = "", *, by: User | None = None) -> Proposal:
    """One that is voted on."""
    made = proposal(title, by=by)
    for _each in range(SECONDS_NEEDED):
        made = second_proposal(made, by=citizen())
    return made


def time_is_over(made: Proposal) -> Proposal:
    """Let the time of its present state run out, without the clock having noticed."""
    made.until = timezone.now() - timedelta(seconds=1)
    made.save(update_fields=["until"])
    return made


def voted_proposal(title: str = "", *, by: User | None = None, support: int = 1) -> Proposal:
    """One whose vote is over."""
    made = open_proposal(title, by=by)
    for _each in range(support):
        vote_on_proposal(made, supports=True, by=citizen())
    time_is_over(made)
    move_proposals_on()
    made.refresh_from_db()
    return made


def done_proposal(
    title: str = "", *, by: User | None = None, article: Article | None = None
) -> Proposal:
    made = open_proposal(title, by=by)
    return link_article(made, article or published_article(), by=editor())


def proposals_in_every_state(by: User | None = None) -> dict[str, Proposal]:
    """One for each state, all by ``by`` or each by somebody of its own."""
    made = {
        "lapsed": proposal(by=by),
        "voted": open_proposal(by=by),
    }
    for each in made.values():
        time_is_over(each)
    move_proposals_on()
    for each in made.values():
        each.refresh_from_db()
    made["done"] = done_proposal(by=by)
    made["taken_up"] = take_up_proposal(open_proposal(by=by), words="In spring.", by=editor())
    made["declined"] = decline_proposal(proposal(by=by), words="We did.", by=editor())
    made["withdrawn"] = proposal(by=by)
    assert made["withdrawn"].by is not None
    made["withdrawn"] = withdraw_proposal(made["withdrawn"], by=made["withdrawn"].by)
    made["hidden"] = hide_proposal(proposal(by=by), words="It insults a neighbour.", by=editor())
    made["open"] = open_proposal(by=by)
    made["gathering"] = proposal(by=by)
    return made
