"""The town hall: propose, second, vote, answer, and what the clock does."""

from articles.actions.proposals.answer import (
    answer_proposal,
    decline_proposal,
    hide_proposal,
    link_article,
    take_up_proposal,
)
from articles.actions.proposals.clock import move_proposals_on
from articles.actions.proposals.propose import edit_proposal, propose, withdraw_proposal
from articles.actions.proposals.support import (
    recount_proposals,
    second_proposal,
    vote_on_proposal,
)
from articles.actions.proposals.words import weigh_new_proposals

__all__ = [
    "answer_proposal",
    "decline_proposal",
    "edit_proposal",
    "hide_proposal",
    "link_article",
    "move_proposals_on",
    "propose",
    "recount_proposals",
    "second_proposal",
    "take_up_proposal",
    "vote_on_proposal",
    "weigh_new_proposals",
    "withdraw_proposal",
]
