"""Applications for the next standing, and what belongs to one."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.charter import Charter
from community.models.people import Standing, User

if TYPE_CHECKING:
    from community.models.ballots import Ballot


class ApplicationQuerySet(models.QuerySet["Application"]):
    def open(self) -> "ApplicationQuerySet":
        return self.filter(state__in=Application.OPEN_STATES)

    def taking_endorsements(self) -> "ApplicationQuerySet":
        """The twin of ``takes_endorsements``."""
        return self.open().filter(hearing_until__isnull=True)

    def in_review(self) -> "ApplicationQuerySet":
        """Those that may be decided."""
        return self.filter(state__in=[Application.State.IN_REVIEW, Application.State.QUESTIONS])

    def with_vouched(self) -> "ApplicationQuerySet":
        """Each with ``vouched``: how many have vouched for it, some of them gone by now."""
        given = Endorsement.objects.filter(application=models.OuterRef("pk")).order_by()
        number = given.values("application").annotate(n=models.Count("pk")).values("n")
        return self.annotate(vouched=Coalesce(models.Subquery(number), 0))

    def overdue(self) -> "ApplicationQuerySet":
        return self.filter(state=Application.State.IN_REVIEW, decide_by__lt=timezone.now())


class Application(models.Model):
    """A member asks for the next standing under the charter that they accepted.

    submitted (gathers endorsements) → in review ⇄ questions → granted | declined; where a ballot
    decides: submitted → hearing → ballot → granted | declined, or in review where it does not.
    Withdrawn by the member, or expired without the endorsements.
    """

    class State(models.TextChoices):
        SUBMITTED = "submitted", _("gathering endorsements")
        HEARING = "hearing", _("being heard")
        BALLOT = "ballot", _("a ballot is open")
        IN_REVIEW = "in_review", _("in review")
        QUESTIONS = "questions", _("a question is open")
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        EXPIRED = "expired", _("expired")

    OPEN_STATES = (
        State.SUBMITTED,
        State.HEARING,
        State.BALLOT,
        State.IN_REVIEW,
        State.QUESTIONS,
    )
    CLOSED_STATES = (State.GRANTED, State.DECLINED, State.WITHDRAWN, State.EXPIRED)

    applicant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="applications"
    )
    charter = models.ForeignKey(Charter, on_delete=models.PROTECT, related_name="applications")
    standing = models.CharField(
        _("asks for"),
        max_length=10,
        choices=[(Standing.RESIDENT, _("residency")), (Standing.CITIZEN, _("citizenship"))],
    )
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.SUBMITTED, db_index=True
    )
    statement = models.TextField(_("statement"), max_length=4000)
    snapshot = models.JSONField(
        _("requirements at submission"),
        default=list,
        help_text=_("What was asked, as it stood when the application was sent."),
    )
    endorsements_needed = models.PositiveSmallIntegerField(
        _("endorsements needed"), default=0, help_text=_("0 in a young city.")
    )
    is_young = models.BooleanField(
        _("from a young city"), default=False, help_text=_("Editors decide, without a ballot.")
    )
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    expires_at = models.DateTimeField(_("endorsements until"))
    hearing_until = models.DateTimeField(_("questions until"), null=True, blank=True)
    review_since = models.DateTimeField(_("in review since"), null=True, blank=True)
    decide_by = models.DateTimeField(_("decision due"), null=True, blank=True)
    overdue_told_at = models.DateTimeField(null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    again_after = models.DateTimeField(_("may apply again after"), null=True, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-submitted_at"]
        indexes = [models.Index(fields=["state", "decide_by"], name="application_queue")]
        constraints = [
            models.UniqueConstraint(
                fields=["applicant"],
                condition=models.Q(
                    state__in=["submitted", "hearing", "ballot", "in_review", "questions"]
                ),
                name="application_one_open",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["granted", "declined"])
                | (models.Q(closed_at__isnull=False) & ~models.Q(reason="")),
                name="application_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by=models.F("applicant")),
                name="application_not_by_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.applicant}: {self.get_standing_display()}"

    def get_absolute_url(self) -> str:
        return reverse("community:application", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    @property
    def takes_endorsements(self) -> bool:
        """Until the citizens hear and decide: who vouches is not on the roll of a ballot."""
        return self.is_open and self.hearing_until is None

    @property
    def is_overdue(self) -> bool:
        return (
            self.state == self.State.IN_REVIEW
            and self.decide_by is not None
            and self.decide_by < timezone.now()
        )

    def makes_wait(self, standing: str | None) -> bool:
        """Whether it was declined so lately that ``standing`` may not be asked for again yet."""
        again = self.again_after
        return self.standing == standing and again is not None and again > timezone.now()

    @property
    def ballot_left_open(self) -> "Ballot | None":
        """The last ballot, where it left the decision to an editor, whose reason is public."""
        ballot = self.ballots.first()
        return ballot if ballot is not None and ballot.is_left_open else None

    @property
    def is_in_review(self) -> bool:
        """With the editors, who may decide; a question may be open."""
        return self.state in (self.State.IN_REVIEW, self.State.QUESTIONS)


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def with_people(self) -> "EndorsementQuerySet":
        """Those by somebody who is still here. SECURITY: NOT IN with a NULL finds nobody."""
        return self.filter(endorser__isnull=False)


class Endorsement(models.Model):
    """A member vouches for an applicant, once. A deleted account leaves that somebody did."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="endorsements"
    )
    endorser = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="endorsements",
    )
    words = models.CharField(_("in a sentence"), max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["application", "endorser"], name="endorsement_once")
        ]

    def __str__(self) -> str:
        return f"{self.endorser} → {self.application}"


class ApplicationMessage(models.Model):
    """A question from an editor or the applicant's answer, in the order they were written."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("text"), max_length=4000)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.application} · {self.created_at:%Y-%m-%d}"

    @property
    def author_name(self) -> str:
        return self.author.display_name if self.author else str(_("somebody who left"))


class ApplicationDraft(models.Model):
    """What a member has written of an application that is not sent yet."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="application_draft"
    )
    statement = models.TextField(_("statement"), max_length=4000, blank=True)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("draft of an application")
        verbose_name_plural = _("drafts of applications")

    def __str__(self) -> str:
        return f"{self.user}: {self.statement[:40]}"


class QuizAttempt(models.Model):
    """One go at the quiz of a charter; one a day. ``questions`` are keys, in the order shown."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="quiz_attempts"
    )
    charter = models.ForeignKey(Charter, on_delete=models.CASCADE, related_name="attempts")
    day = models.DateField(help_text="in the site's time zone")
    questions = models.JSONField(default=list)
    score = models.PositiveSmallIntegerField(null=True, help_text="empty until it is sent")
    is_passed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attempt at the quiz")
        verbose_name_plural = _("attempts at the quiz")
        constraints = [
            models.UniqueConstraint(fields=["user", "charter", "day"], name="quizattempt_daily")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.day}"
