"""Secret ballots on applications: who may vote, that they voted, and the sums. Never how.

While a ballot is open the roll says who has voted, because nobody votes twice; it is a mark in a
row that was there before, so that no order of votes is stored. At the close the roll is deleted.
``docs/ballots.md`` says what remains to be told from outside.
"""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.ladder import Application


class BallotQuerySet(models.QuerySet["Ballot"]):
    def open(self) -> "BallotQuerySet":
        return self.filter(closed_at__isnull=True)

    def due(self) -> "BallotQuerySet":
        return self.open().filter(closes_at__lte=timezone.now())


class Ballot(models.Model):
    """The vote on one application, with its tally."""

    class Outcome(models.TextChoices):
        GRANTED = "granted", _("granted")
        DECLINED = "declined", _("declined")
        CLOSE = "close", _("close: an editor decides")
        NO_QUORUM = "no_quorum", _("too few voted: editors decide")
        STOPPED = "stopped", _("stopped before the close")

    LEFT_OPEN = (Outcome.CLOSE, Outcome.NO_QUORUM)

    class Vote(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        ABSTAIN = "abstain", _("I abstain")

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="ballots")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    closes_at = models.DateTimeField(_("closes"))
    extended_at = models.DateTimeField(_("opened once more"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    roll_size = models.PositiveIntegerField(_("people on the roll"))
    quorum = models.PositiveIntegerField(_("quorum"))
    yes = models.PositiveIntegerField(_("yes"), default=0)
    no = models.PositiveIntegerField(_("no"), default=0)
    abstain = models.PositiveIntegerField(_("abstentions"), default=0)

    objects = BallotQuerySet.as_manager()

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        ordering = ["-opened_at", "-pk"]
        indexes = [
            models.Index(
                fields=["closes_at"], condition=models.Q(closed_at__isnull=True), name="ballot_due"
            ),
            models.Index(fields=["-closed_at", "-id"], name="ballot_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=models.Q(closed_at__isnull=True),
                name="ballot_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    roll_size__gte=models.F("yes") + models.F("no") + models.F("abstain")
                ),
                name="ballot_no_more_than_the_roll",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application} · {self.opened_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("community:ballot", args=[self.pk])

    @property
    def turnout(self) -> int:
        return self.yes + self.no + self.abstain

    @property
    def is_left_open(self) -> bool:
        """Counted, and the decision is an editor's, in public."""
        return self.outcome in self.LEFT_OPEN

    @property
    def is_open(self) -> bool:
        return self.closed_at is None and self.closes_at > timezone.now()


class BallotVoterQuerySet(models.QuerySet["BallotVoter"]):
    def unclosed(self) -> "BallotVoterQuerySet":
        return self.filter(
            voter__isnull=False,
            ballot__closed_at__isnull=True,
            ballot__closes_at__gt=timezone.now(),
        )

    def open(self) -> "BallotVoterQuerySet":
        """Those who could still vote."""
        return self.unclosed().filter(has_voted=False)

    def uncalled(self) -> "BallotVoterQuerySet":
        """Those to whom no letter is promised.

        SECURITY: whether they have voted or not. What was promised outlives the roll, and a letter
        promised only to the others would tell who had voted.
        """
        return self.unclosed().filter(is_called=False)


class BallotVoter(models.Model):
    """Somebody on the roll of an open ballot; whether they have voted, and whether the letter that
    calls them has been promised, or found unwanted.

    A deleted account leaves its place and its mark, so that marks and turnout agree.
    """

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="roll")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ballots"
    )
    has_voted = models.BooleanField(default=False)
    is_called = models.BooleanField(default=False)

    objects = BallotVoterQuerySet.as_manager()

    class Meta:
        verbose_name = _("voter")
        verbose_name_plural = _("roll")
        indexes = [
            models.Index(
                fields=["id"], condition=models.Q(is_called=False), name="ballotvoter_uncalled"
            ),
        ]
        constraints = [models.UniqueConstraint(fields=["ballot", "voter"], name="ballotvoter_once")]

    def __str__(self) -> str:
        return f"{self.ballot_id} {self.voter_id}"
