"""A member objects to a decision about them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.appeals.panel import seat_panel
from community.actions.appeals.parties import reporters_behind
from community.actions.appeals.telling import enter
from community.actions.people import lock_member
from community.errors import Refused
from community.models import (
    Appeal,
    AppealParty,
    Application,
    City,
    CivicReason,
    CivicRecord,
    Sanction,
    User,
)
from community.models.appeals import LONGEST_STATEMENT
from community.permissions import can_appeal

Kind, Part = Appeal.Kind, AppealParty.Part


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What an appeal is about: a decision in a log, and who has a part in it (keys of people).

    ``about`` names the one thing: ``{"comment": uuid}``, or a sanction or application so.
    """

    kind: str
    about: Mapping[str, object]
    decision: UUID
    decided_at: datetime
    parties: Mapping[str, Iterable[int]]


def appeal_sanction(sanction: Sanction, *, by: User, statement: str) -> Appeal:
    """Object to a sanction of any kind, in force or over. Raises with a sentence, like all here.

    With a ban goes what was taken with it; see ``Sanction.covering_appeal``.
    """
    refuse_unless_own(by, sanction.user)
    with transaction.atomic():
        lock_member(by)
        sanction = Sanction.objects.select_related("user", "revocation").get(pk=sanction.pk)
        covering = sanction.covering_appeal
        if covering is not None:
            return refuse_unless_same(covering, statement.strip())
        return open_appeal(sanction_matter(sanction), by=by, statement=statement)


def appeal_application(application: Application, *, by: User, statement: str) -> Appeal:
    """Object to a declined application."""
    refuse_unless_own(by, application.applicant)
    with transaction.atomic():
        lock_member(by)
        application = Application.objects.get(pk=application.pk)
        if application.state != Application.State.DECLINED:
            raise Refused(_("Only a declined application can be appealed. This one is not."))
        return open_appeal(application_matter(application), by=by, statement=statement)


def refuse_unless_own(by: User, owner: User | None) -> None:
    if not can_appeal(by, owner):
        raise PermissionDenied(_("Only the person whom a decision is about may appeal."))


def sanction_matter(sanction: Sanction) -> Matter:
    """The decision is the last one: the sanction, or that a standing was taken with it."""
    imposed = entry_about(CivicRecord.Kind.SANCTIONED, sanction.user, sanction=sanction.pk)
    entry, parties = imposed, deciders(imposed, sanction.imposed_by_id)
    if taken := sanction.revoked:
        entry = entry_about(CivicRecord.Kind.REVOKED, sanction.user, sanction=sanction.pk)
        parties += deciders(entry, taken.revoked_by_id)
    return Matter(
        kind=Kind.SANCTION,
        about={"sanction": sanction},
        decision=entry.pk,
        decided_at=sanction.decided_at,
        parties={
            Part.DECIDER: parties,
            Part.REPORTER: reporters_behind(
                sanction.user, comment_of(imposed), sanction.imposed_at
            ),
        },
    )


def comment_of(entry: CivicRecord) -> UUID | None:
    """The comment that a sanction was for, where it named one."""
    named = entry.facts.get("comment")
    return UUID(named) if named else None


def application_matter(application: Application) -> Matter:
    entry = entry_about(
        CivicRecord.Kind.DECLINED, application.applicant, application=application.pk
    )
    endorsers = application.endorsements.with_people().values_list("endorser", flat=True)
    return Matter(
        kind=Kind.APPLICATION,
        about={"application": application},
        decision=entry.pk,
        decided_at=application.closed_at or entry.at,
        parties={
            Part.DECIDER: deciders(entry, application.decided_by_id),
            Part.ENDORSER: list(endorsers),
        },
    )


def entry_about(kind: str, member: User, **fact: int) -> CivicRecord:
    """Return the latest entry of ``kind`` with this fact."""
    facts = {f"facts__{name}": value for name, value in fact.items()}
    entries = CivicRecord.objects.filter(kind=kind, member=member.record_id, **facts)
    entry = entries.order_by("-at").first()
    if entry is None:
        raise Refused(_("There is no decision in the record that could be looked at."))
    return entry


def deciders(entry: CivicRecord, pk: int | None) -> list[int]:
    """Return who decided, by the record and by the row itself."""
    named = User.objects.filter(record_id=entry.by) if entry.by else User.objects.none()
    return [*named.values_list("pk", flat=True), *([pk] if pk else [])]


def open_appeal(matter: Matter, *, by: User, statement: str) -> Appeal:
    """Take the appeal and draw the panel; the same one sent twice is one."""
    statement = statement.strip()
    with transaction.atomic():
        member = lock_member(by)
        refuse_unless_own(by, member)
        earlier = Appeal.objects.filter(decision=matter.decision).first()
        if earlier is not None:
            return refuse_unless_same(earlier, statement)
        refuse_if_late(matter.decided_at)
        refuse_unless_said(statement)
        appeal = store(matter, member, statement)
        facts = {"decision": str(matter.decision)}
        enter(appeal, CivicRecord.Kind.APPEALED, by=member, facts=facts)
        seat_panel(appeal)
    return appeal


def refuse_unless_same(earlier: Appeal, statement: str) -> Appeal:
    if earlier.statement != statement:
        raise Refused(_("You have appealed against this already. Each decision takes one."))
    return earlier


def appeal_until(decided_at: datetime) -> datetime:
    """When the time for an appeal against a decision of ``decided_at`` ends."""
    return decided_at + timedelta(days=City.current().appeal_days)


def appeals_since() -> datetime:
    """Return the time since which decisions may be appealed against now."""
    return timezone.now() - timedelta(days=City.current().appeal_days)


def refuse_if_late(decided_at: datetime) -> None:
    if appeal_until(decided_at) <= timezone.now():
        raise Refused(_("The time for an appeal against this is over."))


def refuse_unless_said(statement: str) -> None:
    if not statement:
        raise Refused(_("Say first why you think the decision wrong."))
    if len(statement) > LONGEST_STATEMENT:
        raise Refused(_("Keep it under %(count)d characters.") % {"count": LONGEST_STATEMENT})


def store(matter: Matter, member: User, statement: str) -> Appeal:
    now = timezone.now()
    appeal = Appeal.objects.create(
        member=member,
        kind=matter.kind,
        decision=matter.decision,
        decision_at=matter.decided_at,
        statement=statement,
        opened_at=now,
        panel_until=now + timedelta(days=City.current().panel_days),
        **matter.about,
    )
    parts = {(Part.MEMBER, member.pk)}
    for part, people in matter.parties.items():
        parts |= {(AppealParty.Part(part), pk) for pk in people}
    AppealParty.objects.bulk_create(
        AppealParty(appeal=appeal, user_id=pk, part=part) for part, pk in sorted(parts)
    )
    return appeal


def reason_of(appeal: Appeal) -> str:
    """The words of the decision; "" where they were emptied, or none were given."""
    kept = CivicReason.objects.filter(entry=appeal.decision).first()
    return kept.text if kept else ""
