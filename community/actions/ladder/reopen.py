"""An appeal was upheld: what was declined is looked at again, by somebody else."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from community.actions.ladder.locking import lock_application
from community.actions.ladder.telling import tell
from community.actions.record import empty_reasons
from community.models import Application, CivicRecord, Notice, Standing

State = Application.State
CHANGED = [
    "state",
    "reason",
    "decided_by",
    "closed_at",
    "again_after",
    "overdue_told_at",
    "review_since",
    "decide_by",
    "hearing_until",
]


def reopen_application(application: Application) -> Application:
    """Annul the decline, its waiting time and its public reason, within the appeal's transaction.

    It goes back to the editors, who have their days again; who declined it does not decide. Where
    the member has another open application by now, or stands elsewhere, it stays closed.
    """
    application = lock_application(application)
    if application.state != State.DECLINED:
        return application
    application.again_after = None
    empty_reasons(
        Q(
            kind=CivicRecord.Kind.SETTLED,
            member=application.applicant.record_id,
            facts__application=application.pk,
        )
    )
    if is_still_wanted(application):
        reopen(application)
    application.save(update_fields=CHANGED)
    if application.state == State.HEARING:
        kind, notice = CivicRecord.Kind.HEARD, Notice.Kind.APPLICATION_HEARD
        tell(application, kind, notice=notice, after_appeal=True)
    elif application.is_open:
        kind, notice = CivicRecord.Kind.REVIEWED, Notice.Kind.APPLICATION_IN_REVIEW
        tell(application, kind, notice=notice, after_appeal=True)
    return application


def is_still_wanted(application: Application) -> bool:
    applicant = application.applicant
    others = Application.objects.open().filter(applicant=applicant)
    return applicant.standing == Standing(application.standing).before and not others.exists()


def reopen(application: Application) -> None:
    """Where the citizens were deciding, they do again, with a new roll; else an editor.

    Whoever declined it may be gone by now: it was an editor if it ever came into review.
    """
    now = timezone.now()
    if application.hearing_until is not None and application.review_since is None:
        application.state, application.reason = State.HEARING, ""
        application.closed_at, application.hearing_until = None, now
        return
    days = application.charter.step_to(application.standing).decision_days
    application.state, application.reason = State.IN_REVIEW, ""
    application.decided_by = application.closed_at = application.overdue_told_at = None
    application.review_since, application.decide_by = now, now + timedelta(days=days)
