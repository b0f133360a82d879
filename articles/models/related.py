"""Typed links between articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


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
