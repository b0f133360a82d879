"""What moderators need to work side by side: who looks at what, and how things stood before."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment

LOOKS_FOR = timedelta(minutes=5)
UNDO_FOR = timedelta(minutes=10)


class Claim(models.Model):
    """Somebody is looking at a comment, for five minutes from ``at``."""

    comment = models.OneToOneField(Comment, on_delete=models.CASCADE, related_name="claim")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")

    def __str__(self) -> str:
        return f"{self.by_id}: {self.comment_id}"

    @property
    def is_fresh(self) -> bool:
        return self.at > timezone.now() - LOOKS_FOR


class UndoQuerySet(models.QuerySet["Undo"]):
    def in_time(self) -> "UndoQuerySet":
        return self.filter(at__gt=timezone.now() - UNDO_FOR)


class Undo(models.Model):
    """How a comment stood before a decision, for as long as it can be taken back.

    Apart from the log, because that has no free text and is kept for ever; these rows are not.
    ``batch`` is the same for all that one press decided.
    """

    decision = models.UUIDField(primary_key=True)
    batch = models.UUIDField(default=uuid.uuid4)
    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="undos")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12)
    before = models.JSONField(help_text="fields of the comment, reports settled, lesson")
    after = models.CharField(max_length=10, help_text="the state that the decision left")
    at = models.DateTimeField(default=timezone.now)

    objects = UndoQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision to take back")
        verbose_name_plural = _("decisions to take back")
        indexes = [
            models.Index(fields=["by", "at"], name="undo_by"),
            models.Index(fields=["at"], name="undo_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.comment_id}"
