"""Work of the queue: mail, and what an appeal brought. Each may run twice."""

from datetime import date

from django.utils import timezone
from django_tasks import task

from comments.actions import overturn_hiding as overturn
from comments.actions.tell import tell_followers
from comments.emails import daily_letter, decision_letter, telling_letter
from comments.models import Comment, Decision, Mention, Telling
from comments.permissions import can_hear_of
from community.actions.mail_settings import EVERY_DAILY, mail_token, paces_for
from community.models import Appeal, MailKind, Pace

# The state that a decision leaves; the others leave the comment shown.
LEFT: dict[str, str] = {
    Decision.Kind.HIDDEN: Comment.State.HIDDEN,
    Decision.Kind.SPAM: Comment.State.SPAM,
}
COMMENTS = Comment.objects.select_related("author", "parent__author", "discussion__article")
TELLINGS = Telling.objects.select_related("user", "comment__author", "comment__discussion__article")


@task()
def tell_followers_of(comment_pk: int) -> None:
    """Tell those who follow the discussion of a new comment."""
    tell_followers(comment_pk)


@task()
def mail_telling(pk: int) -> None:
    """Tell a member of a comment by mail, if all that led to it still holds."""
    telling = TELLINGS.filter(pk=pk, mailed_at__isnull=True).first()
    if telling is not None and still_holds(telling):
        telling_letter(telling, mail_token(telling.user, telling.kind)).send()
        Telling.objects.filter(pk=pk).update(mailed_at=timezone.now())


@task()
def mail_daily_letter(user_pk: int, day: str) -> None:
    """Tell a member of what was put into the letter of a day, as far as it still holds."""
    letter_on = date.fromisoformat(day)
    rows = Telling.objects.filter(user=user_pk, letter_on=letter_on, mailed_at__isnull=True)
    tellings = list(TELLINGS.filter(pk__in=rows.values("pk")).order_by("pk"))
    wanted = [telling for telling in tellings if still_holds(telling)]
    if wanted:
        user = wanted[0].user
        daily_letter(user, letter_on, wanted, mail_token(user, EVERY_DAILY)).send()
    Telling.objects.filter(pk__in=[t.pk for t in tellings]).update(mailed_at=timezone.now())


def still_holds(telling: Telling) -> bool:
    """Whether the comment is still shown to them, names them still, and the mail is wanted."""
    if not can_hear_of(telling.user, telling.comment):
        return False
    if paces_for(telling.user)[telling.kind] == Pace.OFF:
        return False
    if telling.kind != MailKind.COMMENT_MENTIONED:
        return True
    return Mention.objects.filter(comment=telling.comment_id, user=telling.user_id).exists()


@task()
def mail_decision(decision_id: str) -> None:
    """Tell the author that the comment is shown now, or hidden and why, if that still holds."""
    decision = Decision.objects.get(pk=decision_id)
    comment = COMMENTS.filter(uuid=decision.comment).first() if decision.comment else None
    if comment is None or comment.author is None or was_taken_back(decision):
        return
    if comment.state == LEFT.get(decision.kind, Comment.State.PUBLISHED):
        decision_letter(comment, comment.author, decision).send()


@task()
def overturn_hiding(comment: str, appeal_pk: int) -> None:
    """Carry out an appeal that was upheld: show the comment again."""
    shown_again = Comment.objects.filter(uuid=comment).first()
    appeal = Appeal.objects.select_related("decided_by").filter(pk=appeal_pk).first()
    if shown_again is not None and appeal is not None:
        overturn(shown_again, appeal=appeal)


def was_taken_back(decision: Decision) -> bool:
    log = Decision.objects.filter(comment=decision.comment, kind=Decision.Kind.UNDONE)
    return str(decision.pk) in [entry.facts.get("decision") for entry in log]
