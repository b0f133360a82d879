"""A passage of an article that a comment quotes: does it stand there, word for word?"""

import unicodedata
from dataclasses import dataclass

from community.html import plain_text, split_blocks

LONGEST_PASSAGE = 500


@dataclass(frozen=True)
class Passage:
    """Words of the block of an article whose id is ``block``."""

    block: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.block and self.text)


NO_PASSAGE = Passage()


def stored_passage(body: str, claimed: Passage) -> Passage:
    """Return the passage as it stands in ``body`` (clean HTML), or none where it does not.

    Spaces and case may differ, because browsers copy what a style sheet made of them.
    """
    if not claimed or len(claimed.text) > 2 * LONGEST_PASSAGE:
        return NO_PASSAGE
    block = next((block for block in split_blocks(body) if block.id == claimed.block), None)
    if block is None:
        return NO_PASSAGE
    text = " ".join(plain_text(block.html).split())
    letters, places = _letters(text)
    wanted, _places = _letters(claimed.text)
    at = letters.find(wanted)
    if at < 0 or not wanted:
        return NO_PASSAGE
    words = text[places[at] : places[at + len(wanted) - 1] + 1]
    return Passage(claimed.block, words) if len(words) <= LONGEST_PASSAGE else NO_PASSAGE


def _letters(text: str) -> tuple[str, list[int]]:
    """Return the visible characters, case-folded, and where in ``text`` each of them stands."""
    letters, places = list[str](), list[int]()
    for at, letter in enumerate(text):
        if letter.isspace() or unicodedata.category(letter) == "Cf":
            continue
        for folded in letter.casefold():
            letters.append(folded)
            places.append(at)
    return "".join(letters), places
