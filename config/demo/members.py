"""The cast: members at every standing, and what they applied for."""

from datetime import datetime, timedelta

from community.actions.importing import (
    ImportedApplication,
    ImportedMember,
    import_application,
    import_member,
)
from community.models import Charter, Standing, User
from config.demo.reading import Facts, ago

# How long after signing up a member of the cast reached each standing, in days.
RESIDENT_AFTER, CITIZEN_AFTER, DECIDED_AFTER = 18, 110, 4


def load_members(facts: Facts, now: datetime) -> dict[str, User]:
    """Make the cast, the eldest first, so that citizens are numbered in order; by handle."""
    eldest_first = sorted(facts["members"], key=lambda row: -float(row["days_here"]))
    granted = {
        row["member"]: ago(now, row["days_ago"] - DECIDED_AFTER)
        for row in facts["applications"]
        if row["state"] == "granted"
    }
    return {
        row["handle"]: import_member(member(row, granted.get(row["handle"]), now))
        for row in eldest_first
    }


def member(row: Facts, granted_at: datetime | None, now: datetime) -> ImportedMember:
    """Describe one; residents whose application is not among the demo's became so long ago."""
    created_at = ago(now, row["days_here"])
    resident_since = granted_at or created_at + timedelta(days=RESIDENT_AFTER)
    standing = Standing(row["standing"])
    is_resident = standing != Standing.VISITOR
    is_citizen = standing == Standing.CITIZEN
    return ImportedMember(
        email=f"{row['handle']}@demo.example",
        handle=row["handle"],
        display_name=row["display_name"],
        bio=row.get("bio", ""),
        created_at=created_at,
        resident_since=resident_since if is_resident else None,
        citizen_since=created_at + timedelta(days=CITIZEN_AFTER) if is_citizen else None,
        roles=[row["role"]] if row.get("role") else [],
        shows=row.get("shows"),
        is_demo=True,
    )


def load_applications(
    rows: list[Facts], cast: dict[str, User], charter: Charter, now: datetime
) -> None:
    for row in rows:
        submitted_at = ago(now, row["days_ago"])
        decided_by = cast.get(row.get("decided_by", ""))
        import_application(
            ImportedApplication(
                applicant=cast[row["member"]],
                charter=charter,
                statement=row["statement"].strip(),
                state=row["state"],
                submitted_at=submitted_at,
                endorsed_by=[cast[handle] for handle in row.get("endorsed_by", [])],
                question=row.get("question", ""),
                asked_by=next(user for user in cast.values() if "editor" in user.roles),
                decided_by=decided_by,
                closed_at=submitted_at + timedelta(days=DECIDED_AFTER) if decided_by else None,
                reason=row.get("reason", ""),
            )
        )
