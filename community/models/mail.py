"""What a member wants to hear of by mail, and how soon."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class MailKind(models.TextChoices):
    """What a member may choose about; the values are those of ``Notice.Kind``."""

    COMMENT_ANSWERED = "comment_answered", _("Somebody answers you")
    COMMENT_MENTIONED = "comment_mentioned", _("Somebody names you with @")
    DISCUSSION_CONTINUED = "discussion_continued", _("A discussion that you follow goes on")
    BALLOT_OPENED = "ballot_opened", _("A ballot is open that you may vote in")


class Pace(models.TextChoices):
    """How soon a letter comes. On the site itself the notice stands in any case."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day")
    OFF = "off", _("never")


PACE_AT_FIRST = {
    MailKind.COMMENT_ANSWERED: Pace.AT_ONCE,
    MailKind.COMMENT_MENTIONED: Pace.AT_ONCE,
    MailKind.DISCUSSION_CONTINUED: Pace.DAILY,
    MailKind.BALLOT_OPENED: Pace.AT_ONCE,
}


class MailSetting(models.Model):
    """A choice that a member made; without a row it is ``PACE_AT_FIRST``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mail_settings"
    )
    kind = models.CharField(max_length=24, choices=MailKind)
    pace = models.CharField(max_length=8, choices=Pace)

    class Meta:
        verbose_name = _("choice about mail")
        verbose_name_plural = _("choices about mail")
        constraints = [
            models.UniqueConstraint(fields=["user", "kind"], name="mail_setting_once"),
            models.CheckConstraint(
                condition=models.Q(pace__in=["at_once", "daily", "off"]),
                name="mail_setting_pace_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind}: {self.pace}"
