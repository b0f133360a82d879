"""Articles: commentary, stories and galleries, with their bylines."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import Tag

from articles.html import (
    TEXT_VERSION,
    direction_attribute,
    language_attributes,
    preview_of,
)
from articles.models.access import Access
from articles.models.pictures import Picture
from articles.models.publication import Author, Section


def in_byline_order() -> "models.Prefetch[str]":
    """The authors of pieces, to be fetched ahead."""
    return models.Prefetch("authors", Author.objects.order_by("bylines__position", "bylines__pk"))


def is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


class ArticleQuerySet(models.QuerySet["Article"]):
    def published(self) -> "ArticleQuerySet":
        """Twin of ``Article.is_published``."""
        return self.filter(state=Article.State.PUBLISHED)

    def visible_to(self, user: AbstractBaseUser | AnonymousUser) -> "ArticleQuerySet":
        """Twin of ``permissions.can_see``: it is the same for every person.

        What somebody edits is found by ``permissions.articles_editable_by``.
        """
        return self.published()

    def due(self) -> "ArticleQuerySet":
        """Scheduled pieces whose time has come."""
        return self.filter(state=Article.State.SCHEDULED, published_at__lte=timezone.now())

    def in_bulk_by_source(self, sources: Iterable[str]) -> dict[str, "Article"]:
        """Return those taken in from one of ``sources``, by it and without their text."""
        found = self.filter(imported_from__in=list(sources)).defer("body", "preview")
        return {article.imported_from: article for article in found}

    def not_drawn(self) -> "ArticleQuerySet":
        """Published pieces whose share image is still to be drawn, the newest first."""
        return self.published().filter(shared_as="").order_by("-published_at")

    def with_older_text(self) -> "ArticleQuerySet":
        """Those whose text was worked out by earlier rules."""
        return self.filter(text_version__lt=TEXT_VERSION)

    def newest_first(self) -> "ArticleQuerySet":
        return self.order_by("-published_at", "-pk")

    def in_sections(self, sections: Iterable[int]) -> "ArticleQuerySet":
        return self.filter(section__in=list(sections))

    def covered_by(self, picture: Picture) -> "ArticleQuerySet":
        return self.filter(cover=picture)

    def tagged(self, tag: Tag) -> "ArticleQuerySet":
        return self.filter(tags=tag)

    def by_author(self, author: Author) -> "ArticleQuerySet":
        # Joined, SQLite looks at every piece there is for whether it is the author's.
        return self.filter(pk__in=author.bylines.values("article"))

    def in_series(self, series: int) -> "ArticleQuerySet":
        """The parts of the series with this key, in their order."""
        return self.filter(series_part__series=series).order_by("series_part__position", "pk")

    def matching(self, *, words: str, uuid: str) -> "ArticleQuerySet":
        """Return those whose title holds ``words``, newest first, or the one with this uuid."""
        rows = self.defer("body", "preview").order_by("-created_at", "-pk")
        if uuid:
            return rows.filter(uuid=uuid) if is_uuid(uuid) else rows.none()
        return rows.filter(title__icontains=words) if words else rows

    def newest_lead(self) -> "Article | None":
        """Return the newest of those that an editor wants to lead the front page, as a teaser."""
        return self.published().filter(is_lead=True).with_teaser().newest_first().first()

    def for_page(self) -> "ArticleQuerySet":
        """With all that its own page shows: three queries."""
        joined = self.select_related("section", "cover", "series_part")
        return joined.prefetch_related(in_byline_order(), "tags")  # type: ignore[misc]  # taggit's manager

    def for_lists(self) -> "ArticleQuerySet":
        """With all that a teaser shows and without the body: two queries for any number."""
        return self.with_teaser().prefetch_related(in_byline_order())

    def with_tags(self) -> "ArticleQuerySet":
        return self.prefetch_related("tags")  # type: ignore[misc]  # taggit's manager

    def with_teaser(self) -> "ArticleQuerySet":
        """Like ``for_lists``, without the authors: the caller fetches those of several lists."""
        return self.select_related("section", "cover").defer("body", "preview")


class Article(models.Model):
    """A piece of the publication. ``articles.actions`` are the only code that changes its state."""

    class Kind(models.TextChoices):
        COMMENTARY = "commentary", _("commentary")
        STORY = "story", _("story")
        GALLERY = "gallery", _("gallery")

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        IN_REVIEW = "in_review", _("in review")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.COMMENTARY)
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        unique=True,
        allow_unicode=True,
        help_text=_("The last part of the address. A new one leaves a redirect."),
    )
    standfirst = models.TextField(_("standfirst"), max_length=500, blank=True)
    section = models.ForeignKey(
        Section, verbose_name=_("section"), on_delete=models.PROTECT, related_name="articles"
    )
    authors: models.ManyToManyField[Author, Any] = models.ManyToManyField(
        Author, through="Byline", related_name="articles", verbose_name=_("authors")
    )
    body = models.TextField(_("text"), blank=True)
    preview = models.TextField(editable=False, blank=True, help_text="opening paragraphs, as HTML")
    text_version = models.PositiveSmallIntegerField(
        default=0,
        editable=False,
        db_index=True,
        help_text="how what follows from the text was worked out; an older one is renewed",
    )
    word_count = models.PositiveIntegerField(_("words"), default=0, editable=False)
    language = models.CharField(
        _("language"),
        max_length=12,
        blank=True,
        help_text=_("Empty: the site’s own, else e.g. ar."),
    )
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("cover"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    tags = TaggableManager(_("tags"), blank=True)
    access = models.CharField(
        _("whole text for"), max_length=10, choices=Access, default=Access.EVERYONE
    )
    question = models.CharField(
        _("discussion question"),
        max_length=300,
        blank=True,
        help_text=_("Set large above the first comment."),
    )
    is_lead = models.BooleanField(
        _("leads the front page"), default=False, help_text=_("The newest of those marked leads.")
    )
    share_image = models.ImageField(
        upload_to="shared/%Y/%m/",
        blank=True,
        editable=False,
        help_text="1200 × 630 pixels, drawn by articles.tasks from what is public of the piece",
    )
    shared_as = models.CharField(
        max_length=16, blank=True, editable=False, help_text="what the share image was drawn from"
    )
    seo_title = models.CharField(_("title for search engines"), max_length=200, blank=True)
    seo_description = models.CharField(
        _("description for search engines"), max_length=300, blank=True
    )

    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(
        _("published"), null=True, blank=True, editable=False, db_index=True
    )
    updated_at = models.DateTimeField(
        _("changed"),
        null=True,
        editable=False,
        help_text="last change of the text after publication",
    )
    version = models.PositiveIntegerField(
        default=1, editable=False, help_text="grows by one with every save, to notice two at once"
    )
    like_count = models.PositiveIntegerField(_("likes"), default=0, editable=False)
    imported_from = models.CharField(max_length=300, blank=True, editable=False, db_index=True)
    discussion_age_from = models.DateTimeField(
        null=True,
        editable=False,
        help_text="what the age of the discussion counts from, where it is not the publication",
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "-published_at"], name="article_newest"),
            models.Index(
                fields=["section", "state", "-published_at"], name="article_section_newest"
            ),
            models.Index(fields=["kind", "state", "-published_at"], name="article_kind_newest"),
            models.Index(fields=["state", "updated_at", "published_at"], name="article_changes"),
            models.Index(
                fields=["-published_at"],
                condition=Q(is_lead=True, state="published"),
                name="article_leads",
            ),
            models.Index(
                fields=["-published_at"],
                condition=Q(shared_as="", state="published"),
                name="article_not_drawn",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["scheduled", "published"]) | Q(published_at__isnull=False),
                name="article_published_has_time",
            ),
            models.CheckConstraint(
                condition=Q(access__in=Access.values), name="article_access_known"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:article", args=[self.slug])

    @property
    def opening(self) -> str:
        """The preview as it is cut today, for those who may not read on."""
        return self.preview if self.text_version == TEXT_VERSION else preview_of(self.body)

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def is_story(self) -> bool:
        return self.kind == self.Kind.STORY

    @property
    def language_attributes(self) -> SafeString:
        """`` lang="…" dir="…"`` for its words on a page in another language."""
        return language_attributes(self.language)

    @property
    def direction_attribute(self) -> SafeString:
        return direction_attribute(self.language)

    @property
    def reading_minutes(self) -> int:
        """Whole minutes at 230 words a minute, at least one."""
        return max(1, round(self.word_count / 230))
