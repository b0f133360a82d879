"""Sanctions: what a moderator may do about a member, and for how long it bites."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SanctionQuerySet(models.QuerySet["Sanction"]):
    def in_force(self, at: datetime | None = None) -> "SanctionQuerySet":
        """Those that bite at ``at`` (default now): begun, not lifted, not over."""
        at = at or timezone.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), lifted_at__isnull=True)

    def counting_since(self, since: datetime) -> "SanctionQuerySet":
        """Those that count against a requirement: no warning, in force or ended after ``since``."""
        ended_later = Q(until__isnull=True) | Q(until__gt=since)
        not_lifted_before = Q(lifted_at__isnull=True) | Q(lifted_at__gt=since)
        return self.exclude(kind=Sanction.Kind.WARNING).filter(
            ended_later, not_lifted_before, overturned=False
        )


class Sanction(models.Model):
    """Each has a reason that the member reads. There are no shadow bans."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        HELD = "held", _("comments held")
        SILENCED = "silenced", _("silenced")
        SUSPENDED = "suspended", _("suspended")
        BANNED = "banned", _("banned")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="sanctions",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    reason = models.TextField(_("reason"), max_length=2000, help_text=_("The member reads this."))
    imposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    imposed_at = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(
        _("until"), null=True, blank=True, help_text=_("Empty: until it is lifted.")
    )
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True, editable=False)
    overturned = models.BooleanField(_("overturned on appeal"), default=False, editable=False)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-imposed_at"]
        indexes = [models.Index(fields=["user", "lifted_at", "until"], name="sanction_in_force")]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="sanction_has_reason"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | ~Q(kind__in=["silenced", "suspended"]),
                name="sanction_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"
