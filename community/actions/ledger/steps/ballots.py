"""A ballot is opened, opened once more, counted; the count is worked out anew."""

from community.actions.ledger.life import Entry, Life
from community.actions.ledger.steps.ladder import open_one

SUMS = ("yes", "no", "abstain")


def balloted(life: Life, entry: Entry) -> None:
    if asked := open_one(life, entry):
        if asked.stage != "heard":
            life.wrong(entry, "A ballot was opened without a hearing.")
        asked.stage, asked.ballot = "balloted", entry.number("ballot")
        asked.is_extended = False
        life.ballots[asked.ballot] = entry


def extended(life: Life, entry: Entry) -> None:
    if asked := open_one(life, entry):
        if asked.stage != "balloted" or asked.ballot != entry.number("ballot"):
            life.wrong(entry, "A ballot was opened once more that was not open.")
        if asked.is_extended:
            life.wrong(entry, "A ballot was opened once more for the second time.")
        asked.is_extended = True


def counted(life: Life, entry: Entry) -> None:
    asked = open_one(life, entry)
    if asked is None:
        return
    opened = life.ballots.get(entry.number("ballot"))
    if asked.stage != "balloted" or asked.ballot != entry.number("ballot") or opened is None:
        life.wrong(entry, "A ballot was counted that was not open.")
    elif any(opened.facts.get(name) != entry.facts.get(name) for name in ("roll", "quorum")):
        life.wrong(entry, "A ballot was counted with another roll or quorum than it was opened.")
    for sentence in miscounted(entry):
        life.wrong(entry, sentence)
    if entry.word("outcome") == "no_quorum" and not asked.is_extended:
        life.wrong(entry, "A ballot without a quorum was not opened once more.")
    asked.stage, asked.outcome = "counted", entry.word("outcome")
    life.ballots[asked.ballot] = entry


def miscounted(entry: Entry) -> list[str]:
    """Compare with the numbers of the charter, which the entry carries; early ones do not."""
    if "grant_percent" not in entry.facts:
        return []
    roll, quorum = entry.number("roll"), entry.number("quorum")
    turnout = sum(entry.number(name) for name in SUMS)
    wrong = []
    if turnout > roll:
        wrong.append(f"{turnout} votes were counted of a roll of {roll}.")
    least = max(entry.number("quorum_least"), -(-roll * entry.number("quorum_percent") // 100))
    if quorum != least:
        wrong.append(f"The quorum was {quorum}; the charter makes it {least}.")
    due = outcome_due(entry)
    if entry.word("outcome") != due:
        wrong.append(f"The ballot came to “{entry.word('outcome')}”; its numbers make it “{due}”.")
    return wrong


def outcome_due(entry: Entry) -> str:
    """Whole numbers only, as the count itself."""
    yes, no = entry.number("yes"), entry.number("no")
    if yes + no + entry.number("abstain") < entry.number("quorum") or not yes + no:
        return "no_quorum"
    if 100 * yes >= entry.number("grant_percent") * (yes + no):
        return "granted"
    if 100 * yes >= entry.number("editor_percent") * (yes + no):
        return "close"
    return "declined"
