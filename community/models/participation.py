"""What a member did that counts towards a requirement; taken back when its cause is."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def visits(self, since: "date | OuterRef") -> "ParticipationQuerySet":
        """What members did themselves on the day ``since`` or later.

        With the kinds named, the index on user, kind and day finds one without reading a life.
        """
        return self.filter(kind__in=Participation.OWN_KINDS, by__isnull=True, day__gte=since)


class Participation(models.Model):
    """One row per member, kind, source and day (in the site's time zone).

    Articles and comments write these through ``community.actions.participation``; requirements
    read nothing else.
    """

    class Kind(models.TextChoices):
        OPENED = "opened", _("opened an article")
        COMMENTED = "commented", _("had a comment published")
        CONSTRUCTIVE = "constructive", _("was marked constructive")

    OWN_KINDS = (Kind.OPENED, Kind.COMMENTED)  # of the member's own doing: without ``by``

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="participations"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    article = models.UUIDField(help_text="uuid of the article it happened at")
    source = models.UUIDField(help_text="uuid of the cause: the article, the comment")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="who marked it; empty for the member's own doing",
    )
    day = models.DateField()

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participation")
        indexes = [
            models.Index(fields=["user", "kind", "day"], name="participation_progress"),
            models.Index(fields=["kind", "source"], name="participation_source"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "source", "day"],
                condition=models.Q(by__isnull=True),
                name="participation_own_once",
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "source", "by"],
                condition=models.Q(by__isnull=False),
                name="participation_mark_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.day}"
