"""The cast: members at every standing, as they were before what they applied for."""

from datetime import datetime, timedelta

from community.actions.importing import ImportedMember, import_member
from community.models import Standing, User
from config.demo.reading import Facts, ago

# How long after signing up a member of the cast reached each standing, in days.
FOUNDED_AFTER, RESIDENT_AFTER, CITIZEN_AFTER = 1, 18, 110


def load_members(facts: Facts, now: datetime) -> dict[str, User]:
    """Make the cast, the eldest first, so that citizens are numbered in order; by handle."""
    founder, *others = eldest_first(facts)
    cast = {founder["handle"]: import_member(member(founder, now, is_founder=True))}
    return cast | {row["handle"]: import_member(member(row, now)) for row in others}


def eldest_first(facts: Facts) -> list[Facts]:
    return sorted(facts["members"], key=lambda row: -float(row["days_here"]))


def when_founded(facts: Facts, now: datetime) -> datetime:
    """The eldest member founded the city."""
    return ago(now, eldest_first(facts)[0]["days_here"] - FOUNDED_AFTER)


def member(row: Facts, now: datetime, *, is_founder: bool = False) -> ImportedMember:
    created_at, standing = ago(now, row["days_here"]), Standing(row["standing"])
    citizen_after = timedelta(days=FOUNDED_AFTER if is_founder else CITIZEN_AFTER)
    was_resident = standing != Standing.VISITOR and not is_founder
    return ImportedMember(
        email=f"{row['handle']}@demo.example",
        handle=row["handle"],
        display_name=row["display_name"],
        bio=row.get("bio", ""),
        created_at=created_at,
        resident_since=created_at + timedelta(days=RESIDENT_AFTER) if was_resident else None,
        citizen_since=created_at + citizen_after if standing == Standing.CITIZEN else None,
        roles=[row["role"]] if row.get("role") else [],
        shows=row.get("shows"),
        is_demo=True,
    )
