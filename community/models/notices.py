"""Notices: what the site has to tell a member, on the site itself."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Facts(dict[str, object]):
    """Facts for a sentence; one that is missing leaves nothing behind."""

    def __missing__(self, key: str) -> str:
        return ""


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One sentence for one member, with the page that it is about.

    The sentence is written in the member's words by ``kind`` and ``facts`` when it is shown.
    """

    class Kind(models.TextChoices):
        APPLICATION_RECEIVED = "application_received", _("application received")
        APPLICATION_IN_REVIEW = "application_in_review", _("application in review")
        APPLICATION_HEARD = "application_heard", _("application being heard")
        APPLICATION_ASKED = "application_asked", _("question in a hearing")
        APPLICATION_BALLOT = "application_ballot", _("ballot on an application")
        APPLICATION_CLOSE = "application_close", _("ballot that was close")
        BALLOT_OPENED = "ballot_opened", _("ballot opened")
        APPLICATION_ENDORSED = "application_endorsed", _("application endorsed")
        APPLICATION_QUESTION = "application_question", _("question about an application")
        APPLICATION_GRANTED = "application_granted", _("application granted")
        APPLICATION_DECLINED = "application_declined", _("application declined")
        APPLICATION_EXPIRED = "application_expired", _("application expired")
        APPLICATION_OVERDUE = "application_overdue", _("decision overdue")
        COMMENT_PUBLISHED = "comment_published", _("comment published")
        COMMENT_HIDDEN = "comment_hidden", _("comment hidden")
        COMMENT_ANSWERED = "comment_answered", _("comment answered")
        COMMENT_MENTIONED = "comment_mentioned", _("named in a comment")
        DISCUSSION_CONTINUED = "discussion_continued", _("followed discussion went on")
        SUGGESTION_TAKEN_UP = "suggestion_taken_up", _("suggestion taken up")
        SUGGESTION_ANSWERED = "suggestion_answered", _("suggestion answered")
        PROPOSAL_OPEN = "proposal_open", _("proposal to the vote")
        PROPOSAL_VOTED = "proposal_voted", _("vote on a proposal over")
        PROPOSAL_ANSWERED = "proposal_answered", _("proposal answered")
        PROPOSAL_DONE = "proposal_done", _("piece that came of a proposal")
        PROPOSAL_LAPSED = "proposal_lapsed", _("proposal lapsed")
        SANCTIONED = "sanctioned", _("sanction")
        SANCTION_LIFTED = "sanction_lifted", _("sanction lifted")
        SANCTION_OVER = "sanction_over", _("sanction over")
        STANDING_REVOKED = "standing_revoked", _("standing taken")
        STANDING_RESTORED = "standing_restored", _("standing given back")
        STANDING_RENOUNCED = "standing_renounced", _("standing renounced")
        STANDING_RETURNED = "standing_returned", _("standing taken back")
        APPEAL_PASSED_ON = "appeal_passed_on", _("appeal with an editor")
        APPEAL_OVERDUE = "appeal_overdue", _("appeal overdue")
        APPEAL_UPHELD = "appeal_upheld", _("appeal upheld")
        APPEAL_DISMISSED = "appeal_dismissed", _("appeal dismissed")
        APPEAL_ENDED = "appeal_ended", _("appeal ended")
        PANEL_DRAWN = "panel_drawn", _("drawn for a panel")
        PANEL_OVER = "panel_over", _("no longer on a panel")
        DORMANT_SOON = "dormant_soon", _("dormant soon")
        DORMANT = "dormant", _("dormant")
        AWAKE = "awake", _("awake again")
        APPOINTED = "appointed", _("appointed")
        CLOSING = "closing", _("account closes")
        KEPT = "kept", _("account kept")

    # What the member reads; ``{name}`` stands for a fact.
    SENTENCES = {
        Kind.APPLICATION_RECEIVED: _("Your application has arrived. Thank you."),
        Kind.APPLICATION_IN_REVIEW: _("Your application is with the editors now."),
        Kind.APPLICATION_HEARD: _(
            "Your application is being heard: citizens may ask you something."
        ),
        Kind.APPLICATION_ASKED: _("{name} has a question about your application."),
        Kind.APPLICATION_BALLOT: _("The ballot on your application is open until {day}."),
        Kind.APPLICATION_CLOSE: _(
            "The ballot did not decide; your application is with the editors."
        ),
        Kind.BALLOT_OPENED: _("{name} asks for citizenship. The ballot is open until {day}."),
        Kind.APPLICATION_ENDORSED: _("{name} vouches for you."),
        Kind.APPLICATION_QUESTION: _("The editors have a question about your application."),
        Kind.APPLICATION_GRANTED: _("Welcome: your application has been granted."),
        Kind.APPLICATION_DECLINED: _(
            "Your application has been declined. The reason is on its page."
        ),
        Kind.APPLICATION_EXPIRED: _(
            "Your application has lapsed; you may send another at any time."
        ),
        Kind.APPLICATION_OVERDUE: _(
            "The editors are late with your application. They have been told."
        ),
        Kind.COMMENT_PUBLISHED: _("Your comment on “{article}” has been published."),
        Kind.COMMENT_HIDDEN: _("Your comment on “{article}” has been hidden: {reason}"),
        Kind.COMMENT_ANSWERED: _("{name} answered your comment on “{article}”."),
        Kind.COMMENT_MENTIONED: _("{name} named you in a comment on “{article}”."),
        Kind.DISCUSSION_CONTINUED: _("New comments on “{article}”, which you follow: {count}."),
        Kind.SUGGESTION_TAKEN_UP: _("Thank you: your suggestion on “{article}” was taken up."),
        Kind.SUGGESTION_ANSWERED: _("The editors answered your suggestion on “{article}”."),
        Kind.PROPOSAL_OPEN: _("Your proposal “{title}” has been seconded and is voted on now."),
        Kind.PROPOSAL_VOTED: _(
            "The vote on your proposal “{title}” is over: {support} for it, {against} against."
        ),
        Kind.PROPOSAL_ANSWERED: _("The editors answered your proposal “{title}”."),
        Kind.PROPOSAL_DONE: _("A piece came of your proposal “{title}”. Thank you."),
        Kind.PROPOSAL_LAPSED: _(
            "Your proposal “{title}” was not seconded in time. You may propose it again."
        ),
        Kind.SANCTIONED: _("Decided about you: {sanction}. The reason is on your page."),
        Kind.SANCTION_LIFTED: _("Lifted: {sanction}."),
        Kind.SANCTION_OVER: _("Over: {sanction}. {again}"),
        Kind.STANDING_REVOKED: _(
            "With the ban your standing was taken: {standing}. The reason is on your page."
        ),
        Kind.STANDING_RESTORED: _("Yours again, as it was before the ban: {standing}."),
        Kind.STANDING_RENOUNCED: _("You have given back: {standing}. You may return."),
        Kind.STANDING_RETURNED: _("Welcome back. Yours again, as it was: {standing}."),
        Kind.APPEAL_PASSED_ON: _("Your appeal is with an editor now."),
        Kind.APPEAL_OVERDUE: _("The editors are late with your appeal. They have been told."),
        Kind.APPEAL_UPHELD: _("Your appeal was upheld. The reason is on its page."),
        Kind.APPEAL_DISMISSED: _("Your appeal was dismissed. The reason is on its page."),
        Kind.APPEAL_ENDED: _("Your appeal has ended: what it was about no longer stands."),
        Kind.PANEL_DRAWN: _("You have been drawn to judge an appeal. Please answer by {day}."),
        Kind.PANEL_OVER: _("The appeal that you were drawn for needs you no longer. Thank you."),
        Kind.DORMANT_SOON: _("You have been away for long. Come by before {day}, and all stays."),
        Kind.DORMANT: _("You are dormant now: still a citizen, with a resident’s rights."),
        Kind.AWAKE: _("Welcome back. You are awake, and all your rights are yours again."),
        Kind.APPOINTED: _("You have been appointed: {role}."),
        Kind.CLOSING: _("Your account closes on {day}. Until then you may keep it."),
        Kind.KEPT: _("Your account stays. Good that you are here."),
    }

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(max_length=24, choices=Kind)
    url = models.CharField(max_length=500)
    facts = models.JSONField(default=dict)
    names = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="whose name stands in the facts, so that it can be taken out",
    )
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"

    @property
    def sentence(self) -> str:
        """What happened, in the language of who reads it now."""
        words = self.SENTENCES.get(self.Kind(self.kind))
        return str(words or self.get_kind_display()).format_map(Facts(self.facts))
