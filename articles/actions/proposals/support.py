"""Citizens second a proposal and vote on it; the counters stay equal to the rows."""

from collections.abc import Iterable
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.actions.proposals.locking import lock_proposal, tell_author
from articles.models import Proposal, ProposalSecond, ProposalVote
from articles.models.proposals import VOTING_DAYS
from articles.permissions import can_second, can_vote, is_authors, may_take_part
from community.errors import Refused
from community.models import Notice, User

COUNTERS = ["second_count", "support_count", "against_count"]


def second_proposal(proposal: Proposal, *, by: User) -> Proposal:
    """Stand behind it, once; the second that was still missing brings it to the vote."""
    with transaction.atomic():
        locked = lock_proposal(proposal)
        refuse_unless_taking_part(by)
        if locked.seconds.filter(user=by).exists():
            return locked
        if is_authors(by, locked):
            raise PermissionDenied(_("Nobody seconds their own proposal."))
        if not can_second(by, locked):
            raise Refused(_("This proposal does not look for support any more."))
        ProposalSecond.objects.create(proposal=locked, user=by)
        locked.second_count += 1
        locked.save(update_fields=["second_count"])
        if not locked.seconds_missing:
            open_vote(locked)
    return locked


def open_vote(locked: Proposal) -> None:
    now = timezone.now()
    locked.state, locked.opened_at = Proposal.State.OPEN, now
    locked.until = now + timedelta(days=VOTING_DAYS)
    locked.save(update_fields=["state", "opened_at", "until"])
    tell_author(locked, Notice.Kind.PROPOSAL_OPEN)


def vote_on_proposal(proposal: Proposal, *, supports: bool, by: User) -> Proposal:
    """Vote, or change one's mind while the vote runs; the same vote twice is one."""
    with transaction.atomic():
        locked = lock_proposal(proposal)
        refuse_unless_taking_part(by)
        if is_authors(by, locked):
            raise PermissionDenied(_("Nobody votes on their own proposal."))
        if not can_vote(by, locked):
            raise Refused(_("There is no vote on this proposal at the moment."))
        vote = locked.votes.filter(user=by).first()
        if vote is None:
            ProposalVote.objects.create(proposal=locked, user=by, supports=supports)
            count(locked, supports, 1)
        elif vote.supports != supports:
            vote.supports = supports
            vote.save(update_fields=["supports"])
            count(locked, supports, 1)
            count(locked, not supports, -1)
        locked.save(update_fields=COUNTERS)
    return locked


def count(locked: Proposal, supports: bool, number: int) -> None:  # which counter
    if supports:
        locked.support_count += number
    else:
        locked.against_count += number


def refuse_unless_taking_part(by: User) -> None:
    if not may_take_part(by):
        raise PermissionDenied(_("You cannot take part in the town hall at the moment."))


def recount_proposals(proposals: Iterable[int]) -> None:
    """Put the counters of these right, after rows have gone."""
    for pk in proposals:
        with transaction.atomic():
            locked = lock_proposal(Proposal(pk=pk))
            locked.second_count = locked.seconds.count()
            locked.support_count = locked.votes.filter(supports=True).count()
            locked.against_count = locked.votes.filter(supports=False).count()
            locked.save(update_fields=COUNTERS)
