"""Standings that ended: given back by the member, or taken with a ban. Each can come back."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.people import Standing
from community.models.sanctions import Sanction


class FormerStandingQuerySet(models.QuerySet["FormerStanding"]):
    def renounced(self) -> "FormerStandingQuerySet":
        return self.filter(sanction__isnull=True)

    def revoked(self) -> "FormerStandingQuerySet":
        return self.filter(sanction__isnull=False)

    def ended(self) -> "FormerStandingQuerySet":
        """Those that have not come back."""
        return self.filter(back_at__isnull=True)

    def up_to(self, standing: str) -> "FormerStandingQuerySet":
        """Those that somebody of ``standing`` has anyway."""
        rungs = Standing.values
        return self.filter(standing__in=rungs[: rungs.index(standing) + 1])


class FormerStanding(models.Model):
    """What a member had, with its dates, so that it can come back as it was.

    ``sanction`` is the ban that it was taken with; without one the member gave it back. The
    citizen number stays with the member.
    """

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="former_standings",
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    resident_since = models.DateTimeField(_("resident since"), null=True)
    citizen_since = models.DateTimeField(_("citizen since"), null=True)
    left_at = models.DateTimeField(_("until"), default=timezone.now)
    back_at = models.DateTimeField(
        _("back since"), null=True, help_text="come back, or overtaken by a new admission"
    )
    sanction = models.OneToOneField(
        Sanction, null=True, on_delete=models.CASCADE, related_name="revocation"
    )
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)

    objects = FormerStandingQuerySet.as_manager()

    class Meta:
        verbose_name = _("former standing")
        verbose_name_plural = _("former standings")
        ordering = ["left_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing__in=[Standing.RESIDENT, Standing.CITIZEN]),
                name="former_standing_known",
            ),
            models.CheckConstraint(
                condition=Q(sanction__isnull=True) | ~Q(reason=""),
                name="former_standing_taken_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id}: {self.standing}"

    def since(self) -> dict[str, datetime | None]:
        """The dates to give back."""
        return {"resident_since": self.resident_since, "citizen_since": self.citizen_since}
