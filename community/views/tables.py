"""The tables of rights, as rows for the public page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.models import City, Role, Sanction, Standing
from community.permissions import RIGHTS, STAFF_RIGHTS, Grant, Right, StaffRight


@dataclass(frozen=True)
class Row:
    name: str
    cells: list[str]


def right_rows(city: City) -> list[Row]:
    """A tick, a dash, or the condition, for each right and standing."""
    words = grant_words(city)
    return [
        Row(str(right.label), [words[RIGHTS[right][standing]] for standing in Standing])
        for right in Right
    ]


def grant_words(city: City) -> dict[Grant, str]:
    """How far each grant goes, with the City's numbers in it."""
    comments, days = city.comments_before_trust, city.constructive_after_days
    approved = ngettext("after %d approved comment", "after %d approved comments", comments)
    seasoned = ngettext(
        "after %d day and an approved comment", "after %d days and an approved comment", days
    )
    return {
        Grant.YES: "✔",
        Grant.NO: "–",
        Grant.TRUSTED: approved % comments,
        Grant.SEASONED: seasoned % days,
    }


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
    """Each right of the staff, and the roles that have it, in one cell: four columns do not fit
    a phone.
    """
    return [
        Row(
            str(right.label),
            [", ".join(str(role.label) for role in Role if right in STAFF_RIGHTS[role])],
        )
        for right in StaffRight
    ]


def sanction_rows() -> list[dict[str, str]]:
    """The kinds of sanctions, the mildest first."""
    return [{"kind": kind.value, "label": str(kind.label)} for kind in Sanction.Kind]
