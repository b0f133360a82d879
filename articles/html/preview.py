"""The opening of a text, which everybody may read."""

from html import escape

from community.html import Block, count_words, plain_text, without_footnotes
from community.html.blocks import blocks_of, pieces_of

# Grows when a stored text, or what follows from it, is worked out in another way.
TEXT_VERSION = 1

PREVIEW_WORDS = 150
FEWEST_WORDS = 20  # shorter texts have nothing to keep back
PREVIEW_SHARE = 3  # at most a third of the text
PICTURE_WORDS = 40  # what a picture is worth: a row of them is no opening
HEADINGS = ("h2", "h3", "h4")


def preview_of(body: str) -> str:
    """Return the opening blocks: at least one, about 150 words, at most a third of the text.

    An opening block that is longer is cut: a text of one paragraph is not given away with it. The
    opening ends with words, and has no footnotes: what they say stands behind the gate.
    """
    most = max(FEWEST_WORDS, min(PREVIEW_WORDS, count_words(body) // PREVIEW_SHARE))
    taken, words, has_text = list[Block](), 0, False
    for block in blocks_of(pieces_of(without_footnotes(body))):
        if block.related:
            continue
        count = count_words(block.html)
        words += count + PICTURE_WORDS * block.html.count("<img ")
        if words > most:
            cut = [] if has_text or not count else [_beginning(block, most - words + count, count)]
            return "\n".join([*(each.html for each in _ending_with_words(taken)), *cut])
        taken.append(block)
        has_text = has_text or (count > 0 and block.tag not in HEADINGS)
    return "\n".join(block.html for block in _ending_with_words(taken))


def _ending_with_words(blocks: list[Block]) -> list[Block]:
    """Drop pictures, rules and headings from the end; a text of nothing else keeps them."""
    kept = list(blocks)
    while kept and (kept[-1].tag in (*HEADINGS, "hr") or not count_words(kept[-1].html)):
        kept.pop()
    return kept


def _beginning(block: Block, most: int, count: int) -> str:
    """Return the first words of a block, in proportion: not every script parts its words."""
    text = " ".join(plain_text(block.html).split())
    cut = text[: len(text) * max(most, 1) // count]
    return f"<p>{escape(cut.rpartition(' ')[0] or cut, quote=False)}…</p>"
