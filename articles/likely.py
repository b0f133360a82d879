"""What the desk offers beside a piece: those like it, and why."""

import math
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from articles.likeness.ranking import likest, words_of
from articles.models import Article, DismissedStory, Portrait, RelatedStory
from articles.permissions import articles_openable_by
from community.models import User

OFFERED = 6
WHY = 4  # words
SAME_SECTION, EACH_TAG, FRESHNESS = 0.04, 0.05, 0.05


@dataclass(frozen=True, slots=True)
class Likely:
    """A piece that may belong beside another; ``why`` are the words that both are about."""

    article: Article
    why: list[str]


def likely_stories(article: Article, user: User, most: int = OFFERED) -> list[Likely]:
    """Return what ``user`` may link ``article`` to, the likest first, a fixed number of queries.

    Left out: what is linked already in either way, what was dismissed, what is withdrawn.
    """
    likeness = likest(article.pk)
    for pk in known_to(article):
        likeness.pop(pk, None)
    rows = articles_openable_by(user).filter(pk__in=likeness).with_teaser().with_tags()
    tags = {tag.pk for tag in article.tags.all()}
    pieces = [piece for piece in rows if piece.state != Article.State.WITHDRAWN]
    pieces.sort(key=lambda piece: -likeness[piece.pk] * fitness(piece, article, tags))
    why = shared_words(article, pieces[:most])
    return [Likely(piece, why[piece.pk]) for piece in pieces[:most]]


def known_to(article: Article) -> set[int]:
    links = RelatedStory.objects.filter(Q(origin=article) | Q(target=article))
    linked = {pk for pair in links.values_list("origin", "target") for pk in pair}
    dismissed = DismissedStory.objects.filter(article=article).values_list("other", flat=True)
    return linked | set(dismissed)


def fitness(piece: Article, article: Article, tags: set[int]) -> float:
    """Return what counts beside the words: section, tags, and a little that it is recent."""
    shared = len(tags & {tag.pk for tag in piece.tags.all()})
    age = (timezone.now() - piece.published_at).days / 365 if piece.published_at else 0.0
    section = SAME_SECTION if piece.section_id == article.section_id else 0.0
    return 1 + section + EACH_TAG * shared + FRESHNESS * math.exp(-max(age, 0.0))


def shared_words(article: Article, pieces: list[Article]) -> dict[int, list[str]]:
    """Return the words that say most about both, as they stand in ``article``."""
    words = words_of([article.pk, *(piece.pk for piece in pieces)])
    portrait = Portrait.objects.filter(article=article).first()
    forms = portrait.forms if portrait else {}
    own = words[article.pk]

    def telling(other: dict[str, float]) -> list[str]:
        both = own.keys() & other.keys()
        return sorted(both, key=lambda stem: (-own[stem] * other[stem], stem))[:WHY]

    return {
        piece.pk: [forms.get(stem, stem) for stem in telling(words[piece.pk])] for piece in pieces
    }
