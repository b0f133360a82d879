"""What holds over all members: one founder, and no number of a citizen twice."""

from collections.abc import Iterator

from community.actions.ledger.findings import Finding
from community.actions.ledger.life import Life


class Whole:
    def __init__(self) -> None:
        self.numbers: dict[int, str | None] = {}
        self.founder: str | None = None

    def hear(self, life: Life) -> Iterator[Finding]:
        """Give what is wrong in ``life`` itself, and beside the lives heard before."""
        yield from life.findings
        number = life.number
        if number is not None and self.numbers.setdefault(number, life.member) != life.member:
            yield Finding("number", f"Two members are citizen no. {number}.", life.last)
        if life.is_founder:
            self.founder = self.founder or life.member
            if self.founder != life.member:
                yield Finding("number", "The city was founded twice.", life.last)
