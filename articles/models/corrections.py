"""Corrections: what the publication got wrong, in public and with the date."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def oldest_first(self) -> "CorrectionQuerySet":
        """With whom each thanks; one query."""
        return self.select_related("thanks_to").order_by("at", "pk")

    def for_everybody(self) -> "CorrectionQuerySet":
        """Those of pieces that are out, newest first, with the piece; one query."""
        shown = self.filter(article__state=Article.State.PUBLISHED)
        joined = shown.select_related("article", "thanks_to")
        return joined.defer("article__body", "article__preview").order_by("-at", "-pk")


class Correction(models.Model):
    """A sentence under a piece. It is never changed; withdrawing it leaves a dated line."""

    article = models.ForeignKey(
        Article, verbose_name=_("piece"), on_delete=models.CASCADE, related_name="corrections"
    )
    text = models.TextField(
        _("what was wrong, and what is right"),
        max_length=600,
        help_text=_("Everybody reads it, with today’s date, whoever may read the piece."),
    )
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    thanks_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("thanks to"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="who found it, where they want to be named",
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    withdrawn_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_because="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
                name="correction_withdrawn_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.text[:60]}"

    def get_absolute_url(self) -> str:
        return f"{reverse('articles:article', args=[self.article.slug])}#correction-{self.pk}"
