"""What holds over all members: one founder, and no number of a citizen twice."""

from collections.abc import Iterator

from community.actions.ledger.findings import Finding
from community.actions.ledger.life import Life


class Whole:
    def __init__(self) -> None:
        self.numbers: set[int] = set()
        self.is_founded = False

    def hear(self, life: Life) -> Iterator[Finding]:
        """Give what is wrong in ``life`` itself, and beside the lives heard before."""
        yield from life.findings
        if life.number in self.numbers:
            yield Finding("number", f"Two members are citizen no. {life.number}.", life.last)
        if life.number is not None:
            self.numbers.add(life.number)
        if life.is_founder and self.is_founded:
            yield Finding("number", "The city was founded twice.", life.last)
        self.is_founded = self.is_founded or life.is_founder
