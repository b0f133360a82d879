"""The discussion under an article, its comments and their earlier texts."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from community.html import plain_text


def closes_at(article: Article, after_days: int) -> datetime | None:
    """When age closes the discussion of an article; ``after_days`` 0 means never."""
    begun = article.discussion_age_from or article.published_at
    if not after_days or begun is None:
        return None
    return begun + timedelta(days=after_days)


class Discussion(models.Model):
    """One per article; made with its first comment, or when an editor sets its mode."""

    class Mode(models.TextChoices):
        OPEN = "open", _("open")
        RESIDENTS = "residents", _("residents only")
        CLOSED = "closed", _("closed")

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="discussion")
    mode = models.CharField(_("mode"), max_length=10, choices=Mode, default=Mode.OPEN)
    closed_reason = models.CharField(
        _("why it is closed"), max_length=200, blank=True, help_text=_("Readers see this.")
    )
    published_count = models.PositiveIntegerField(
        _("published comments"), default=0, editable=False
    )
    last_comment_at = models.DateTimeField(_("last comment"), null=True, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return str(self.article)

    @property
    def is_closed(self) -> bool:
        """Closed by hand; age is another matter (``closes_at``)."""
        return self.mode == self.Mode.CLOSED


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.PUBLISHED)

    def held(self) -> "CommentQuerySet":
        return self.filter(state=Comment.State.HELD)

    def waiting(self) -> "CommentQuerySet":
        """Those that a moderator should look at: held, or reported and not settled.

        A union of keys, so that each half finds its own index among a million comments.
        """
        rows = Comment.objects.order_by()
        reported = rows.filter(
            state=Comment.State.PUBLISHED,
            reports__isnull=False,
            reports__settled_at__isnull=True,
        )
        return self.filter(pk__in=rows.held().values("pk").union(reported.values("pk")))


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
    depth = models.PositiveSmallIntegerField(default=1, editable=False)
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
            models.Index(
                fields=["created_at"], condition=Q(state="held"), name="comment_held_queue"
            ),
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
        ]

    def __str__(self) -> str:
        return self.text[:60]

    def get_absolute_url(self) -> str:
        """The permalink, which leads to the right page of the article."""
        return reverse("comments:comment", args=[self.pk])

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
