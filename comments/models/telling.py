"""Whom a comment was told to: each person once, whatever it is to them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from community.models import MailKind, Pace


class Telling(models.Model):
    """A member was told of a comment; the mail about it leaves by ``pace``.

    ``letter_on`` is the day of the daily letter that it was put into, ``mailed_at`` when a letter
    with it had left.
    """

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="tellings")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="tellings"
    )
    kind = models.CharField(max_length=24, choices=MailKind)
    pace = models.CharField(max_length=8, choices=Pace)
    at = models.DateTimeField(default=timezone.now)
    letter_on = models.DateField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("telling")
        verbose_name_plural = _("tellings")
        indexes = [
            models.Index(
                fields=["at"],
                condition=models.Q(pace="daily", letter_on__isnull=True),
                name="telling_waits_for_letter",
            ),
            models.Index(
                fields=["user", "letter_on"],
                condition=models.Q(mailed_at__isnull=True, letter_on__isnull=False),
                name="telling_in_letter",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="telling_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} → {self.user_id}: {self.kind}"
