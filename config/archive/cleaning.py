"""Turn what WordPress kept as a text into the text of an article. Pure: who knows is asked."""

import re

from config.archive.cards import card
from config.archive.figures import with_own_pictures, with_pictures_in_figures
from config.archive.finding import Finder, Findings
from config.archive.flow import flow, trimmed, with_see_also_lifted
from config.archive.markup import Child, Node, escape, read, replace, write
from config.archive.references import with_see_also, without_closing, without_continuations
from config.archive.shortcodes import opened

_ADDRESS_ALONE = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_UNDECODED_AMPERSAND = re.compile(r"&amp;")
# Between two words of a line there may be tags and hard spaces.
_GAP = r"(?:\s|&nbsp;|&#160;|<[^<>]*>)+"
_SEE_ALSO = re.compile(rf"see{_GAP}also", re.IGNORECASE)
_NOT_OVER = re.compile(rf"not{_GAP}over", re.IGNORECASE)
_PICTURES = re.compile(r"<(?:img|figure|audio|video)\b")
SEE_ALSO, NOT_OVER = 1, 2


def refers(content: str) -> int:
    """Tell cheaply what a text may hold: ``SEE_ALSO``, ``NOT_OVER``, both added, or 0."""
    see_also = SEE_ALSO if _SEE_ALSO.search(content) else 0
    return see_also | (NOT_OVER if _NOT_OVER.search(content) else 0)


def clean_text(content: str, *, finder: Finder, own: str) -> tuple[str, Findings]:
    """Return HTML fit for ``clean_body``, and what was found on the way.

    ``own`` is the address of the media library. Cleaning twice changes nothing.
    """
    findings = Findings()
    classic = "<!-- wp:" not in content
    html = opened(content, attached=finder.attached, note=findings.note)
    tree = with_own_pictures(read(html), finder=finder, own=own, note=findings.note)
    if "data-related" in content:
        tree = with_see_also_lifted(tree)
    blocks = with_pictures_in_figures(flow(tree, classic=classic))
    blocks = [_linked(block, finder, findings) for block in blocks]
    referring = refers(content)
    if referring & NOT_OVER:
        blocks = without_continuations(blocks, finder=finder, findings=findings)
    if referring & SEE_ALSO:
        blocks = with_see_also(blocks, finder=finder, findings=findings)
    blocks = without_closing(blocks, findings.note)
    blocks = replace(blocks, lambda node: _with_new_link(node, finder, findings))
    return "\n".join(write([block]) for block in blocks), findings


def _linked(block: Child, finder: Finder, findings: Findings) -> Child:
    """Make a card of an address that stands alone; WordPress would embed what is there.

    One on the old site itself is a plain link, which follows its piece.
    """
    if isinstance(block, str) or block.tag != "p" or len(block.children) != 1:
        return block
    words = trimmed(block.children)[0]
    if not isinstance(words, str) or not _ADDRESS_ALONE.fullmatch(words):
        return block
    address = _UNDECODED_AMPERSAND.sub("&", words)
    findings.note("embed", address)
    if finder.is_old(address) or finder.at(address):
        return Node("p", block.attributes, [Node("a", {"href": address}, [escape(address)])])
    made = card(address)
    return Node(made.tag, {**block.attributes, **made.attributes}, made.children)


def _with_new_link(node: Node, finder: Finder, findings: Findings) -> list[Child] | None:
    """Lead links to the old site to where the piece is now."""
    if node.tag != "a":
        return None
    address = node.get("href").strip()
    if not address or address.startswith("#"):
        return None if address else node.children
    target = finder.at(address)
    if target:
        node.attributes["href"] = target.url
    elif finder.is_old(address):
        findings.note("link_missing", address)
    return None
