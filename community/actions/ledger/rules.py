"""The record's kinds in one table: what comes of each, about whom, and which facts it may carry.

A new kind is a line here. Entries of one moment are read in the order of this table.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from community.actions.ledger.facts import (
    Test,
    change,
    number,
    one_of,
    time,
    true,
    uuid,
    yes_or_no,
)
from community.actions.ledger.life import Entry, Life
from community.actions.ledger.steps import appeals, ballots, city, ladder, people, verdicts
from community.models import Appeal, Ballot, City, Role, Sanction, Standing

Step = Callable[[Life, Entry], None]


@dataclass(frozen=True)
class Rule:
    step: Step
    facts: Mapping[str, Test] = field(default_factory=dict)
    is_about_city: bool = False


ASKED = {"application": number}
DECIDED = {**ASKED, "waited": number, "late": yes_or_no}
VOTED = {**ASKED, "ballot": number}
ROLL = {**VOTED, "roll": number, "quorum": number}
PERCENTAGES = ("grant_percent", "editor_percent", "quorum_least", "quorum_percent")
COUNTED = dict.fromkeys((*ballots.SUMS, *PERCENTAGES), number)
HELD = {"kind": one_of(*Sanction.Kind.values), "sanction": number}
APPEALED = {"appeal": number, "about": one_of(*Appeal.Kind.values)}
JUDGED = {**APPEALED, "judge": one_of("panel", "editor"), "decision": uuid}
ROLE = {"role": one_of(*Role.values)}
FORMER = {"former": number, "held": one_of(*Standing.values), "sanction": number}
NUMBERS = {field.name: change for field in City._meta.concrete_fields if field.editable}

RULES: dict[str, Rule] = {
    "chartered": Rule(city.chartered, {"version": number}, is_about_city=True),
    "changed": Rule(city.changed, NUMBERS, is_about_city=True),
    "appointed": Rule(people.appointed, ROLE),
    "dismissed": Rule(people.dismissed, ROLE),
    "founded": Rule(verdicts.founded, {"number": number}),
    "applied": Rule(ladder.applied, {**ASKED, "charter": number}),
    "endorsed": Rule(ladder.endorsed, ASKED),
    "heard": Rule(ladder.heard, {**ASKED, "after_appeal": true}),
    "balloted": Rule(ballots.balloted, ROLL),
    "extended": Rule(ballots.extended, VOTED),
    "counted": Rule(
        ballots.counted, {**ROLL, **COUNTED, "outcome": one_of(*Ballot.Outcome.values)}
    ),
    "reviewed": Rule(ladder.reviewed, {**ASKED, "after_appeal": true}),
    "questioned": Rule(ladder.questioned, ASKED),
    "answered": Rule(ladder.answered, ASKED),
    "granted": Rule(verdicts.granted, {**DECIDED, "number": number}),
    "withdrew": Rule(ladder.withdrew, ASKED),
    "expired": Rule(ladder.expired, ASKED),
    "sanctioned": Rule(people.sanctioned, {**HELD, "until": time, "comment": uuid}),
    "declined": Rule(verdicts.declined, DECIDED),
    "settled": Rule(verdicts.settled, {**VOTED, "outcome": one_of("granted", "declined")}),
    "appealed": Rule(appeals.appealed, {**APPEALED, "decision": uuid}),
    "drawn": Rule(appeals.drawn, {**APPEALED, "free": number, "drawn": number, "replaced": number}),
    "passed_on": Rule(appeals.passed_on, {**APPEALED, "free": number}),
    "upheld": Rule(appeals.concluded, JUDGED),
    "not_upheld": Rule(appeals.concluded, JUDGED),
    "abandoned": Rule(appeals.abandoned, {**APPEALED, "settled": true}),
    "released": Rule(people.released, {**HELD, "overturned": true}),
    "served": Rule(people.served, HELD),
    "slept": Rule(people.slept),
    "woke": Rule(people.woke),
    "revoked": Rule(people.lowered, FORMER),
    "restored": Rule(people.raised, FORMER),
    "renounced": Rule(people.lowered, FORMER),
    "returned": Rule(people.raised, FORMER),
    "left": Rule(people.left, {"number": number}),
}
RANK = {kind: place for place, kind in enumerate(RULES)}
