"""What the clock does with proposals. Safe to repeat, and on two machines at once."""

from django.db import transaction

from articles.actions.proposals.locking import (
    forget_voters,
    lock_proposal,
    settle,
    tell_author,
)
from articles.models import Proposal
from community.actions.one_by_one import one_by_one
from community.models import Notice

State = Proposal.State


def move_proposals_on() -> int:
    """Let lapse what nobody seconded in time, and end the votes; return how many moved."""
    due = Proposal.objects.run_out().defer("words")
    return one_by_one(move_on, due)


def move_on(proposal: Proposal) -> bool:
    """Only where the state is still the one whose time is over."""
    with transaction.atomic():
        locked = lock_proposal(proposal)
        if not Proposal.objects.run_out().filter(pk=locked.pk).exists():
            return False
        if locked.state == State.GATHERING:
            settle(locked, State.LAPSED)
            tell_author(locked, Notice.Kind.PROPOSAL_LAPSED)
        else:
            end_vote(locked)
    return True


def end_vote(locked: Proposal) -> None:
    locked.state = State.VOTED
    locked.save(update_fields=["state"])
    forget_voters(locked)
    tell_author(
        locked,
        Notice.Kind.PROPOSAL_VOTED,
        support=locked.support_count,
        against=locked.against_count,
    )
