"""One lock for everything that happens to a proposal, and how it comes to rest."""

from django.utils import timezone

from articles.models import Proposal
from community.actions.notices import notify_member


def lock_proposal(proposal: Proposal) -> Proposal:
    """Return it as stored, locked until the end of the transaction."""
    rows = Proposal.objects.select_related("by", "article").defer("words")
    return rows.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)


def settle(proposal: Proposal, state: str) -> None:
    """Bring a locked proposal to rest in ``state``; a vote that was running is over."""
    now = timezone.now()
    proposal.state, proposal.settled_at = state, now
    proposal.until = min(proposal.until, now)
    proposal.save(update_fields=["state", "settled_at", "until", "article"])
    forget_voters(proposal)


def forget_voters(proposal: Proposal) -> None:
    """Once the vote is over nobody needs to know any more whose each was; the numbers stay."""
    proposal.votes.exclude(user=None).update(user=None)


def tell_author(proposal: Proposal, kind: str, **facts: str | int) -> None:
    """Nobody, where the account is gone."""
    if proposal.by is not None:
        address = proposal.get_absolute_url()
        notify_member(proposal.by, kind, address, title=proposal.title, **facts)
