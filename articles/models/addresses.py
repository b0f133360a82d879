"""Addresses that led to something once, and lead there still."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.pages import Page


class OldAddress(models.Model):
    """A former address of an article or a page: a decoded path from ``/``, with ``?p=`` and the like.

    It points to the piece, not to its present address, so it stays right when the piece moves again.
    """

    address = models.CharField(_("address"), max_length=700, unique=True)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="old_addresses"
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="old_addresses"
    )

    class Meta:
        verbose_name = _("old address")
        verbose_name_plural = _("old addresses")
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, page__isnull=True)
                | Q(article__isnull=True, page__isnull=False),
                name="oldaddress_one_target",
            )
        ]

    def __str__(self) -> str:
        return self.address
