"""Keep the words of the pieces true, so that the likest can be found at any time."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.likeness.weighing import Rarity, weigh
from articles.likeness.words import Words
from articles.models import Article, DismissedStory, Portrait, StoryWord, Vocabulary
from articles.models.likeness import not_portrayed
from articles.permissions import can_edit
from community.enqueue import enqueue
from community.html import plain_text
from community.models import User

TITLE, STANDFIRST, TAG = 1.5, 1, 2  # how much a word there counts, one of the text counting 1
SAMPLE = 4000  # pieces that a vocabulary is counted from, the newest
GROWTH = 2  # when there are so many times the pieces, words are counted anew
AT_ONCE = 300


def words_of_article(article: Article) -> Words:
    """Take a piece apart; its tags are to be prefetched where there are many pieces."""
    words = Words()
    words.add(article.title, TITLE)
    words.add(article.standfirst, STANDFIRST)
    for tag in article.tags.all():
        words.add(tag.name, TAG)
    words.add(plain_text(article.body))
    return words


def ask_for_portrait(pk: int) -> None:
    """Have the words of a piece stored, if the transaction that stores the piece succeeds."""
    enqueue("articles.tasks.portray", pk)


def portray(pk: int) -> None:
    """Store the words of a piece as it is now; one that is gone is left alone."""
    vocabulary = Vocabulary.in_force() or count_words_anew()
    article = Article.objects.filter(pk=pk).first()
    if article is not None:
        store_portrait(article, vocabulary, rarity_in(vocabulary))


def store_portrait(article: Article, vocabulary: Vocabulary, rarity: Rarity) -> None:
    words = words_of_article(article)
    weights = weigh(words, rarity)
    forms = {stem: words.forms[stem] for stem in weights}
    with transaction.atomic():
        if not Article.objects.select_for_update().filter(pk=article.pk).exists():
            return
        Portrait.objects.update_or_create(
            article=article, defaults={"vocabulary": vocabulary, "forms": forms}
        )
        StoryWord.objects.filter(article=article).delete()
        StoryWord.objects.bulk_create(
            StoryWord(article=article, word=stem, weight=weight) for stem, weight in weights.items()
        )


def rarity_in(vocabulary: Vocabulary) -> Rarity:
    return Rarity(vocabulary.counted, vocabulary.length, vocabulary.counts)


def count_words_anew() -> Vocabulary:
    """Count how rare words are among the newest pieces. About 3 ms for each of 4,000 at most."""
    newest = Article.objects.with_tags().order_by("-pk")[:SAMPLE]
    rarity = Rarity.among(words_of_article(article) for article in newest.iterator(chunk_size=200))
    with transaction.atomic():
        return Vocabulary.objects.create(
            pieces=Article.objects.count(),
            counted=rarity.pieces,
            length=rarity.length,
            counts=dict(rarity.counts),
        )


def ask_for_missing_portraits() -> None:
    """Have portrayed what an archive brought, and all when the vocabulary has grown old."""
    vocabulary = Vocabulary.in_force()
    if vocabulary is None or has_grown(vocabulary) or not_portrayed(vocabulary).exists():
        enqueue("articles.tasks.portray_missing")


def has_grown(vocabulary: Vocabulary) -> bool:
    return Article.objects.count() >= max(vocabulary.pieces, 10) * GROWTH


def portray_missing(most: int = AT_ONCE) -> int:
    """Portray the next of those that are missing; return how many. Safe to repeat and to stop."""
    vocabulary = Vocabulary.in_force()
    if vocabulary is None or has_grown(vocabulary):
        vocabulary = count_words_anew()
    rarity = rarity_in(vocabulary)
    rows = not_portrayed(vocabulary).with_tags().order_by("-pk")[:most]
    for article in rows:
        store_portrait(article, vocabulary, rarity)
    forget_unused_vocabularies(vocabulary)
    return len(rows)


def forget_unused_vocabularies(in_force: Vocabulary) -> None:
    Vocabulary.objects.filter(pk__lt=in_force.pk, portraits=None).delete()


def dismiss_story(article: Article, other: Article, *, by: User) -> None:
    """Do not offer ``other`` for ``article`` again; silent when that is so already."""
    if not can_edit(by, article):
        raise PermissionDenied(_("You may not change this piece."))
    DismissedStory.objects.get_or_create(article=article, other=other)
