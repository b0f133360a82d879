"""The discussion under an article, and how a member attends to it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article

SLOWEST = 1440  # minutes: once a day


def closes_at(article: Article, after_days: int) -> datetime | None:
    """When age closes the discussion of an article; ``after_days`` 0 means never."""
    begun = article.discussion_age_from or article.published_at
    if not after_days or begun is None:
        return None
    return begun + timedelta(days=after_days)


class Discussion(models.Model):
    """One per article; made with its first comment, or when an editor sets its mode."""

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        RESIDENTS = "residents", _("residents only")
        CLOSED = "closed", _("closed")

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="discussion")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.OPEN)
    closed_reason = models.CharField(
        _("why it is closed"), max_length=200, blank=True, help_text=_("Readers see this.")
    )
    slow_minutes = models.PositiveIntegerField(
        _("minutes between two comments of one person"),
        default=0,
        validators=[MaxValueValidator(SLOWEST)],
        help_text=_("Slow mode; 0 means none."),
    )
    published_count = models.PositiveIntegerField(
        _("published comments"), default=0, editable=False
    )
    last_comment_at = models.DateTimeField(_("last comment"), null=True, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return str(self.article)

    @property
    def is_closed(self) -> bool:
        """Closed by hand; age is another matter (``closes_at``)."""
        return self.mode == self.Mode.CLOSED


class Attention(models.Model):
    """How one member attends to one discussion: following or muting it, and when last here.

    A visit begins with a look after a pause; what was published since ``before_at``, the last look
    of the visit before, is new to them.
    """

    class Mode(models.TextChoices):
        NONE = "", _("neither")
        FOLLOWED = "followed", _("followed")
        MUTED = "muted", _("muted")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attentions"
    )
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="attentions")
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.NONE, blank=True)
    looked_at = models.DateTimeField(null=True)
    before_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("attention")
        verbose_name_plural = _("attention")
        indexes = [
            models.Index(
                fields=["discussion"], condition=~models.Q(mode=""), name="attention_with_mode"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "discussion"], name="attention_once"),
            models.CheckConstraint(
                condition=models.Q(mode__in=["", "followed", "muted"]), name="attention_mode_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.mode} {self.discussion_id}"
