"""Editors look at an application: they ask, they grant, they decline."""

from datetime import datetime, timedelta
from typing import Any, TypedDict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ladder.locking import lock_application
from community.actions.ladder.telling import enter, tell
from community.actions.notices import notify_member
from community.actions.people import admit
from community.enqueue import enqueue
from community.errors import AlreadyDecided, Refused
from community.models import (
    Application,
    ApplicationMessage,
    CivicRecord,
    Notice,
    Standing,
    User,
)
from community.permissions import can_decide, has_endorsed, staff_may
from community.permissions.ladder import DECIDE, has_declined

State = Application.State
IN_REVIEW = (State.IN_REVIEW, State.QUESTIONS)


class Pace(TypedDict, total=False):
    """How many seconds it was with the editors, and whether they were late: for the figures."""

    waited: int
    late: bool


def start_review(
    application: Application, *, notice: str = Notice.Kind.APPLICATION_IN_REVIEW
) -> None:
    """Hand a locked application to the editors; their clock starts now."""
    now = timezone.now()
    days = application.charter.step_to(application.standing).decision_days
    application.state = State.IN_REVIEW
    application.review_since = now
    application.decide_by = now + timedelta(days=days)
    application.save(update_fields=["state", "review_since", "decide_by"])
    tell(
        application,
        CivicRecord.Kind.REVIEWED,
        notice=notice,
        mail="application_in_review",
    )


def ask_question(application: Application, *, by: User, text: str) -> ApplicationMessage:
    """Ask the applicant; the same question sent twice is one."""
    text = text.strip()
    with transaction.atomic():
        application = lock_application(application, also=by)
        refuse_unless_deciding(application, by)
        if not text:
            raise Refused(_("Write the question first."))
        last = application.messages.last()
        if last is not None and (last.author_id, last.text) == (by.pk, text):
            return last
        refuse_unless_in_review(application)
        Application.objects.filter(pk=application.pk).update(state=State.QUESTIONS)
        message = ApplicationMessage.objects.create(application=application, author=by, text=text)
        enter(application, CivicRecord.Kind.QUESTIONED, by=by)
        url = application.get_absolute_url()
        notify_member(application.applicant, Notice.Kind.APPLICATION_QUESTION, url)
        enqueue("community.tasks.ladder.mail_question", message.pk)
    return message


def answer_question(application: Application, *, by: User, text: str) -> ApplicationMessage:
    """Answer the editors; the time that a question was open does not count against them."""
    text = text.strip()
    with transaction.atomic():
        application = lock_application(application)
        if application.applicant_id != by.pk:
            raise PermissionDenied(_("Only the applicant answers."))
        if not text:
            raise Refused(_("Write your answer first."))
        last = application.messages.last()
        if last is not None and (last.author_id, last.text) == (by.pk, text):
            return last
        if application.state not in (State.QUESTIONS, State.HEARING) or last is None:
            raise Refused(_("No question is open."))
        message = ApplicationMessage.objects.create(application=application, author=by, text=text)
        if application.state == State.QUESTIONS:
            resume_review(application)
        enter(application, CivicRecord.Kind.ANSWERED, by=by)
    return message


def resume_review(application: Application) -> None:
    """Go on after an answer, with the editors' clock set forward by the time of waiting."""
    asked = application.messages.exclude(author_id=application.applicant_id)
    answers = application.messages.filter(author_id=application.applicant_id).order_by("pk")
    before = list(answers)[-2:-1]
    if before:
        asked = asked.filter(pk__gt=before[0].pk)
    first = asked.filter(created_at__gte=application.review_since).first()
    application.state = State.IN_REVIEW
    if first is not None and application.decide_by is not None:
        application.decide_by += timezone.now() - first.created_at
    application.save(update_fields=["state", "decide_by"])


def grant_application(application: Application, *, by: User, reason: str) -> Application:
    """Admit the applicant; AlreadyDecided when somebody else was first."""
    with transaction.atomic():
        application, pace = decide(application, State.GRANTED, by=by, reason=reason)
        if pace:
            promote(application)
            tell_granted(application, by=by, pace=pace)
            publish_reason(application, by=by)
    return application


def decline_application(application: Application, *, by: User, reason: str) -> Application:
    """Decline with a reason; AlreadyDecided when somebody else was first."""
    with transaction.atomic():
        application, pace = decide(application, State.DECLINED, by=by, reason=reason)
        if pace:
            tell_declined(application, by=by, pace=pace)
            publish_reason(application, by=by)
    return application


def publish_reason(application: Application, *, by: User) -> None:
    """Enter what an editor made of a ballot that left it open; the gazette quotes the reason."""
    ballot = application.ballot_left_open
    if ballot is not None:
        enter(
            application,
            CivicRecord.Kind.SETTLED,
            by=by,
            reason=application.reason,
            ballot=ballot.pk,
            outcome=application.state,
        )


def tell_granted(application: Application, *, by: User | None, pace: Pace | None = None) -> None:
    number = application.applicant.citizen_number
    is_citizen = application.standing == Standing.CITIZEN
    facts: dict[str, Any] = {"number": number} if is_citizen else {}
    tell(
        application,
        CivicRecord.Kind.GRANTED,
        notice=Notice.Kind.APPLICATION_GRANTED,
        mail="application_granted",
        by=by,
        reason=application.reason,
        **facts,
        **(pace or {}),
    )


def tell_declined(application: Application, *, by: User | None, pace: Pace | None = None) -> None:
    tell(
        application,
        CivicRecord.Kind.DECLINED,
        notice=Notice.Kind.APPLICATION_DECLINED,
        mail="application_declined",
        by=by,
        reason=application.reason,
        **(pace or {}),
    )


def decide(
    application: Application, state: str, *, by: User, reason: str
) -> tuple[Application, Pace]:
    """Close the application as ``state``; return it and, if this call was the one, its pace.

    Whoever comes second gets AlreadyDecided; the same decision by the same person is silent.
    """
    reason = reason.strip()
    application = lock_application(application, also=by)
    refuse_unless_deciding(application, by)
    if not reason:
        raise Refused(_("Give a reason. The applicant reads it."))
    if application.state == state and application.decided_by_id == by.pk:
        return application, {}
    refuse_unless_in_review(application)
    pace, decided = pace_of(application), decision(application, state, by=by, reason=reason)
    if not Application.objects.filter(pk=application.pk, state__in=IN_REVIEW).update(**decided):
        raise AlreadyDecided
    application.refresh_from_db()
    return application, pace


def decision(application: Application, state: str, *, by: User, reason: str) -> dict[str, Any]:
    """What a decision sets; also for showing one before it is taken."""
    return {
        "state": state,
        "decided_by": by,
        "reason": reason,
        "closed_at": timezone.now(),
        "again_after": waiting_time(application) if state == State.DECLINED else None,
    }


def pace_of(application: Application) -> Pace:
    since = application.review_since or timezone.now()
    waited = int((timezone.now() - since).total_seconds())
    return {"waited": waited, "late": application.is_overdue}


def waiting_time(application: Application) -> datetime:
    """When the applicant may ask again after a decline."""
    step = application.charter.step_to(application.standing)
    return timezone.now() + timedelta(days=step.wait_days)


def promote(application: Application) -> None:
    """Give the standing that was asked for to the applicant, whose row is locked."""
    standing = Standing(application.standing)
    member = application.applicant
    if member.standing != standing.before:
        raise Refused(_("The applicant’s standing has changed meanwhile."))
    admit(member, standing)


def refuse_unless_deciding(application: Application, by: User) -> None:
    if can_decide(by, application):
        return
    if application.applicant_id == by.pk and staff_may(by, DECIDE):
        raise PermissionDenied(_("Nobody decides on their own application."))
    if has_endorsed(by, application):
        raise PermissionDenied(_("You endorsed this application; somebody else decides on it."))
    if has_declined(by, application):
        raise PermissionDenied(_("You declined it before the appeal; somebody else decides now."))
    raise PermissionDenied(_("Only editors decide on applications."))


def refuse_unless_in_review(application: Application) -> None:
    if application.state == State.SUBMITTED:
        raise Refused(_("This application is still gathering endorsements."))
    if application.state in (State.HEARING, State.BALLOT):
        raise Refused(_("The citizens decide on this one, by a ballot."))
    if application.state == State.WITHDRAWN:
        raise AlreadyDecided(_("The applicant has withdrawn this application."))
    if not application.is_open:
        raise AlreadyDecided
