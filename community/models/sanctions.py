"""Sanctions: what a moderator may do about a member, and for how long it bites."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from community.models.appeals import Appeal
    from community.models.former import FormerStanding


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

    def to_tell_over(self) -> "SanctionQuerySet":
        """Those that took something, are over by their own date, and nobody has said so yet."""
        over = self.filter(until__lte=timezone.now(), lifted_at__isnull=True, overturned=False)
        return over.filter(told_over_at__isnull=True).exclude(kind=Sanction.Kind.WARNING)


class Sanction(models.Model):
    """Each has a reason that the member reads. There are no shadow bans."""

    class Kind(models.TextChoices):
        WARNING = "warning", _("warning")
        HELD = "held", _("comments held")
        SILENCED = "silenced", _("silenced")
        SUSPENDED = "suspended", _("suspended")
        BANNED = "banned", _("banned")

    # What its member may do again once it is over.
    AGAIN = {
        Kind.WARNING: "",
        Kind.HELD: _("Your comments are treated as before again."),
        Kind.SILENCED: _("You may write, like and report again."),
        Kind.SUSPENDED: _("You may do again what your standing lets you do."),
        Kind.BANNED: _("You may do again what your standing lets you do."),
    }

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
    told_over_at = models.DateTimeField(null=True, editable=False)

    objects = SanctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("sanction")
        verbose_name_plural = _("sanctions")
        ordering = ["-imposed_at"]
        indexes = [
            models.Index(fields=["user", "lifted_at", "until"], name="sanction_in_force"),
            models.Index(
                fields=["until"],
                condition=Q(told_over_at__isnull=True, lifted_at__isnull=True),
                name="sanction_to_tell_over",
            ),
            models.Index(fields=["-imposed_at", "-id"], name="sanction_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="sanction_has_reason"),
            models.CheckConstraint(
                condition=Q(until__isnull=False) | ~Q(kind__in=["silenced", "suspended"]),
                name="sanction_has_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_kind_display()}"

    @property
    def again(self) -> str:
        return str(self.AGAIN[self.Kind(self.kind)])

    @property
    def is_over(self) -> bool:
        """Ended by its own date."""
        return self.lifted_at is None and self.until is not None and self.until <= timezone.now()

    @property
    def revoked(self) -> "FormerStanding | None":
        """The standing that was taken with it; kept by ``select_related("revocation")``."""
        return getattr(self, "revocation", None)

    @property
    def decided_at(self) -> datetime:
        """When what it consists of was decided: a standing may be taken later than the ban."""
        return self.revoked.left_at if self.revoked else self.imposed_at

    @property
    def covering_appeal(self) -> "Appeal | None":
        """The appeal that judges, or has judged, all that was decided; None where one may come.

        An appeal that was over before the standing was taken has not judged that, nor has one that
        was taken back after it.
        """
        taken = self.revoked
        for appeal in self.appeals.all():
            if not taken or appeal.decided_at is None:
                return appeal
            if appeal.is_decided and appeal.decided_at >= taken.left_at:
                return appeal
        return None
