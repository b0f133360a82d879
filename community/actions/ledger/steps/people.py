"""Sanctions, roles, dormancy, and the ways in which a standing or an account ends."""

from community.actions.ledger.life import (
    NO_NUMBER,
    STANDINGS,
    Decided,
    Entry,
    Life,
    Lost,
    Penalty,
)


def sanctioned(life: Life, entry: Entry) -> None:
    pk = entry.number("sanction")
    if pk in life.sanctions:
        life.wrong(entry, "A sanction was imposed that is in the record already.")
    if entry.by is None or entry.by == life.member:
        life.wrong(entry, "A sanction was imposed by nobody, or by the member.")
    life.sanctions[pk] = Penalty(entry.word("kind"), entry.by, entry.word("until"))
    life.decisions[entry.id] = Decided("sanction", pk, entry.by)


def released(life: Life, entry: Entry) -> None:
    held = life.sanctions.get(entry.number("sanction"))
    if held is None:
        life.wrong(entry, "A sanction was lifted that was never imposed.")
        return
    if held.kind != entry.word("kind"):
        life.wrong(entry, "A sanction was lifted that was of another kind.")
    if entry.facts.get("overturned"):
        if not held.is_annulled or held.is_overturned:
            life.wrong(entry, "A sanction was overturned without an appeal that was upheld.")
        held.is_overturned = True
    elif held.is_released:
        life.wrong(entry, "A sanction was lifted for the second time.")
    held.is_released = True


def served(life: Life, entry: Entry) -> None:
    if entry.number("sanction") not in life.sanctions:
        life.wrong(entry, "A sanction ended that was never imposed.")


def appointed(life: Life, entry: Entry) -> None:
    if entry.word("role") in life.roles:
        life.wrong(entry, "A role was given that was held already.")
    life.roles.add(entry.word("role"))


def dismissed(life: Life, entry: Entry) -> None:
    if entry.word("role") not in life.roles:
        life.wrong(entry, "A role was taken that was not held.")
    life.roles.discard(entry.word("role"))


def slept(life: Life, entry: Entry) -> None:
    if life.standing != "citizen" or life.is_asleep:
        life.wrong(entry, "Somebody went dormant who was no citizen awake.")
    life.is_asleep = True


def woke(life: Life, entry: Entry) -> None:
    if not life.is_asleep:
        life.wrong(entry, "Somebody came back who was not dormant.")
    life.is_asleep = False


def lowered(life: Life, entry: Entry) -> None:
    """A standing was taken, or given back."""
    to, held = entry.standing, entry.word("held")
    if held != life.standing:
        life.wrong(entry, f"“{entry.kind}” is about a {held}; it was a {life.standing}.")
    if to not in STANDINGS or STANDINGS.index(to) >= STANDINGS.index(life.standing):
        life.wrong(entry, f"“{entry.kind}” took a {life.standing} no rung down.")
        return
    if entry.kind == "revoked":
        taken(life, entry)
    elif entry.by != life.member:
        life.wrong(entry, "A standing was given back by somebody else.")
    life.lost[entry.number("former")] = Lost(life.standing, entry.number("sanction"))
    life.move_to(to)


def taken(life: Life, entry: Entry) -> None:
    """With a ban in force, by somebody else; an appeal may be about it."""
    ban = life.sanctions.get(entry.number("sanction"))
    if ban is None or ban.kind != "banned" or not ban.counts_at(entry.at):
        life.wrong(entry, "A standing was taken without a ban in force.")
    if entry.by is None or entry.by == life.member:
        life.wrong(entry, "A standing was taken by nobody, or by the member.")
    life.decisions[entry.id] = Decided("sanction", entry.number("sanction"), entry.by)


def raised(life: Life, entry: Entry) -> None:
    """A standing came back that was lost before, once for each time that it was lost."""
    lost = life.lost.pop(entry.number("former"), None)
    if lost is None or lost.standing != entry.standing:
        life.wrong(entry, f"“{entry.kind}” brought back what was not lost.")
        return
    ban = life.sanctions.get(lost.sanction)
    if entry.kind == "restored" and (ban is None or not ban.is_annulled):
        life.wrong(entry, "A standing was restored without an appeal that was upheld.")
    if entry.kind == "returned" and (entry.by != life.member or lost.sanction != NO_NUMBER):
        life.wrong(entry, "A standing was taken back by somebody else, or though it was revoked.")
    life.move_to(entry.standing)


def left(life: Life, entry: Entry) -> None:
    life.has_left = True
