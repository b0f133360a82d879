"""The town hall: what citizens propose to cover next, and what came of it."""

import math

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.models.publication import Section

SECONDS_NEEDED = 2  # by citizens other than the author
GATHERING_DAYS, VOTING_DAYS = 14, 14
LONGEST = 2000  # characters of why
OPEN_EACH = 3  # proposals that one citizen may have undecided


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def undecided(self) -> "ProposalQuerySet":
        """Twin of ``Proposal.is_undecided``."""
        return self.filter(state__in=Proposal.UNDECIDED)

    def for_everybody(self) -> "ProposalQuerySet":
        """Twin of ``Proposal.is_public``."""
        return self.exclude(state__in=Proposal.OUT_OF_SIGHT)

    def gathering(self) -> "ProposalQuerySet":
        """Those that want seconds, the next to lapse first."""
        return self.filter(state=Proposal.State.GATHERING).order_by("until", "pk")

    def voting(self) -> "ProposalQuerySet":
        """Those that are voted on, the next to close first; then those that wait for an answer."""
        return self.filter(state__in=[Proposal.State.OPEN, Proposal.State.VOTED]).order_by(
            "state", "until", "pk"
        )

    def answered(self) -> "ProposalQuerySet":
        states = [Proposal.State.TAKEN_UP, Proposal.State.DECLINED, Proposal.State.DONE]
        return self.filter(state__in=states).order_by("-settled_at", "-pk")

    def run_out(self) -> "ProposalQuerySet":
        """Those whose time is over and whose state does not say so yet."""
        states = [Proposal.State.GATHERING, Proposal.State.OPEN]
        return self.filter(state__in=states, until__lte=timezone.now())

    def not_weighed(self) -> "ProposalQuerySet":
        """Those whose words are new, the first first."""
        return self.filter(words__isnull=True).order_by("at", "pk")

    def for_lists(self) -> "ProposalQuerySet":
        """With all that a list shows: two queries for any number."""
        piece = ("article__body", "article__preview")
        joined = self.select_related("by", "section", "article").defer(*piece, "words")
        return joined.prefetch_related("answers__by")


class Proposal(models.Model):
    """gathering → open → voted → taken up | declined → done; or lapsed, withdrawn, hidden.

    Editors answer and decide whenever they like. The counters are kept equal to the rows of seconds
    and votes.
    """

    class State(models.TextChoices):
        GATHERING = "gathering", _("looks for support")
        OPEN = "open", _("is voted on")
        VOTED = "voted", _("waits for the editors")
        TAKEN_UP = "taken_up", _("taken up")
        DECLINED = "declined", _("declined")
        DONE = "done", _("done")
        LAPSED = "lapsed", _("lapsed")
        WITHDRAWN = "withdrawn", _("withdrawn")
        HIDDEN = "hidden", _("taken out of sight")

    UNDECIDED = (State.GATHERING, State.OPEN, State.VOTED)
    OUT_OF_SIGHT = (State.WITHDRAWN, State.HIDDEN)

    title = models.CharField(_("what"), max_length=140)
    why = models.TextField(_("why"), max_length=LONGEST, validators=[MaxLengthValidator(LONGEST)])
    html = models.TextField(editable=False, help_text="why, cleaned on writing")
    digest = models.CharField(max_length=64, help_text="of what was proposed, to know it again")
    words = models.JSONField(
        null=True, editable=False, help_text="by stem, how much its words tell; None: not weighed"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
        help_text="nobody, when the account is gone",
    )
    section = models.ForeignKey(
        Section,
        verbose_name=_("section"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.GATHERING)
    second_count = models.PositiveIntegerField(_("seconds"), default=0)
    support_count = models.PositiveIntegerField(_("for it"), default=0)
    against_count = models.PositiveIntegerField(_("against it"), default=0)
    article = models.ForeignKey(
        Article,
        verbose_name=_("the piece that came of it"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    at = models.DateTimeField(_("proposed"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), null=True)
    until = models.DateTimeField(_("until"), help_text="when seconds, then votes, are in")
    opened_at = models.DateTimeField(_("to the vote"), null=True)
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["state", "until"], name="proposal_clock"),
            models.Index(fields=["state", "-settled_at"], name="proposal_settled"),
            models.Index(fields=["by", "-at"], name="proposal_own"),
            models.Index(
                fields=["at"], condition=Q(words__isnull=True), name="proposal_not_weighed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "digest"],
                condition=Q(state__in=["gathering", "open", "voted"]),
                name="proposal_open_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["gathering", "open", "voted"], settled_at__isnull=True)
                | ~Q(state__in=["gathering", "open", "voted"]) & Q(settled_at__isnull=False),
                name="proposal_settled_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["open", "voted"]) | Q(opened_at__isnull=False),
                name="proposal_open_has_time",
            ),
            models.CheckConstraint(
                condition=Q(article__isnull=True) | Q(state="done"), name="proposal_piece_when_done"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("articles:proposal", args=[self.pk])

    @property
    def is_undecided(self) -> bool:
        return self.state in self.UNDECIDED

    @property
    def is_public(self) -> bool:
        return self.state not in self.OUT_OF_SIGHT

    @property
    def is_gathering(self) -> bool:
        """Whether a second still counts; the clock may be a moment behind."""
        return self.state == self.State.GATHERING and self.until > timezone.now()

    @property
    def is_voting(self) -> bool:
        return self.state == self.State.OPEN and self.until > timezone.now()

    @property
    def seconds_missing(self) -> int:
        return max(0, SECONDS_NEEDED - self.second_count)

    @property
    def days_left(self) -> int:
        """Whole days, at least one while there is any time."""
        return max(0, math.ceil((self.until - timezone.now()).total_seconds() / 86400))

    @property
    def vote_count(self) -> int:
        return self.support_count + self.against_count

    @property
    def support_share(self) -> int:
        """Of a hundred votes, how many are for it."""
        return round(100 * self.support_count / (self.vote_count or 1))
