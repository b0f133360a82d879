"""The demo's charter: a small town's, in force since some weeks after the founding."""

from datetime import datetime, timedelta

from django.db import connection
from django.db.models import QuerySet

from community import append_only
from community.actions.charter import adopt_charter, draft_charter, lay_out_city
from community.models import Charter, City, CivicRecord, Standing
from config.demo.reading import CONTENT

FIRST_BEFORE, OURS_AFTER = timedelta(days=1), timedelta(days=42)  # the founding
# What a town asks that prints a piece a week and has seven citizens.
YOUNG_CITY = 5
NUMBERS = {
    Standing.RESIDENT: {"articles_opened": 4, "opened_days": 3},
    Standing.CITIZEN: {
        "active_days": 6,
        "comments": 4,
        "comment_articles": 3,
        "constructive_people": 3,
        "hearing_days": 3,
        "ballot_days": 5,
        "quorum_least": 3,
        "young_roll": 4,
    },
}


def charter_text() -> str:
    return (CONTENT / "charter.md").read_text(encoding="utf-8")


def load_charter(founded_at: datetime) -> Charter:
    """Put the demo's charter in force, and set back the day of the one before it."""
    lay_out_city()
    first = Charter.objects.adopted().earliest("version")
    ours = draft_charter(text=charter_text(), by=None)
    ours.young_city = YOUNG_CITY
    ours.save(update_fields=["young_city"])
    for standing, numbers in NUMBERS.items():
        ours.steps.filter(standing=standing).update(**numbers)
    ours = adopt_charter(ours, by=None)
    with append_only.lifted(connection, CivicRecord._meta.db_table):
        date_adoption(first, founded_at - FIRST_BEFORE)
        date_adoption(ours, founded_at + OURS_AFTER)
    return ours


def replace_charter() -> None:
    """Put the charter before it in force again, unless somebody applied under the demo’s.

    Its day is again the one on which the site was laid out. For inside ``append_only.lifted``.
    """
    ours = Charter.objects.filter(text=charter_text(), applications=None).first()
    if ours is None:
        return
    before = Charter.objects.adopted().exclude(pk=ours.pk).order_by("-version")
    City.objects.filter(charter=ours).update(charter=before.first())
    entries_of(ours).delete()
    ours.delete()
    first = Charter.objects.adopted().earliest("version")
    date_adoption(first, first.created_at)


def date_adoption(charter: Charter, at: datetime) -> None:
    charter.adopted_at = at
    charter.save(update_fields=["adopted_at"])
    entries_of(charter).update(at=at)


def entries_of(charter: Charter) -> QuerySet[CivicRecord]:
    kind = CivicRecord.Kind.CHARTERED
    return CivicRecord.objects.filter(kind=kind, facts__version=charter.version)
