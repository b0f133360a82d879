"""An application is granted or declined: by an editor, by a ballot, or because of a sanction."""

from community.actions.ledger.life import Asked, Decided, Entry, Life, below
from community.actions.ledger.steps.ladder import open_one
from community.models import Ballot


def granted(life: Life, entry: Entry) -> None:
    if "application" not in entry.facts:
        taken_over(life, entry)
    elif asked := open_one(life, entry):
        decided(life, entry, asked)
        asked.stage = "granted"
    rise(life, entry)


def taken_over(life: Life, entry: Entry) -> None:
    """A standing that was reached elsewhere; it answers an application for it."""
    for asked in life.open_applications().values():
        if asked.standing == entry.standing:
            asked.stage = "granted"


def declined(life: Life, entry: Entry) -> None:
    asked = open_one(life, entry)
    if asked is None:
        return
    came_between = any(
        penalty.by == entry.by and penalty.counts_at(entry.at)
        for penalty in life.sanctions.values()
    )
    if entry.by is None or not came_between:
        decided(life, entry, asked)
    if entry.by:
        asked.decliners.add(entry.by)
    asked.stage = "declined"
    pk = entry.number("application")
    life.decisions[entry.id] = Decided("application", pk, entry.by)


def decided(life: Life, entry: Entry, asked: Asked) -> None:
    if entry.by is None:
        if asked.stage != "counted" or asked.outcome != entry.kind:
            life.wrong(entry, f"“{entry.kind}” by nobody, and no ballot says so.")
        return
    if asked.stage != "reviewed":
        life.wrong(entry, f"“{entry.kind}” by an editor outside a review.")
    if entry.by == life.member:
        life.wrong(entry, "Somebody decided on their own application.")
    if entry.by in asked.endorsers:
        life.wrong(entry, "Somebody decided on an application that they had endorsed.")
    if entry.by in asked.decliners:
        life.wrong(entry, "Somebody decided again on an application that they had declined.")


def settled(life: Life, entry: Entry) -> None:
    """Told for the public beside the decision of an editor on what a ballot had left open."""
    asked = life.applications.get(entry.number("application"))
    if asked is None or asked.ballot != entry.number("ballot"):
        life.wrong(entry, "An editor settled a ballot that was never opened.")
    elif asked.outcome not in Ballot.LEFT_OPEN or asked.stage != entry.word("outcome"):
        life.wrong(entry, "An editor settled a ballot otherwise than the record has it.")


def rise(life: Life, entry: Entry) -> None:
    if below(entry.standing) != life.standing:
        life.wrong(entry, f"A {life.standing} became a {entry.standing}: not one rung up.")
    life.move_to(entry.standing)
    take_number(life, entry)


def take_number(life: Life, entry: Entry) -> None:
    if entry.standing != "citizen":
        return
    given = entry.number("number")
    if given < 1:
        life.wrong(entry, "A citizen was admitted without a number.")
    elif life.number not in (None, given):
        life.wrong(entry, f"Citizen no. {life.number} became no. {given}.")
    else:
        life.number = given


def founded(life: Life, entry: Entry) -> None:
    life.move_to("citizen")
    life.is_founder = True
    take_number(life, entry)
    if life.number != 1:
        life.wrong(entry, "The founder is not citizen no. 1.")
