"""Standing pages: about, contact, privacy, rules."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PageQuerySet(models.QuerySet["Page"]):
    def published(self) -> "PageQuerySet":
        return self.filter(published_at__lte=timezone.now())


class Page(models.Model):
    """A page outside the stream of articles, linked in the footer in ``position`` order."""

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    body = models.TextField(_("text"), blank=True)
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, help_text=_("Empty: not shown.")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    imported_from = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["position", "title"]
        constraints = [models.CheckConstraint(condition=~Q(slug=""), name="page_has_slug")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:page", args=[self.slug])
