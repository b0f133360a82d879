"""A member leaves: their likes and shelf, what they suggested and proposed, and their name."""

from articles.actions.changes import tell_article_changed
from articles.actions.readers import forget_reader
from articles.models import (
    Author,
    Correction,
    Proposal,
    ProposalSecond,
    ProposalVote,
    Suggestion,
)
from community.models import User


def part_from_publication(member: User) -> None:
    """Take back likes and suggestions, and part the account from what others rely on. Repeatable.

    A byline is the publication's and stays as it is, without the account. Seconds and votes in the
    town hall stay counted, without the person; what was proposed stays without the name, or goes
    with ``member.takes_words``. Inside the transaction of the deletion.
    """
    forget_reader(member)
    Suggestion.objects.filter(by=member).delete()
    ProposalSecond.objects.filter(user=member).update(user=None)
    ProposalVote.objects.filter(user=member).update(user=None)
    part_from_proposals(member)
    thanked = Correction.objects.filter(thanks_to=member)
    for article in set(thanked.values_list("article", flat=True)):
        tell_article_changed(article)
    thanked.update(thanks_to=None)
    Author.objects.filter(user=member).update(user=None)


def part_from_proposals(member: User) -> None:
    proposed = Proposal.objects.filter(by=member)
    for article in set(proposed.exclude(article=None).values_list("article", flat=True)):
        tell_article_changed(article)  # which names the proposal that it came of
    if member.takes_words:
        proposed.delete()
    else:
        proposed.update(by=None)
