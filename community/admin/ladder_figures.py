"""The figures of the ladder as charts, each with its numbers; read, never counted, by the page."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from community.actions.ladder.figures import STEPS
from community.admin.application_queue import STEPS as STEP_NAMES
from community.admin.charts import Chart, Series, curves, stacked
from community.models import LadderMonth, Standing

MONTHS = 12
DAY = 86_400  # seconds
Rows = Sequence[LadderMonth]


def figures_page(step: str) -> dict[str, Any]:
    """The last twelve months of one step; one query."""
    standing = step if step in STEP_NAMES else Standing.RESIDENT.value
    newest = list(LadderMonth.objects.all()[: MONTHS * len(STEPS)])[::-1]
    rows = [row for row in newest if row.standing == standing]
    return {
        "title": _("Figures of the city"),
        "steps": STEP_NAMES,
        "standing": standing,
        "charts": [*charts_of(rows, standing), people_of(newest)],
        "sums": sums_of(rows),
        "counted_at": rows[-1].counted_at if rows else None,
    }


def charts_of(rows: Rows, standing: str) -> list[Chart]:
    months = [row.month for row in rows]
    charts = [
        stacked("sent", _("Applications sent"), months, of(rows, "sent", _("sent"), "is-first")),
        stacked(
            "ends",
            _("What became of them"),
            months,
            of(rows, "granted", _("granted"), "is-first"),
            of(rows, "declined", _("declined"), "is-second"),
            of(rows, "expired", _("expired"), "is-third"),
            of(rows, "withdrawn", _("withdrawn"), "is-fourth"),
        ),
        curves(
            "share",
            _("Declined, of 100 decided"),
            months,
            Series(_("declined"), "is-second", [share_declined(row) for row in rows], percent),
            most=100,
        ),
        curves(
            "waits",
            _("Days from the start of the review to the decision"),
            months,
            Series(
                _("half waited less"), "is-first", [days(r.median_seconds) for r in rows], tenth
            ),
            Series(_("nine of ten"), "is-second", [days(r.slow_seconds) for r in rows], tenth),
        ),
        curves(
            "late",
            _("Decided late, of 100 reviewed"),
            months,
            Series(_("late"), "is-second", [share(r.late, r.reviewed) for r in rows], percent),
            most=100,
        ),
    ]
    return [*charts, *ballots_of(rows)] if standing == Standing.CITIZEN else charts


def ballots_of(rows: Rows) -> list[Chart]:
    months = [row.month for row in rows]
    missed = [row.ballots - row.quorate for row in rows]
    return [
        stacked(
            "ballots",
            _("Ballots counted"),
            months,
            of(rows, "quorate", _("quorum reached"), "is-first"),
            Series(_("too few voted"), "is-second", missed),
        ),
        curves(
            "turnout",
            _("Turnout, of 100 on the rolls"),
            months,
            Series(_("voted"), "is-first", [share(row.votes, row.rolls) for row in rows], percent),
            most=100,
        ),
    ]


def people_of(newest: Rows) -> Chart:
    """Both standings side by side, at the end of each month."""
    residents, citizens = (
        [row for row in newest if row.standing == standing] for standing in STEPS
    )
    return curves(
        "people",
        _("Residents and citizens"),
        [row.month for row in residents],
        of(residents, "people", _("residents"), "is-second"),
        of(citizens, "people", _("citizens"), "is-first"),
    )


def sums_of(rows: Rows) -> dict[str, int | float | None]:
    names = ("sent", "granted", "declined", "expired", "withdrawn", "reviewed", "late")
    sums: dict[str, int | float | None] = {
        name: sum(getattr(row, name) for row in rows) for name in names
    }
    decided = sum(row.granted + row.declined for row in rows)
    return {**sums, "share": share(sum(row.declined for row in rows), decided)}


def of(rows: Rows, name: str, words: str, style: str) -> Series:
    return Series(words, style, [getattr(row, name) for row in rows])


def share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def share_declined(row: LadderMonth) -> float | None:
    return share(row.declined, row.granted + row.declined)


def days(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / DAY


def percent(value: float) -> str:
    return f"{value:.0f} %"


def tenth(value: float) -> str:
    return f"{value:.1f}"
