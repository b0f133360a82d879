"""What a verifier has to say: one thing that is not as it should be, in a sentence."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """``topic`` is a fixed word for the check that found it, ``entry`` the id of the entry."""

    topic: str
    sentence: str
    entry: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} (entry {self.entry})" if self.entry else self.sentence
