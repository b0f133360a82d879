"""The media library: pictures with the words that belong to them."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from pictures.models import PictureField

WIDEST = 1600  # pixels of the widest size; the file itself has at most 2000
STEPS = 5  # widths, evenly apart: 320, 640, 960, 1280, 1600


class PictureQuerySet(models.QuerySet["Picture"]):
    def matching(self, words: str) -> "PictureQuerySet":
        """Return those whose words hold ``words``, newest first."""
        named = Q(alt__icontains=words) | Q(caption__icontains=words) | Q(credit__icontains=words)
        return self.filter(named) if words else self.all()

    def forgotten(self, before: datetime) -> "PictureQuerySet":
        """Those without sizes that nobody asked for since ``before``, the oldest first."""
        asked = Q(sizes_asked_at=None) | Q(sizes_asked_at__lt=before)
        return self.filter(asked, state=Picture.State.PENDING).order_by("pk")


class Picture(models.Model):
    """A picture that was decoded, stripped and encoded anew by ``community.images``."""

    class Focus(models.TextChoices):
        """Which of the nine fields stays in view where the picture is cropped."""

        TOP_LEFT = "top-left", _("top left")
        TOP = "top", _("top")
        TOP_RIGHT = "top-right", _("top right")
        LEFT = "left", _("left")
        CENTRE = "centre", _("centre")
        RIGHT = "right", _("right")
        BOTTOM_LEFT = "bottom-left", _("bottom left")
        BOTTOM = "bottom", _("bottom")
        BOTTOM_RIGHT = "bottom-right", _("bottom right")

    class State(models.TextChoices):
        """Whether the sizes that pages offer stand beside the file; the worker makes them."""

        PENDING = "pending", _("sizes are being made")
        READY = "ready", _("ready")
        FAILED = "failed", _("no sizes could be made")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    file = PictureField(
        _("file"),
        upload_to="pictures/%Y/%m/",
        width_field="width",
        height_field="height",
        file_types=["AVIF", "WEBP", "JPEG"],
        container_width=WIDEST,
        grid_columns=STEPS,
    )
    state = models.CharField(
        _("sizes"), max_length=8, choices=State, default=State.PENDING, editable=False
    )
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)
    sizes_asked_at = models.DateTimeField(
        null=True, editable=False, help_text="when the worker was last asked to make the sizes"
    )
    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        help_text=_("What the picture shows, for those who do not see it."),
    )
    caption = models.CharField(_("caption"), max_length=400, blank=True)
    credit = models.CharField(_("credit"), max_length=120, blank=True)
    focus = models.CharField(_("focal point"), max_length=12, choices=Focus, default=Focus.CENTRE)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    source = models.CharField(
        max_length=500,
        blank=True,
        editable=False,
        db_index=True,
        help_text="address in the archive that it was imported from",
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="pending"), name="picture_pending")
        ]

    def __str__(self) -> str:
        return self.alt

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY


class GalleryPicture(models.Model):
    """A picture's place in a gallery."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="gallery_pictures"
    )
    picture = models.ForeignKey(Picture, verbose_name=_("picture"), on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        verbose_name = _("picture of the gallery")
        verbose_name_plural = _("pictures of the gallery")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "picture"], name="gallerypicture_once")
        ]

    def __str__(self) -> str:
        return str(self.picture)
