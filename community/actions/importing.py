"""Take members and their applications over as they stand, and tell nobody.

What is taken over stands in the civic record too, at its own time: the record explains every
standing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import transaction

from community.actions.consent import begin_consent, choose_consent
from community.actions.ladder.requirements import progress
from community.actions.people import next_citizen_number
from community.actions.record import Fact, write_record
from community.models import (
    Application,
    ApplicationMessage,
    Charter,
    CivicRecord,
    Endorsement,
    Standing,
    User,
)

State = Application.State
ENDED = {
    State.DECLINED: CivicRecord.Kind.DECLINED,
    State.WITHDRAWN: CivicRecord.Kind.WITHDREW,
    State.EXPIRED: CivicRecord.Kind.EXPIRED,
}


@dataclass(frozen=True, kw_only=True)
class ImportedMember:
    """A member with a verified e-mail. Times are aware; those of standings not reached are None.

    ``shows`` names what others may see (``Consent.CHOICES``); None for one who was never asked.
    """

    email: str
    handle: str
    display_name: str
    bio: str = ""
    created_at: datetime
    resident_since: datetime | None = None
    citizen_since: datetime | None = None
    roles: Sequence[str] = ()
    shows: Sequence[str] | None = None
    is_demo: bool = False

    @property
    def standing(self) -> Standing:
        if self.citizen_since:
            return Standing.CITIZEN
        return Standing.RESIDENT if self.resident_since else Standing.VISITOR


@dataclass(frozen=True, kw_only=True)
class ImportedApplication:
    """An application for residency in any state; ``closed_at`` goes with its end."""

    applicant: User
    charter: Charter
    statement: str
    state: str
    submitted_at: datetime
    endorsed_by: Sequence[User] = ()
    question: str = ""
    asked_by: User | None = None
    decided_by: User | None = None
    closed_at: datetime | None = None
    reason: str = ""


def import_member(row: ImportedMember) -> User:
    """Make the account with its standing, roles and entries; the first citizen founds the city."""
    with transaction.atomic():
        member = User.objects.create_user(
            row.email,
            handle=row.handle,
            display_name=row.display_name,
            bio=row.bio,
            created_at=row.created_at,
            standing=row.standing,
            resident_since=row.resident_since,
            citizen_since=row.citizen_since,
            citizen_number=next_citizen_number() if row.citizen_since else None,
            is_staff=bool(row.roles),
            is_demo=row.is_demo,
        )
        EmailAddress.objects.create(user=member, email=member.email, verified=True, primary=True)
        for role in row.roles:
            member.groups.add(Group.objects.get_or_create(name=role)[0])
            facts = {"role": role}
            write_record(CivicRecord.Kind.APPOINTED, member=member, facts=facts, at=row.created_at)
        enter_standing(member)
        if row.standing != Standing.VISITOR:
            begin_consent(member)
        if row.shows is not None:
            choose_consent(member, by=member, chosen=row.shows)
    return member


def enter_standing(member: User) -> None:
    """Write how ``member`` came by the standing."""
    if member.resident_since:
        write_record(
            CivicRecord.Kind.GRANTED,
            member=member,
            standing=Standing.RESIDENT,
            at=member.resident_since,
        )
    if member.citizen_since:
        is_founder = member.citizen_number == 1
        write_record(
            CivicRecord.Kind.FOUNDED if is_founder else CivicRecord.Kind.GRANTED,
            member=member,
            standing=Standing.CITIZEN,
            facts={"number": member.citizen_number},
            at=member.citizen_since,
        )


def import_application(row: ImportedApplication) -> Application:
    """Make the application with its endorsements, question and entries. Standing is not touched."""
    step = row.charter.step_to(Standing.RESIDENT)
    reviewed = row.state != State.SUBMITTED
    review_since = row.submitted_at + timedelta(days=1) if reviewed else None
    with transaction.atomic():
        application = Application.objects.create(
            applicant=row.applicant,
            charter=row.charter,
            standing=Standing.RESIDENT,
            state=row.state,
            statement=row.statement,
            snapshot=[asked.as_row() for asked in progress(row.applicant, step)],
            endorsements_needed=step.endorsements,
            submitted_at=row.submitted_at,
            expires_at=row.submitted_at + timedelta(days=step.endorsement_days),
            review_since=review_since,
            decide_by=review_since and review_since + timedelta(days=step.decision_days),
            decided_by=row.decided_by,
            closed_at=row.closed_at,
            reason=row.reason,
            again_after=row.closed_at + timedelta(days=step.wait_days)
            if row.closed_at and row.state == State.DECLINED
            else None,
        )
        add_endorsements(application, row)
        add_question(application, row)
        enter_application(application)
    return application


def add_endorsements(application: Application, row: ImportedApplication) -> None:
    at = row.submitted_at + timedelta(hours=20)
    Endorsement.objects.bulk_create(
        Endorsement(application=application, endorser=endorser, created_at=at)
        for endorser in row.endorsed_by
    )
    for endorser in row.endorsed_by:
        enter(application, CivicRecord.Kind.ENDORSED, by=endorser, at=at)


def add_question(application: Application, row: ImportedApplication) -> None:
    if not row.question:
        return
    at = row.submitted_at + timedelta(days=2)
    ApplicationMessage.objects.create(
        application=application, author=row.asked_by, text=row.question, created_at=at
    )
    enter(application, CivicRecord.Kind.QUESTIONED, by=row.asked_by, at=at)


def enter_application(application: Application) -> None:
    """Write its steps; what was granted stands in the record as the standing itself."""
    enter(application, CivicRecord.Kind.APPLIED, by=None, at=application.submitted_at)
    if application.review_since:
        enter(application, CivicRecord.Kind.REVIEWED, by=None, at=application.review_since)
    if application.state in ENDED and application.closed_at:
        enter(
            application,
            ENDED[State(application.state)],
            by=application.decided_by,
            at=application.closed_at,
            reason=application.reason,
            **pace_of(application),
        )


def pace_of(application: Application) -> dict[str, Fact]:
    """How long the editors took and whether they were late, as a decision here says it."""
    since, at, due = application.review_since, application.closed_at, application.decide_by
    if not (since and at and due):
        return {}
    return {"waited": int((at - since).total_seconds()), "late": at > due}


def enter(
    application: Application,
    kind: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    **facts: Fact,
) -> None:
    write_record(
        kind,
        member=application.applicant,
        by=by,
        standing=application.standing,
        facts={"application": application.pk, **facts},
        reason=reason,
        at=at,
    )
