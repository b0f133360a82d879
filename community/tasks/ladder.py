"""Work done after the answer: letters. Safe to repeat; who is gone is not written to."""

from django_tasks import task

from community.actions.mail_settings import mail_token, paces_for
from community.emails.ladder import (
    application_letter,
    ballots_letter,
    dormancy_letter,
    question_letter,
    sanction_letter,
    standing_letter,
)
from community.models import (
    Application,
    ApplicationMessage,
    BallotVoter,
    FormerStanding,
    MailKind,
    Pace,
    Sanction,
    User,
)
from community.permissions import people_who_may_vote


@task()
def mail_application(pk: int, name: str) -> None:
    """Send the letter ``name`` ("application_granted") about the application ``pk``."""
    applications = Application.objects.select_related("applicant", "charter")
    application = applications.filter(pk=pk).first()
    if application is not None:
        application_letter(application, name).send()


@task()
def mail_question(pk: int) -> None:
    messages = ApplicationMessage.objects.select_related("application__applicant")
    message = messages.filter(pk=pk).first()
    if message is not None:
        question_letter(message).send()


@task()
def mail_sanction(pk: int, name: str) -> None:
    sanction = Sanction.objects.select_related("user", "revocation").filter(pk=pk).first()
    if sanction is not None:
        sanction_letter(sanction, name).send()


@task()
def mail_standing(pk: int, name: str) -> None:
    """Send the letter ``name`` ("standing_renounced") about the former standing ``pk``."""
    former = FormerStanding.objects.select_related("member").filter(pk=pk).first()
    if former is not None:
        standing_letter(former, name).send()


@task()
def mail_dormancy(pk: int, name: str, day: str) -> None:
    member = User.objects.filter(pk=pk, is_active=True).first()
    if member is not None and not member.is_dormant:
        dormancy_letter(member, name, day).send()


@task()
def mail_voter(pk: int, ballots: str) -> None:
    """Call a member to vote in the ballots of these keys ("12,15"), as far as they still can."""
    voter = people_who_may_vote().filter(pk=pk).first()
    if voter is None or paces_for(voter)[MailKind.BALLOT_OPENED] == Pace.OFF:
        return
    keys = [int(key) for key in ballots.split(",")]
    lines = BallotVoter.objects.open().filter(voter=voter, ballot__in=keys)
    lines = lines.order_by("ballot__closes_at", "ballot")
    found = [line.ballot for line in lines.select_related("ballot__application__applicant")]
    if found:
        ballots_letter(voter, found, mail_token(voter, MailKind.BALLOT_OPENED)).send()
