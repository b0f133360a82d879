"""Typed links between articles."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article

# What a page says of a piece that it points to: joining all of both ends costs more than the text.
_PIECE = "uuid slug kind state access title standfirst language word_count published_at cover"
_COVER = "file state width height alt focus caption credit"
POINTED_TO = (*_PIECE.split(), *(f"cover__{name}" for name in _COVER.split()))


class RelatedStoryQuerySet(models.QuerySet["RelatedStory"]):
    def around(self, article: Article) -> "RelatedStoryQuerySet":
        """Links that the page of ``article`` may show, with both ends as teasers; one query."""
        continued = Q(target=article, kind=RelatedStory.Kind.CONTINUES)
        ends = ("origin", "target")
        found = self.filter(Q(origin=article) | continued)
        found = found.select_related(*ends, *(f"{end}__cover" for end in ends))
        fields = [f"{end}__{name}" for end in ends for name in POINTED_TO]
        return found.only("kind", "position", *ends, *fields)

    def around_each(self, articles: Iterable[Article]) -> "RelatedStoryQuerySet":
        """Like ``around`` for many: the links out of them, and to those that a story continues."""
        keys = [article.pk for article in articles]
        continued = Q(target__in=keys, kind=RelatedStory.Kind.CONTINUES)
        return self.filter(Q(origin__in=keys) | continued).with_ends()

    def continuing(self, stories: Iterable[Article]) -> "RelatedStoryQuerySet":
        """Links from ``stories`` to the pieces that they continue, as teasers."""
        kind = RelatedStory.Kind.CONTINUES
        return self.filter(origin__in=[story.pk for story in stories], kind=kind).with_ends()

    def with_ends(self) -> "RelatedStoryQuerySet":
        ends = ("origin", "target")
        joined = [f"{end}__{part}" for end in ends for part in ("section", "cover")]
        left_out = [f"{end}__{text}" for end in ends for text in ("body", "preview")]
        return self.select_related(*joined).defer(*left_out)


class RelatedStory(models.Model):
    """``origin`` points to ``target``.

    See also: placed in the text by ``<aside data-related="<uuid of the target>">``, or by itself
    between sections. Continues: ``origin`` is the story, ``target`` the article that it continues.
    """

    class Kind(models.TextChoices):
        SEE_ALSO = "see_also", _("see also")
        CONTINUES = "continues", _("continues")
        BACKGROUND = "background", _("background")

    origin = models.ForeignKey(
        Article, verbose_name=_("from"), on_delete=models.CASCADE, related_name="related_stories"
    )
    target = models.ForeignKey(
        Article, verbose_name=_("to"), on_delete=models.CASCADE, related_name="related_from"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SEE_ALSO)
    in_text = models.BooleanField(
        _("placed in the text"),
        default=False,
        editable=False,
        help_text="kept true by the action that saves the text",
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    objects = RelatedStoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["origin", "target", "kind"],
                name="relatedstory_once",
                violation_error_message=_("These two are linked in this way already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(origin=models.F("target")),
                name="relatedstory_not_to_itself",
                violation_error_message=_("An article cannot be related to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.origin} → {self.target}"
