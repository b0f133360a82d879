"""Whether the ballots of a member are what the record counted, under the charter that held."""

from collections.abc import Iterator, Mapping

from community.actions.ledger.life import Entry, Life
from community.models import Ballot, CharterStep

SAME = {"yes": "yes", "no": "no", "abstain": "abstain", "roll": "roll_size", "quorum": "quorum"}
NUMBERS = ("grant_percent", "editor_percent", "quorum_least", "quorum_percent")
Steps = Mapping[tuple[int, str], CharterStep]
OPENED, COUNTED = "balloted", "counted"


def steps_by_charter() -> Steps:
    """Every version's numbers, by the key of the charter and the standing; there are few."""
    return {(step.charter_id, step.standing): step for step in CharterStep.objects.all()}


def counts_differ(
    life: Life, ballots: Mapping[int, Ballot], steps: Steps
) -> Iterator[tuple[str, str]]:
    for pk in sorted(set(life.ballots) | set(ballots)):
        entry, ballot = life.ballots.get(pk), ballots.get(pk)
        if entry is None:
            yield "ballot", f"ballot {pk} is not in the record."
        elif ballot is None:
            yield "ballot", f"ballot {pk} is in the record and nowhere else."
        else:
            for sentence in count_differs(entry, ballot, steps):
                yield "ballot", f"ballot {pk} {sentence}"


def count_differs(entry: Entry, ballot: Ballot, steps: Steps) -> Iterator[str]:
    is_counted = ballot.closed_at is not None and ballot.outcome != Ballot.Outcome.STOPPED
    if entry.kind != (COUNTED if is_counted else OPENED):
        yield "is not as far as the record says."
    elif is_counted:
        same = all(entry.number(fact) == getattr(ballot, name) for fact, name in SAME.items())
        if not same or entry.word("outcome") != ballot.outcome:
            yield "was counted otherwise by the record."
        step = steps.get((ballot.application.charter_id, ballot.application.standing))
        if step is not None and any(
            name in entry.facts and entry.number(name) != getattr(step, name) for name in NUMBERS
        ):
            yield "was counted under other numbers than its charter’s."
