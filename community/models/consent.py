"""What a member lets others see of their standing; nothing, until they say so."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from community.models.people import Standing


def new_check_key() -> str:
    return secrets.token_urlsafe(12)


class ConsentQuerySet(models.QuerySet["Consent"]):
    def of_members(self) -> "ConsentQuerySet":
        """Those of accounts that are not closed, with their members."""
        return self.filter(user__is_active=True).select_related("user")


class Consent(models.Model):
    """One member's choices. Who has no row shows nothing, and carries no card.

    ``check_key`` stands in the address that the code on a card leads to: a new one makes every
    earlier card unknown.
    """

    CHOICES = ("in_gazette", "in_register", "check_name", "check_number", "check_since")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="consent",
    )
    in_gazette = models.BooleanField(
        _("My name may stand in the gazette"),
        default=False,
        help_text=_("When I am admitted. Without it the gazette says that somebody was."),
    )
    in_register = models.BooleanField(
        _("List me in the register of citizens"),
        default=False,
        help_text=_("With my name and number; my own page shows the number then, too."),
    )
    check_name = models.BooleanField(_("my name"), default=False)
    check_number = models.BooleanField(_("my number"), default=False)
    check_since = models.BooleanField(_("since when"), default=False)
    answered_as = models.CharField(
        max_length=10,
        choices=Standing,
        blank=True,
        editable=False,
        help_text="the standing in which the member was last asked and answered",
    )
    check_key = models.CharField(max_length=24, unique=True, default=new_check_key, editable=False)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_as__in=["", *Standing.values]),
                name="consent_answered_as_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {', '.join(self.chosen) or '–'}"

    @property
    def chosen(self) -> list[str]:
        return [name for name in self.CHOICES if getattr(self, name)]
