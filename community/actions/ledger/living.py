"""Whether the tables of today are what the record makes of each member, and the other way round."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from community.actions.ledger.counts import Steps, counts_differ
from community.actions.ledger.findings import Finding
from community.actions.ledger.life import Life, Penalty
from community.models import Appeal, Application, Ballot, Role, Sanction, User

STAGES = {
    "applied": ["submitted"],
    "heard": ["hearing"],
    "balloted": ["ballot"],
    "reviewed": ["in_review", "questions"],
    "granted": ["granted"],
    "declined": ["declined"],
    "withdrew": ["withdrawn"],
    "expired": ["expired"],
}
ENDINGS = {
    "appealed": ["panel"],
    "drawn": ["panel"],
    "passed_on": ["editor"],
    "upheld": ["upheld"],
    "not_upheld": ["dismissed"],
    "abandoned": ["withdrawn"],
}


@dataclass
class Rows:
    """What the tables have about one member, by key."""

    user: User
    roles: set[str] = field(default_factory=set)
    applications: dict[int, Application] = field(default_factory=dict)
    sanctions: dict[int, Sanction] = field(default_factory=dict)
    appeals: dict[int, Appeal] = field(default_factory=dict)
    ballots: dict[int, Ballot] = field(default_factory=dict)


def rows_of(users: list[User]) -> dict[UUID, Rows]:
    """Return what there is about each, by ``record_id``; five queries for any number."""
    keys = [user.pk for user in users]
    roles = defaultdict[int, set[str]](set)
    held = User.groups.through.objects.filter(user__in=keys, group__name__in=Role.values)
    for user, role in held.values_list("user", "group__name"):
        roles[user].add(role)
    applications = by_owner(Application.objects.filter(applicant__in=keys), "applicant_id")
    ballots = by_owner(
        Ballot.objects.filter(application__applicant__in=keys).select_related("application"),
        "application.applicant_id",
    )
    sanctions = by_owner(Sanction.objects.filter(user__in=keys), "user_id")
    appeals = by_owner(Appeal.objects.filter(member__in=keys), "member_id")
    return {
        user.record_id: Rows(
            user,
            roles[user.pk],
            applications[user.pk],
            sanctions[user.pk],
            appeals[user.pk],
            ballots[user.pk],
        )
        for user in users
    }


def by_owner(rows: "QuerySet[Any]", owner: str) -> "defaultdict[int, dict[int, Any]]":
    found = defaultdict[int, dict[int, Any]](dict)
    for row in rows.order_by("pk"):
        key: Any = row
        for name in owner.split("."):
            key = getattr(key, name)
        found[key][row.pk] = row
    return found


def unexplained(life: Life, rows: Rows, steps: Steps) -> Iterator[Finding]:
    """Say in what the record and the tables differ about one member."""
    for topic, sentence in [
        *standing_differs(life, rows.user),
        *roles_differ(life, rows.roles),
        *stages_differ("application", life.applications, rows.applications, STAGES),
        *stages_differ("appeal", life.appeals, rows.appeals, ENDINGS),
        *sanctions_differ(life, rows.sanctions),
        *counts_differ(life, rows.ballots, steps),
    ]:
        yield Finding(topic, f"Member {life.member}: {sentence}", life.last)


Differences = Iterator[tuple[str, str]]


def standing_differs(life: Life, user: User) -> Differences:
    if life.has_left:
        yield "account", "the record says that they left, and their account is here."
    if user.standing != life.standing:
        yield "standing", f"a {user.standing} by the tables, a {life.standing} by the record."
    if user.citizen_number != life.number:
        yield (
            "standing",
            f"citizen no. {user.citizen_number or '–'} by the tables, "
            f"no. {life.number or '–'} by the record.",
        )
    if user.is_dormant != life.is_asleep:
        now, told = ("awake", "dormant") if life.is_asleep else ("dormant", "awake")
        yield "standing", f"{now} by the tables, {told} by the record."


def roles_differ(life: Life, held: set[str]) -> Differences:
    for role in sorted(held - life.roles):
        yield "roles", f"is {role}, and the record has no appointment."
    for role in sorted(life.roles - held):
        yield "roles", f"is no {role} any more, and the record does not say so."


def stages_differ(
    name: str,
    told: Mapping[int, Any],
    rows: Mapping[int, Model],
    fitting: Mapping[str, Iterable[str]],
) -> Differences:
    for pk in sorted(set(told) | set(rows)):
        if pk not in told:
            yield name, f"{name} {pk} is not in the record."
        elif pk not in rows:
            yield name, f"{name} {pk} is in the record and nowhere else."
        elif (state := rows[pk].state) not in fitting.get(told[pk].stage, ()):  # type: ignore[attr-defined]  # both kinds have one
            yield name, f"{name} {pk} is “{state}” by the tables, “{told[pk].stage}” by the record."


def sanctions_differ(life: Life, rows: Mapping[int, Sanction]) -> Differences:
    for pk in sorted(set(life.sanctions) | set(rows)):
        told, row = life.sanctions.get(pk), rows.get(pk)
        if told is None:
            yield "sanction", f"sanction {pk} is not in the record."
        elif row is None:
            yield "sanction", f"sanction {pk} is in the record and nowhere else."
        elif held_differently(told, row):
            yield "sanction", f"sanction {pk} is not held, lifted or overturned as the record says."


def held_differently(told: Penalty, row: Sanction) -> bool:
    is_lifted = row.lifted_at is not None or row.overturned
    return (told.kind, told.is_released, told.is_overturned) != (
        row.kind,
        is_lifted,
        row.overturned,
    )
