"""Earlier versions of articles."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class Revision(models.Model):
    """An article's fields as they were saved: who, when and what."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="revisions")
    fields: models.JSONField[Any, Any] = models.JSONField(_("fields"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    what = models.CharField(_("what"), max_length=20)

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.article}: {self.what}"
