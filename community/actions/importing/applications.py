"""Take an application over with all that belongs to it, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from community.actions.importing.ballots import (
    ImportedVotes,
    add_ballot,
    count_ballot,
    keep_roll,
)
from community.actions.importing.entering import enter
from community.actions.ladder.requirements import progress
from community.actions.people import admit
from community.actions.record import Fact
from community.models import (
    Application,
    ApplicationMessage,
    Charter,
    CharterStep,
    CivicRecord,
    Endorsement,
    Standing,
    User,
)

State = Application.State
VOUCHED_AFTER = timedelta(hours=20)  # and so it goes on
UNVOUCHED = (State.SUBMITTED, State.EXPIRED)
ENDED = {
    State.GRANTED: CivicRecord.Kind.GRANTED,
    State.DECLINED: CivicRecord.Kind.DECLINED,
    State.WITHDRAWN: CivicRecord.Kind.WITHDREW,
    State.EXPIRED: CivicRecord.Kind.EXPIRED,
}


@dataclass(frozen=True, kw_only=True)
class ImportedMessage:
    """A question to the applicant or, by the applicant, an answer."""

    author: User
    text: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ImportedApplication:
    """An application in any state, by somebody of the standing before.

    ``decided_by``, ``closed_at`` and ``reason`` go with an end that an editor made. With ``votes``
    it came to a ballot: an open one, or one that was counted, which says the end itself.
    """

    applicant: User
    charter: Charter
    standing: Standing = Standing.RESIDENT
    statement: str
    state: str
    submitted_at: datetime
    endorsed_by: Sequence[User] = ()
    messages: Sequence[ImportedMessage] = ()
    votes: ImportedVotes | None = None
    decided_by: User | None = None
    closed_at: datetime | None = None
    reason: str = ""

    @property
    def is_heard(self) -> bool:
        return self.votes is not None or self.state == State.HEARING

    @property
    def went_on_at(self) -> datetime | None:
        """When it had its endorsements and went on to the citizens, or to the editors."""
        return None if self.state in UNVOUCHED else self.submitted_at + VOUCHED_AFTER


def import_application(row: ImportedApplication) -> Application:
    """Make the application with its entries; one that was granted gives the standing."""
    with transaction.atomic():
        application = store(row)
        enter_applied(application)
        add_endorsements(application, row)
        add_stage(application, row)
        for message in row.messages:
            add_message(application, message)
        if application.closed_at:
            end(application)
    return application


def enter_applied(application: Application) -> None:
    by, at = application.applicant, application.submitted_at
    facts = {"charter": application.charter.version}
    enter(application, CivicRecord.Kind.APPLIED, by=by, at=at, facts=facts)


def store(row: ImportedApplication) -> Application:
    """Write the row. The snapshot tells what the member had done when it was sent."""
    step = row.charter.step_to(row.standing)
    return Application.objects.create(
        applicant=row.applicant,
        charter=row.charter,
        standing=row.standing,
        state=State.BALLOT if row.votes else row.state,
        statement=row.statement,
        snapshot=[asked.as_row() for asked in progress(row.applicant, step, at=row.submitted_at)],
        endorsements_needed=step.endorsements,
        submitted_at=row.submitted_at,
        expires_at=row.submitted_at + timedelta(days=step.endorsement_days),
        decided_by=row.decided_by,
        closed_at=row.closed_at,
        reason=row.reason,
        **days_of(row, step),
    )


def days_of(row: ImportedApplication, step: CharterStep) -> dict[str, datetime]:
    """What began when it went on, and how long that lasts; how long one declined has to wait."""
    days = dict[str, datetime]()
    if row.went_on_at and row.is_heard:
        days["hearing_until"] = row.went_on_at + timedelta(days=step.hearing_days)
    elif row.went_on_at:
        days["review_since"] = row.went_on_at
        days["decide_by"] = row.went_on_at + timedelta(days=step.decision_days)
    if row.closed_at and row.state == State.DECLINED:
        days["again_after"] = row.closed_at + timedelta(days=step.wait_days)
    return days


def add_endorsements(application: Application, row: ImportedApplication) -> None:
    at = row.submitted_at + VOUCHED_AFTER
    Endorsement.objects.bulk_create(
        Endorsement(application=application, endorser=endorser, created_at=at)
        for endorser in row.endorsed_by
    )
    for endorser in row.endorsed_by:
        enter(application, CivicRecord.Kind.ENDORSED, by=endorser, at=at)


def add_stage(application: Application, row: ImportedApplication) -> None:
    """Enter where it went, and let the citizens vote where they came to it."""
    if row.went_on_at:
        kind = CivicRecord.Kind.HEARD if row.is_heard else CivicRecord.Kind.REVIEWED
        enter(application, kind, by=None, at=row.went_on_at)
    if row.votes and application.hearing_until:
        ballot = add_ballot(application, row.votes, opened_at=application.hearing_until)
        if row.state == State.BALLOT:
            keep_roll(application, ballot, row.votes.voters)
        else:
            count_ballot(application, ballot)


def add_message(application: Application, message: ImportedMessage) -> None:
    ApplicationMessage.objects.create(
        application=application, author=message.author, text=message.text, created_at=message.at
    )
    is_answer = message.author == application.applicant
    kind = CivicRecord.Kind.ANSWERED if is_answer else CivicRecord.Kind.QUESTIONED
    enter(application, kind, by=message.author, at=message.at)


def end(application: Application) -> None:
    """Enter the end as the action that made it would have, and admit who was granted."""
    facts = pace_of(application)
    if application.state == State.GRANTED:
        standing, member = Standing(application.standing), application.applicant
        admit(member, standing, at=application.closed_at)
        if standing is Standing.CITIZEN:
            facts["number"] = member.citizen_number
    enter(
        application,
        ENDED[State(application.state)],
        by=application.decided_by,
        at=application.closed_at,
        reason=application.reason,
        facts=facts,
    )


def pace_of(application: Application) -> dict[str, Fact]:
    """How long the editors took and whether they were late, where one of them decided."""
    since, at, due = application.review_since, application.closed_at, application.decide_by
    if not (application.decided_by and since and at and due):
        return {}
    return {"waited": int((at - since).total_seconds()), "late": at > due}
