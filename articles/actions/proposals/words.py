"""What proposals are about, so that the pieces on the matter can stand beside them."""

from articles.actions.likeness import TITLE, rarity_in
from articles.likeness.weighing import Rarity, weigh
from articles.likeness.words import Words
from articles.models import Proposal, Vocabulary
from community.html import plain_text

AT_ONCE = 100


def weigh_new_proposals() -> int:
    """Store the telling words of those that are new or changed; return how many.

    They are weighed as the words of pieces are; before there are pieces they wait. Safe to repeat.
    """
    waiting = list(Proposal.objects.not_weighed()[:AT_ONCE])
    vocabulary = Vocabulary.in_force() if waiting else None
    if vocabulary is None:
        return 0
    rarity = rarity_in(vocabulary)
    return sum(store_words(proposal, rarity) for proposal in waiting)


def store_words(proposal: Proposal, rarity: Rarity) -> int:
    """Only while its words are still these."""
    words = Words()
    words.add(proposal.title, TITLE)
    words.add(plain_text(proposal.html))
    same = Proposal.objects.filter(pk=proposal.pk, digest=proposal.digest)
    return same.update(words=weigh(words, rarity))
