"""Series: pieces that are read in an order."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class Series(models.Model):
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("slug"), max_length=180, unique=True, allow_unicode=True)
    description = models.CharField(_("description"), max_length=500, blank=True)
    is_demo = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:series", args=[self.slug])


class SeriesPartQuerySet(models.QuerySet["SeriesPart"]):
    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "SeriesPartQuerySet":
        """Parts whose piece this reader may see, in their order."""
        seen = Article.objects.visible_to(user).order_by()
        return self.filter(article__in=seen).order_by("position", "pk")

    def around(self, article: Article) -> "SeriesPartQuerySet":
        """All parts of the series that ``article`` stands in, with series and titles; one query."""
        joined = self.filter(series__parts__article=article).select_related("series", "article")
        named = ("series__title", "series__slug", "article__title", "article__slug")
        return joined.only("position", "series", "article", "article__language", *named)


class SeriesPart(models.Model):
    """A piece's place in its series; it has at most one."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="parts")
    article = models.OneToOneField(
        Article, verbose_name=_("piece"), on_delete=models.CASCADE, related_name="series_part"
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = SeriesPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("part")
        verbose_name_plural = _("parts")
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["series", "position"], name="seriespart_order")]

    def __str__(self) -> str:
        return str(self.article)
