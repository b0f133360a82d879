"""Addresses that led to something once, and lead there still."""

import unicodedata
from urllib.parse import parse_qsl, unquote, urlsplit

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.pages import Page

# What names a piece in WordPress's plain addresses.
PLAIN = ("p", "page_id", "attachment_id")


def plain_address(url: str) -> str:
    """Return the form in which old addresses are kept and compared.

    The decoded path in Unicode's form C, ending with one slash, with a query that names a piece:
    ``https://old.example/caf%C3%A9`` is ``/café/``, ``/?x=1&p=12`` is ``/?p=12``.
    """
    parts = urlsplit(url)
    names = unicodedata.normalize("NFC", unquote(parts.path)).strip("/")
    path = f"/{names}/" if names else "/"
    named = [(key, value) for key, value in parse_qsl(parts.query) if key in PLAIN]
    return f"{path}?{named[0][0]}={named[0][1]}" if named else path


class OldAddressQuerySet(models.QuerySet["OldAddress"]):
    def leading_from(self, url: str) -> "OldAddressQuerySet":
        return self.filter(address=plain_address(url)).select_related("article", "page")


class OldAddress(models.Model):
    """A former address of an article or a page, as ``plain_address`` writes it.

    It points to the piece, not to its present address: it stays right when the piece moves again.
    """

    address = models.CharField(_("address"), max_length=700, unique=True)
    article = models.ForeignKey(
        Article, null=True, blank=True, on_delete=models.CASCADE, related_name="old_addresses"
    )
    page = models.ForeignKey(
        Page, null=True, blank=True, on_delete=models.CASCADE, related_name="old_addresses"
    )

    objects = OldAddressQuerySet.as_manager()

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
