"""Write a step of an application that was taken over into the record, at its own time."""

from collections.abc import Mapping
from datetime import datetime

from community.actions.record import Fact, write_record
from community.models import Application, User


def enter(
    application: Application,
    kind: str,
    *,
    by: User | None,
    at: datetime | None,
    reason: str = "",
    facts: Mapping[str, Fact] | None = None,
) -> None:
    write_record(
        kind,
        member=application.applicant,
        by=by,
        standing=application.standing,
        facts={"application": application.pk, **(facts or {})},
        reason=reason,
        at=at,
    )
