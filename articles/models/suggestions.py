"""What residents suggest: a story that belongs to a piece, or a correction of it."""

from django.conf import settings
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.corrections import Correction
from community.models import User

# SECURITY: the desk follows it with a click.
WEB_ADDRESS = URLValidator(schemes=["http", "https"])


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    def open(self) -> "SuggestionQuerySet":
        return self.filter(state=Suggestion.State.OPEN)

    def of(self, user: User) -> "SuggestionQuerySet":
        """Those that ``user`` made, newest first, with the pieces; one query."""
        return self.with_pieces().filter(by=user).order_by("-at", "-pk")

    def with_pieces(self) -> "SuggestionQuerySet":
        joined = self.select_related("article", "target")
        ends = ("article", "target")
        return joined.defer(*[f"{end}__{text}" for end in ends for text in ("body", "preview")])


class Suggestion(models.Model):
    """open → taken up | answered. Only an editor, and never the suggester, decides."""

    class Kind(models.TextChoices):
        RELATED = "related", _("a related story")
        CORRECTION = "correction", _("a correction")

    class State(models.TextChoices):
        OPEN = "open", _("waits for the editors")
        TAKEN_UP = "taken_up", _("taken up")
        ANSWERED = "answered", _("answered")

    article = models.ForeignKey(
        Article, verbose_name=_("piece"), on_delete=models.CASCADE, related_name="suggestions"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.CASCADE,
        related_name="suggestions",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN)

    target = models.ForeignKey(
        Article,
        verbose_name=_("the other piece"),
        null=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text="of a related story",
    )
    why = models.CharField(_("why"), max_length=300, blank=True)
    wrong = models.TextField(_("what is wrong"), max_length=600, blank=True)
    right = models.TextField(_("what is right"), max_length=600, blank=True)
    source = models.URLField(
        _("where it can be read"), max_length=500, blank=True, validators=[WEB_ADDRESS]
    )
    wants_thanks = models.BooleanField(_("wants to be named"), default=False)
    digest = models.CharField(max_length=64, help_text="of what was suggested, to know it again")

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    answer = models.TextField(_("answer"), max_length=600, blank=True)
    correction = models.ForeignKey(
        Correction, null=True, on_delete=models.SET_NULL, related_name="suggestions"
    )

    objects = SuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["state", "at"], name="suggestion_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "article", "digest"],
                condition=Q(state="open"),
                name="suggestion_open_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="related", target__isnull=False) & ~Q(why="")
                | Q(kind="correction") & ~Q(wrong="") & ~Q(right=""),
                name="suggestion_says_what",
            ),
            models.CheckConstraint(
                condition=Q(state="open", decided_at__isnull=True)
                | ~Q(state="open") & Q(decided_at__isnull=False),
                name="suggestion_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | ~Q(answer=""), name="suggestion_answer_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_correction(self) -> bool:
        return self.kind == self.Kind.CORRECTION
