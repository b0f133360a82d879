"""What people do with a proposal: second it, vote on it, and answer it."""

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.proposals import Proposal

LONGEST = 1000  # characters of an answer


class ProposalSecond(models.Model):
    """A citizen wants a proposal to come to the vote."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="seconds")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="seconded_proposals",
    )
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("second")
        verbose_name_plural = _("seconds")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="proposalsecond_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} seconds {self.proposal_id}"


class ProposalVote(models.Model):
    """A citizen's vote. It has its person while the vote runs, and none from its end on."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="votes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposal_votes",
    )
    supports = models.BooleanField()

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user"], name="proposalvote_once")
        ]

    def __str__(self) -> str:
        return f"a vote on {self.proposal_id}"


class ProposalAnswer(models.Model):
    """What an editor says in public, never changed: a word on the way, or why it was decided so."""

    class Kind(models.TextChoices):
        WORD = "word", _("answered")
        TAKEN_UP = "taken_up", _("taken up")
        DECLINED = "declined", _("declined")
        DONE = "done", _("done")
        HIDDEN = "hidden", _("taken out of sight")

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    words = models.TextField(
        _("answer"), max_length=LONGEST, blank=True, validators=[MaxLengthValidator(LONGEST)]
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a proposal")
        verbose_name_plural = _("answers to proposals")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(kind__in=["taken_up", "declined"]),
                name="proposalanswer_decided_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="done") | ~Q(words=""), name="proposalanswer_has_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.get_kind_display()}"
