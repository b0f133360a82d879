"""Appeals: a member objects to a decision, and somebody else looks at it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.ladder import Application
from community.models.sanctions import Sanction

LONGEST_STATEMENT, LONGEST_OPINION = 3000, 1000


class AppealQuerySet(models.QuerySet["Appeal"]):
    def open(self) -> "AppealQuerySet":
        return self.filter(state__in=Appeal.OPEN_STATES)

    def with_panel(self) -> "AppealQuerySet":
        return self.filter(state=Appeal.State.PANEL)

    def with_editors(self) -> "AppealQuerySet":
        return self.filter(state=Appeal.State.EDITOR)

    def overdue(self) -> "AppealQuerySet":
        """The twin of ``is_overdue``."""
        return self.with_editors().filter(decide_by__lt=timezone.now())


class Appeal(models.Model):
    """Against one decision, once for ever.

    panel → upheld | dismissed, or → editor → upheld | dismissed; withdrawn while it is open.
    ``decision`` is the id of the entry in the moderation log or the civic record; the words of
    the decision are kept under it in ``CivicReason``.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("hidden comment")
        SANCTION = "sanction", _("sanction")
        APPLICATION = "application", _("declined application")

    class State(models.TextChoices):
        PANEL = "panel", _("before a panel")
        EDITOR = "editor", _("before an editor")
        UPHELD = "upheld", _("upheld")
        DISMISSED = "dismissed", _("dismissed")
        WITHDRAWN = "withdrawn", _("withdrawn")

    OPEN_STATES = (State.PANEL, State.EDITOR)

    member = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="appeals",
    )
    kind = models.CharField(_("about"), max_length=12, choices=Kind)
    comment = models.UUIDField(null=True, editable=False, help_text="uuid of the comment")
    sanction = models.ForeignKey(
        Sanction, null=True, on_delete=models.CASCADE, related_name="appeals"
    )
    application = models.ForeignKey(
        Application, null=True, on_delete=models.CASCADE, related_name="appeals"
    )
    decision = models.UUIDField(unique=True, editable=False)
    decision_at = models.DateTimeField(_("decided on"), editable=False)
    statement = models.TextField(_("statement"), max_length=LONGEST_STATEMENT)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PANEL)
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    panel_until = models.DateTimeField(_("the panel answers by"))
    passed_at = models.DateTimeField(_("before an editor since"), null=True, editable=False)
    decide_by = models.DateTimeField(_("decision due"), null=True, editable=False)
    overdue_told_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(_("closed"), null=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="the editor; empty for a panel",
    )
    reason = models.TextField(_("reason"), max_length=LONGEST_STATEMENT, blank=True)

    objects = AppealQuerySet.as_manager()

    class Meta:
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "panel_until"], name="appeal_clock"),
            models.Index(fields=["comment"], name="appeal_comment"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="comment", comment__isnull=False)
                & Q(sanction__isnull=True, application__isnull=True)
                | Q(kind="sanction", sanction__isnull=False)
                & Q(comment__isnull=True, application__isnull=True)
                | Q(kind="application", application__isnull=False)
                & Q(comment__isnull=True, sanction__isnull=True),
                name="appeal_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["panel", "editor", "upheld", "dismissed", "withdrawn"]),
                name="appeal_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["upheld", "dismissed"])
                | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="appeal_decided_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=models.F("member")), name="appeal_not_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.opened_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("community:appeal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN_STATES

    @property
    def is_overdue(self) -> bool:
        is_late = self.decide_by is not None and self.decide_by < timezone.now()
        return self.state == self.State.EDITOR and is_late

    @property
    def is_with_editors(self) -> bool:
        """Whether an editor decides, or decided: also one whose account is gone since."""
        return self.passed_at is not None

    @property
    def is_decided(self) -> bool:
        return self.state in (self.State.UPHELD, self.State.DISMISSED)


class AppealParty(models.Model):
    """Somebody with a part in the matter, who therefore does not judge it."""

    class Part(models.TextChoices):
        MEMBER = "member", _("appeals")
        DECIDER = "decider", _("decided")
        REPORTER = "reporter", _("reported")
        ENDORSER = "endorser", _("endorsed")
        WROTE = "wrote", _("wrote in the thread")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="parties")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part)

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["appeal", "user", "part"], name="appeal_party_once")
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}: {self.part}"


class PanelSeatQuerySet(models.QuerySet["PanelSeat"]):
    def taken(self) -> "PanelSeatQuerySet":
        """Those that nobody was put in the place of."""
        return self.filter(replaced_at__isnull=True)

    def waiting(self) -> "PanelSeatQuerySet":
        """Those whose opinion is still to come."""
        return self.taken().filter(opinion="")

    def silent(self, at: datetime) -> "PanelSeatQuerySet":
        return self.waiting().filter(answer_by__lte=at)


class PanelSeat(models.Model):
    """A citizen drawn by lot for one appeal. An account that is deleted leaves the opinion."""

    class Opinion(models.TextChoices):
        UPHELD = "upheld", _("The member is right")
        DISMISSED = "dismissed", _("The decision stands")

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="seats")
    juror = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="panel_seats"
    )
    drawn_at = models.DateTimeField(default=timezone.now)
    answer_by = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)
    opinion = models.CharField(max_length=10, choices=Opinion, blank=True)
    reason = models.TextField(max_length=LONGEST_OPINION, blank=True)
    given_at = models.DateTimeField(null=True)

    objects = PanelSeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["drawn_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["appeal", "juror"], name="panel_seat_once"),
            models.CheckConstraint(
                condition=Q(opinion="", reason="", given_at__isnull=True)
                | (
                    Q(opinion__in=["upheld", "dismissed"], given_at__isnull=False)
                    & Q(replaced_at__isnull=True)
                    & ~Q(reason="")
                ),
                name="panel_seat_opinion_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}: {self.opinion or '–'}"
