"""What readers do with a piece: like it, and keep it on their shelf."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article, in_byline_order
from community.models import User


class Like(models.Model):
    """One reader likes one piece; ``Article.like_count`` is kept equal to these rows."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="likes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="liked_articles"
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("like")
        verbose_name_plural = _("likes")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="like_once")]

    def __str__(self) -> str:
        return f"{self.user_id} likes {self.article_id}"


class BookmarkQuerySet(models.QuerySet["Bookmark"]):
    def on_shelf_of(self, user: User) -> "BookmarkQuerySet":
        """Return what ``user`` kept and may see today, newest first, as teasers; two queries."""
        seen = self.filter(user=user, article__in=Article.objects.visible_to(user).order_by())
        joined = seen.select_related("article__section", "article__cover")
        authors = models.Prefetch("article__authors", in_byline_order().queryset)
        teasers = joined.defer("article__body", "article__preview")
        return teasers.prefetch_related(authors).order_by("-at", "-pk")


class Bookmark(models.Model):
    """A piece that a reader kept. Nobody else sees it."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bookmarks")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bookmarks"
    )
    at = models.DateTimeField(default=timezone.now)

    objects = BookmarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("bookmark")
        verbose_name_plural = _("bookmarks")
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="bookmark_once")]
        indexes = [models.Index(fields=["user", "-at"], name="bookmark_shelf")]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.article_id}"
