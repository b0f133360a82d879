"""The tables of rights, as rows for the public page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import City, Role, Standing
from community.permissions import RIGHTS, STAFF_RIGHTS, Grant, Right, StaffRight


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[str]


def right_rows() -> list[Row]:
    """A tick, a dash, or the condition, for each right and standing."""
    return [
        Row(str(right.label), [grant_words(RIGHTS[right][standing]) for standing in Standing])
        for right in Right
    ]


def grant_words(grant: Grant) -> str:
    return {Grant.YES: "✔", Grant.NO: "–"}.get(grant) or str(grant.label)


def number_rows(city: City) -> list[Row]:
    """The City's numbers that differ by standing."""
    return [
        Row(_("links in a comment"), [str(city.links_allowed(s)) for s in Standing]),
        Row(_("time to change an own comment"), [minutes(city.edit_minutes(s)) for s in Standing]),
        Row(_("a report weighs"), [str(city.report_weight(s)) for s in Standing]),
        Row(_("reports hold a comment at weight"), [str(city.hold_weight(s)) for s in Standing]),
    ]


def minutes(number: int) -> str:
    if number and number % 60 == 0:
        return ngettext("%d hour", "%d hours", number // 60) % (number // 60)
    return ngettext("%d minute", "%d minutes", number) % number


def staff_rows() -> list[Row]:
    return [
        Row(
            str(right.label),
            ["✔" if right in STAFF_RIGHTS[role] else "–" for role in Role],
        )
        for right in StaffRight
    ]
