"""Where an application goes once it has its endorsements: to be heard, or to the editors."""

from datetime import timedelta

from django.utils import timezone

from community.actions.ladder.review import start_review
from community.actions.ladder.telling import tell
from community.models import Application, CivicRecord, Notice

State = Application.State


def go_on(application: Application) -> None:
    """Take a locked application on; in a young city there is no ballot, and editors decide."""
    step = application.charter.step_to(application.standing)
    if step.is_by_ballot and not application.is_young:
        start_hearing(application, days=step.hearing_days)
    else:
        start_review(application)


def start_hearing(application: Application, *, days: int) -> None:
    application.state = State.HEARING
    application.hearing_until = timezone.now() + timedelta(days=days)
    application.save(update_fields=["state", "hearing_until"])
    tell(
        application,
        CivicRecord.Kind.HEARD,
        notice=Notice.Kind.APPLICATION_HEARD,
        mail="application_heard",
    )
