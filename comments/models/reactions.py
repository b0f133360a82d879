"""What readers say about a comment without words, and whom a comment names."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class Reaction(models.Model):
    """A member likes a comment, or marks it as constructive; each once."""

    class Kind(models.TextChoices):
        LIKE = "like", _("like")
        CONSTRUCTIVE = "constructive", _("constructive")

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="reactions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reactions"
    )
    kind = models.CharField(max_length=12, choices=Kind)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("reaction")
        verbose_name_plural = _("reactions")
        indexes = [models.Index(fields=["user", "kind", "created_at"], name="reaction_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["comment", "user", "kind"], name="reaction_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["like", "constructive"]), name="reaction_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.kind} {self.comment_id}"


class Mention(models.Model):
    """A comment names a member by handle. They are told once, when it is shown."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions"
    )
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["comment", "user"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.comment_id} @{self.user_id}"
