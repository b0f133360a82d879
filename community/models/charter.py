"""The charter, version by version, with the numbers and the quiz of each step of the ladder."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.numbers import whole
from community.models.people import Standing

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class CharterQuerySet(models.QuerySet["Charter"]):
    def adopted(self) -> "CharterQuerySet":
        return self.filter(adopted_at__isnull=False)


class Charter(models.Model):
    """What a member promises. A version that was ever in force is never changed."""

    version = models.PositiveIntegerField(_("version"), unique=True)
    text = models.TextField(_("text"), help_text=_("Markdown."))
    html = models.TextField(editable=False)
    adopted_at = models.DateTimeField(_("in force since"), null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    young_city = whole(
        _("a step is young below this many possible endorsers"),
        10,
        _("In a young city endorsements are shown but not required."),
        high=1000,
    )

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("charter")
        verbose_name_plural = _("charters")
        ordering = ["-version"]

    def __str__(self) -> str:
        return f"{_('Charter')} {self.version}"

    @property
    def is_draft(self) -> bool:
        return self.adopted_at is None

    def step_to(self, standing: str) -> "CharterStep":
        """Return the step that leads to ``standing``; KeyError where the charter has none."""
        return {step.standing: step for step in self.steps.all()}[standing]


class CharterStep(models.Model):
    """The numbers of one step of the ladder under one charter; 0 means that it is not asked."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="steps")
    standing = models.CharField(
        _("leads to"),
        max_length=10,
        choices=[(Standing.RESIDENT, _("residency")), (Standing.CITIZEN, _("citizenship"))],
    )
    is_open = models.BooleanField(_("applications are taken"), default=True)
    account_days = whole(_("account for (days)"), 0)
    standing_days = whole(_("in the standing before for (days)"), 0)
    articles_opened = whole(_("articles opened"), 0)
    opened_days = whole(_("on this many days"), 0)
    active_days = whole(_("active days"), 0)
    active_window_days = whole(_("active days count within the last (days)"), 90, low=1)
    comments = whole(_("published comments"), 0)
    comment_articles = whole(_("under this many articles"), 0)
    constructive_people = whole(_("people who marked something constructive"), 0)
    clean_days = whole(_("days without a sanction that counts"), 0)
    endorsements = whole(_("endorsements needed"), 0, high=50)
    endorsements_each = whole(
        _("open endorsements that one person may hold"), 0, _("0: no limit."), high=100
    )
    endorsement_days = whole(_("endorsements are gathered for (days)"), 30, low=1, high=365)
    quiz_questions = whole(_("questions in the quiz"), 0, _("0: no quiz."), high=50)
    quiz_right = whole(_("of which answered rightly"), 0, high=50)
    hearing_days = whole(_("questions from everybody who may vote, for (days)"), 0, high=90)
    ballot_days = whole(
        _("a secret ballot of (days)"), 0, _("0: editors decide, without a ballot."), high=90
    )
    grant_percent = whole(_("granted from (% of yes and no)"), 70, low=51, high=100)
    editor_percent = whole(_("an editor decides from (%)"), 65, low=1, high=100)
    quorum_least = whole(_("quorum: at least (votes)"), 5, low=1, high=10_000)
    quorum_percent = whole(_("quorum: (% of the roll)"), 10, high=100)
    young_roll = whole(
        _("editors decide below a roll of (people)"), 10, _("Judged when a ballot would open.")
    )
    decision_days = whole(_("editors decide within (days)"), 7, low=1, high=90)
    wait_days = whole(_("again after (days)"), 30)

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["charter", "-standing"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "standing"], name="charterstep_once"),
            models.CheckConstraint(
                condition=models.Q(standing__in=["resident", "citizen"]),
                name="charterstep_standing_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.charter} → {self.get_standing_display()}"

    @property
    def is_by_ballot(self) -> bool:
        return self.ballot_days > 0

    def quorum(self, roll: int) -> int:
        """Votes that it takes, abstentions included: a share of the roll, rounded up."""
        return max(self.quorum_least, -(-roll * self.quorum_percent // 100))

    def clean(self) -> None:
        """ValidationError for numbers that contradict each other."""
        wrong = {name: sentence for name, sentence in self.contradictions() if sentence}
        if wrong:
            raise ValidationError(wrong)

    def contradictions(self) -> Iterator[tuple[str, "StrOrPromise"]]:
        """Each number that another one makes impossible, with a sentence.

        A number out of its own range may stand here too, or none; that has been said already.
        """
        less = self.is_less
        if less("quiz_questions", "quiz_right"):
            yield "quiz_right", _("More right answers than questions.")
        if self.quiz_questions and self.quiz_right == 0:
            yield "quiz_right", _("A quiz asks for one right answer at least.")
        if less("active_window_days", "active_days"):
            yield "active_days", _("More active days than days to count them in.")
        if self.comments and less("comments", "comment_articles"):
            yield "comment_articles", _("More articles than comments to write under them.")
        if less("grant_percent", "editor_percent"):
            yield "editor_percent", _("At most the share from which it is granted.")
        if self.ballot_days and less("young_roll", "quorum_least"):
            yield "quorum_least", _("More votes than people on the smallest roll of a ballot.")

    def is_less(self, one: str, other: str) -> bool:
        """Whether ``one`` is below ``other``; not where a form could not read either."""
        here, there = getattr(self, one), getattr(self, other)
        return here is not None and there is not None and here < there


class QuizQuestion(models.Model):
    """A question about the charter, with one right answer and others that are not."""

    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=300)
    right = models.CharField(_("right answer"), max_length=300)
    wrong = models.TextField(
        _("other answers"), max_length=1200, help_text=_("One in each line, at least one.")
    )

    class Meta:
        verbose_name = _("question of the quiz")
        verbose_name_plural = _("quiz")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "text"], name="quizquestion_once")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def others(self) -> list[str]:
        return [line.strip() for line in self.wrong.splitlines() if line.strip()]

    def clean(self) -> None:
        if not self.others or self.right.strip() in self.others:
            raise ValidationError(
                {"wrong": _("Write at least one other answer, different from the right one.")}
            )
