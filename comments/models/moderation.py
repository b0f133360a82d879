"""Reports by readers and the append-only log of what moderators decided."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Report(models.Model):
    """A reader says what is wrong with a comment, for one of a fixed list of reasons."""

    class Reason(models.TextChoices):
        SPAM = "spam", _("Advertising or spam")
        ABUSE = "abuse", _("Insults or harassment")
        HATE = "hate", _("Hatred against a group")
        PRIVATE = "private", _("Somebody’s private details")
        OFF_TOPIC = "off_topic", _("Nothing to do with the subject")
        FALSE = "false", _("Dangerous falsehood")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reports"
    )
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    created_at = models.DateTimeField(_("reported"), default=timezone.now)
    settled_at = models.DateTimeField(_("settled"), null=True, editable=False)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["settled_at", "created_at"], name="report_queue"),
            models.Index(
                fields=["comment"],
                condition=models.Q(settled_at__isnull=True),
                name="report_open",
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["comment", "reporter"], name="report_once")]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.comment}"


class Decision(models.Model):
    """What a moderator decided. Append-only, like the civic record: no foreign key."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        KEPT = "kept", _("kept")
        HIDDEN = "hidden", _("hidden")
        RESTORED = "restored", _("shown again")
        SPAM = "spam", _("taken for spam")
        UNDONE = "undone", _("decision taken back")
        OVERTURNED = "overturned", _("shown again after an appeal")
        PICKED = "picked", _("picked by an editor")
        UNPICKED = "unpicked", _("no longer picked")
        SET = "set", _("discussion opened, restricted, slowed or closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(_("at"), default=timezone.now, db_index=True)
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    comment = models.UUIDField(_("comment"), null=True, db_index=True)
    article = models.UUIDField(_("article"), null=True, help_text="uuid of the piece")
    member = models.UUIDField(_("author"), null=True, help_text="record_id of the comment's author")
    by = models.UUIDField(_("by"), null=True, help_text="record_id of the moderator")
    facts = models.JSONField(_("facts"), default=dict)
    reason_hash = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("moderation log")
        ordering = ["-at"]
        indexes = [models.Index(fields=["kind", "-at"], name="decision_of_kind")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.kind}"
