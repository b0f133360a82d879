"""What pieces are made of, and what an editor does not want to hear again."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article, ArticleQuerySet


class Vocabulary(models.Model):
    """How rare words were among the pieces, at one time. The newest row is the one in force."""

    pieces = models.PositiveIntegerField(help_text="how many pieces there were")
    counted = models.PositiveIntegerField(help_text="how many of them were looked at")
    length = models.FloatField(help_text="their mean number of words")
    counts = models.JSONField(help_text="by stem, in how many of those counted it stands")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("vocabulary")
        verbose_name_plural = _("vocabularies")

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}: {self.pieces}"

    @classmethod
    def in_force(cls) -> "Vocabulary | None":
        return cls.objects.order_by("-pk").first()


class Portrait(models.Model):
    """That the words of a piece are stored, weighed by which vocabulary, and how they read."""

    article = models.OneToOneField(
        Article, primary_key=True, on_delete=models.CASCADE, related_name="portrait"
    )
    vocabulary = models.ForeignKey(Vocabulary, on_delete=models.CASCADE, related_name="portraits")
    forms = models.JSONField(default=dict, help_text="by stem, the word as it stands in the piece")

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")

    def __str__(self) -> str:
        return str(self.article_id)


class StoryWord(models.Model):
    """A telling word of a piece; an index from words to pieces."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="story_words")
    word = models.CharField(max_length=24)
    weight = models.FloatField()

    class Meta:
        verbose_name = _("telling word")
        verbose_name_plural = _("telling words")
        indexes = [models.Index(fields=["word", "article", "weight"], name="storyword_pieces")]
        constraints = [models.UniqueConstraint(fields=["article", "word"], name="storyword_once")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.word}"


class DismissedStory(models.Model):
    """A suggestion that an editor does not want: ``other`` is not offered for ``article`` again."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="dismissed_stories")
    other = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("dismissed suggestion")
        verbose_name_plural = _("dismissed suggestions")
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="dismissedstory_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.other_id}"


def not_portrayed(vocabulary: Vocabulary) -> ArticleQuerySet:
    """Pieces whose words are not stored yet, or were weighed by an earlier vocabulary."""
    return Article.objects.exclude(portrait__vocabulary=vocabulary)
