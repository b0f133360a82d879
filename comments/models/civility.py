"""What keeps a discussion civil: watched words, and what the spam model has learnt."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class WatchedWord(models.Model):
    """A word or phrase, and what becomes of a comment that has it."""

    class Effect(models.TextChoices):
        REMARK = "remark", _("show the comment, and point it out to moderators")
        HOLD = "hold", _("hold the comment for a moderator")
        REFUSE = "refuse", _("refuse the comment, and tell its writer why")

    word = models.CharField(
        _("word or phrase"),
        max_length=100,
        help_text=_(
            "Whole words only; capitals, accents and look-alike letters make no difference."
        ),
    )
    folded = models.CharField(
        max_length=200, unique=True, editable=False, help_text="as texts are compared with it"
    )
    effect = models.CharField(_("what happens"), max_length=10, choices=Effect, default=Effect.HOLD)
    note = models.CharField(
        _("note"), max_length=200, blank=True, help_text=_("For moderators: why it is watched.")
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("watched word")
        verbose_name_plural = _("watched words")
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(folded=""), name="watchedword_has_letters"),
            models.CheckConstraint(
                condition=models.Q(effect__in=["remark", "hold", "refuse"]),
                name="watchedword_effect_known",
            ),
        ]

    def __str__(self) -> str:
        return self.word


class SpamToken(models.Model):
    """In how many spam and other comments a mark was; the row of "" counts the comments."""

    token = models.CharField(primary_key=True, max_length=80)
    spam = models.PositiveIntegerField(default=0)
    other = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("what the spam model knows")
        verbose_name_plural = _("what the spam model knows")

    def __str__(self) -> str:
        return f"{self.token}: {self.spam}/{self.other}"


class SpamLesson(models.Model):
    """What one comment has taught; with the marks as they were counted, so it can be unlearnt."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="spam_lesson")
    is_spam = models.BooleanField()
    tokens = models.JSONField(default=list)
    learnt_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lesson of the spam model")
        verbose_name_plural = _("lessons of the spam model")

    def __str__(self) -> str:
        return f"{self.comment_id}: {'spam' if self.is_spam else 'not spam'}"
