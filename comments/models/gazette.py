"""The figures of a month of moderation, counted by the clock so that a page only reads them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MonthFigures(models.Model):
    """How many comments waited, and what became of them; ``month`` is its first day."""

    month = models.DateField(_("month"), unique=True)
    held = models.PositiveIntegerField(_("waited for a moderator"), default=0)
    approved = models.PositiveIntegerField(_("approved"), default=0)
    hidden = models.PositiveIntegerField(_("hidden"), default=0)
    spam = models.PositiveIntegerField(_("taken for spam"), default=0)
    overturned = models.PositiveIntegerField(_("shown again after an appeal"), default=0)
    median_seconds = models.PositiveIntegerField(_("half were decided within (seconds)"), null=True)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now)

    class Meta:
        verbose_name = _("figures of a month")
        verbose_name_plural = _("figures of the months")
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
