"""A comment and its earlier texts."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from comments.models.discussion import Discussion
from community.html import plain_text


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.PUBLISHED)

    def at_the_top(self) -> "CommentQuerySet":
        return self.filter(parent__isnull=True)

    def held(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.HELD)

    def suspicious(self) -> "CommentQuerySet":
        """Only what is shown is suspicious (see the constraint), so one small index finds them."""
        return self.filter(is_suspicious=True)

    def reported(self) -> "CommentQuerySet":
        """Those that are shown although a report of them is open."""
        return self.filter(
            state=Comment.State.PUBLISHED,
            reports__isnull=False,
            reports__settled_at__isnull=True,
        )

    def waiting(self) -> "CommentQuerySet":
        """Those that a moderator should look at: held, or reported and not settled, or suspicious.

        A union of keys, so that each part finds its own index among a million comments.
        """
        rows = Comment.objects.order_by()
        keys = (
            rows.held()
            .values("pk")
            .union(rows.reported().values("pk"), rows.suspicious().values("pk"))
        )
        return self.filter(pk__in=keys)


class Comment(models.Model):
    """A reader's answer to an article or to another comment; ``depth`` 1 is the top."""

    class State(models.TextChoices):
        PUBLISHED = "published", _("published")
        HELD = "held", _("held for a moderator")
        HIDDEN = "hidden", _("hidden by a moderator")
        DELETED = "deleted", _("deleted by its author")
        SPAM = "spam", _("spam")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    discussion = models.ForeignKey(Discussion, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="comments",
    )
    guest_name = models.CharField(
        _("guest"), max_length=120, blank=True, help_text=_("Only of imported comments.")
    )
    guest_key = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text="keyed SHA-256 of the guest's address, so that its owner may claim the comment",
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("in reply to"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="replies",
    )
    root = models.ForeignKey(
        "self",
        null=True,
        editable=False,
        on_delete=models.CASCADE,
        related_name="branch",
        help_text="the comment at the top of the thread; empty for that one itself",
    )
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
    passage_block = models.CharField(
        max_length=40, blank=True, help_text="id of the block of the article that is quoted"
    )
    passage_text = models.CharField(max_length=500, blank=True, help_text="the words quoted of it")
    text = models.TextField(_("text"), max_length=10_000)
    html = models.TextField(editable=False)
    text_hash = models.CharField(max_length=64, editable=False, db_index=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PUBLISHED)
    held_by = models.CharField(
        _("stopped by"), max_length=40, blank=True, help_text="name of the check that objected"
    )
    held_reason = models.CharField(_("why it stopped"), max_length=300, blank=True)
    hidden_reason = models.CharField(
        _("why it is hidden"), max_length=500, blank=True, help_text=_("Its author reads this.")
    )
    kept_at = models.DateTimeField(
        null=True, editable=False, help_text="a moderator looked at reports and kept it"
    )
    checks = models.JSONField(
        default=list, editable=False, help_text="what each check found, in the order of the chain"
    )
    spam_score = models.FloatField(_("spam score"), null=True, editable=False)
    is_suspicious = models.BooleanField(
        default=False, editable=False, help_text="shown, but a check wants a moderator to look"
    )
    picked_at = models.DateTimeField(
        null=True, editable=False, help_text="an editor picked it as worth reading"
    )
    answer_count = models.PositiveIntegerField(
        default=0, editable=False, help_text="published comments below one at the top"
    )
    like_count = models.PositiveIntegerField(default=0, editable=False)
    constructive_count = models.PositiveIntegerField(default=0, editable=False)
    score = models.FloatField(default=0, editable=False, help_text="what the best order goes by")
    created_at = models.DateTimeField(_("written"), default=timezone.now, db_index=True)
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, editable=False)
    imported_from = models.CharField(max_length=300, blank=True, editable=False)
    is_demo = models.BooleanField(default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["discussion", "state", "created_at"], name="comment_thread"),
            models.Index(
                fields=["discussion", "state", "-published_at"], name="comment_thread_newest"
            ),
            models.Index(fields=["state", "-published_at"], name="comment_newest"),
            models.Index(fields=["author", "state"], name="comment_author"),
            models.Index(fields=["root", "created_at"], name="comment_branch"),
            # With what decides whether one is left out, so that pages are counted off in the index.
            models.Index(
                fields=["discussion", "created_at", "id", "state", "answer_count"],
                condition=Q(parent__isnull=True),
                name="comment_top_by_time",
            ),
            models.Index(
                fields=["discussion", "-score", "created_at", "id", "state", "answer_count"],
                condition=Q(parent__isnull=True),
                name="comment_top_by_score",
            ),
            models.Index(
                fields=["discussion", "state", "created_at"],
                condition=Q(picked_at__isnull=False),
                name="comment_picks",
            ),
            models.Index(
                fields=["created_at"], condition=Q(is_suspicious=True), name="comment_suspicious"
            ),
            models.Index(fields=["state", "created_at"], name="comment_queue"),
            models.Index(fields=["author", "created_at"], name="comment_author_latest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["discussion", "author", "text_hash"],
                condition=Q(author__isnull=False, parent__isnull=True) & ~Q(state="deleted"),
                name="comment_same_text_once",
            ),
            models.UniqueConstraint(
                fields=["parent", "author", "text_hash"],
                condition=Q(author__isnull=False, parent__isnull=False) & ~Q(state="deleted"),
                name="comment_same_reply_once",
            ),
            models.UniqueConstraint(
                fields=["imported_from"],
                condition=~Q(imported_from=""),
                name="comment_imported_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["published", "held", "hidden", "deleted", "spam"]),
                name="comment_state_known",
            ),
            models.CheckConstraint(
                condition=Q(guest_name="") | ~Q(imported_from=""), name="comment_guest_is_imported"
            ),
            models.CheckConstraint(condition=Q(depth__gte=1), name="comment_depth_from_one"),
            models.CheckConstraint(
                condition=Q(is_suspicious=False) | Q(state="published"),
                name="comment_suspicious_is_shown",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """The permalink, which leads to the right page of the article."""
        return reverse("comments:comment", args=[self.pk])

    @property
    def top_pk(self) -> int:
        """The key of the comment at the top of its thread, which may be itself."""
        return self.root_id or self.pk

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_deleted(self) -> bool:
        return self.state == self.State.DELETED

    @property
    def excerpt(self) -> str:
        """The beginning of it as plain words, for lists."""
        return Truncator(plain_text(self.html).replace("\n", " ")).chars(280)

    @property
    def author_name(self) -> str:
        """The name beside it; a member who closed their account leaves none."""
        if self.author is not None:
            return self.author.display_name
        return self.guest_name or str(_("somebody who left"))


class CommentEdit(models.Model):
    """An earlier text of a comment, for moderators."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField(_("earlier text"))
    at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier text")
        verbose_name_plural = _("earlier texts")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
