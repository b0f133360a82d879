"""The text of articles and pages, as editors may write it."""

import html as entities
import re
from collections.abc import Callable, Iterator
from hashlib import blake2s

import nh3

from community.html.addresses import clean_anchor, clean_link, is_own_picture
from community.html.blocks import BLOCKS, Block, Piece, blocks_of, pieces_of
from community.html.footnotes import with_footnotes
from community.html.words import FORGOTTEN_WITH_CONTENT, plain_text

_INLINE = "a abbr b br cite code del em i img ins kbd mark q s small strong sub sup u"
INLINE = frozenset(_INLINE.split())
RENAMED = {"h1": "h2", "h5": "h4", "h6": "h4"}
PARTS_OF_TABLES = frozenset({"thead", "tbody", "tfoot"})  # which carry nothing themselves
MOST_PASSES = 6

_UUID = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_NUMBER = r"[1-9][0-9]{0,4}"
_LANGUAGE = r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}"


def _if(pattern: str) -> Callable[[str], str | None]:
    """Return a check that keeps a value which matches whole."""
    whole = re.compile(pattern, re.ASCII)
    return lambda value: value if whole.fullmatch(value) else None


def _class(name: str) -> Callable[[str], str | None]:
    return lambda value: name if name in value.split() else None


CHECKS: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("*", "id"): clean_anchor,
    ("*", "dir"): _if("ltr|rtl|auto"),
    ("*", "lang"): _if(_LANGUAGE),
    ("a", "href"): clean_link,
    ("img", "src"): lambda value: value if is_own_picture(value) else None,
    ("img", "alt"): lambda value: value,
    ("img", "width"): _if(_NUMBER),
    ("img", "height"): _if(_NUMBER),
    ("abbr", "title"): lambda value: value,
    ("aside", "data-related"): _if(_UUID),
    ("blockquote", "class"): _class("pull-quote"),
    ("figure", "class"): _class("embed"),
    ("ol", "class"): _class("footnotes"),
    ("ol", "start"): _if(_NUMBER),
    ("th", "scope"): _if("col|row|colgroup|rowgroup"),
    ("th", "colspan"): _if("[1-9][0-9]?"),
    ("th", "rowspan"): _if("[1-9][0-9]?"),
    ("td", "colspan"): _if("[1-9][0-9]?"),
    ("td", "rowspan"): _if("[1-9][0-9]?"),
}


def check_attribute(tag: str, name: str, value: str) -> str | None:
    if tag in PARTS_OF_TABLES:
        return None
    check = CHECKS.get((tag, name)) or CHECKS.get(("*", name))
    return check(value) if check else None


def _allowed_attributes() -> dict[str, set[str]]:
    allowed: dict[str, set[str]] = {}
    for tag, name in CHECKS:
        allowed.setdefault(tag, set()).add(name)
    return allowed


_BODY = nh3.Cleaner(
    tags=set(BLOCKS | INLINE | RENAMED.keys()),
    clean_content_tags=set(FORGOTTEN_WITH_CONTENT),
    attributes=_allowed_attributes(),
    attribute_filter=check_attribute,
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)


def _tidied(html: str) -> Iterator[Piece]:
    """Rename headings, keep each id once, give pictures an ``alt``, drop those without a file."""
    seen: set[str] = set()
    for piece in pieces_of(html):
        tag, attributes = RENAMED.get(piece.tag, piece.tag), piece.attributes
        if not tag or piece.closes:
            yield Piece(f"</{tag}>", tag, closes=True) if tag else piece
            continue
        if tag == "img" and not piece.attribute("src"):
            continue
        if tag == "img" and " alt=" not in f" {attributes}":
            attributes += ' alt=""'
        anchor = piece.attribute("id")
        if anchor in seen:
            attributes = re.sub(r"\s*\bid=\"[^\"]*\"", "", f" {attributes}").strip()
        seen.add(anchor or "")
        seen.discard("")
        yield Piece(f"<{tag} {attributes}>" if attributes else f"<{tag}>", tag, False, attributes)


def _with_asides_lifted(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """Empty every see-also and move it behind the block that it stands in; drop other asides."""
    depth, skipping, lifted = 0, 0, list[Piece]()
    for piece in pieces:
        if skipping:
            skipping += piece.step
        elif piece.tag == "aside" and not piece.closes and piece.attribute("data-related"):
            skipping = 1
            lifted += [piece, Piece("</aside>", "aside", closes=True)]
        elif piece.tag != "aside":
            depth += piece.step
            yield piece
        if not depth and not skipping:
            yield from lifted
            lifted = []
    yield from lifted


def _wrapped(block: Block) -> Block:
    """Put loose text into a paragraph, unless a block hides in it."""
    if block.tag or any(piece.tag in BLOCKS for piece in pieces_of(block.html)):
        return block
    return Block("p", {}, f"<p>{block.html}</p>")


def _with_id(block: Block, taken: set[str]) -> Block:
    """Give a block an id made from its words; it keeps that id when the words change later."""
    if block.id or not block.tag:
        return block
    words = f"{block.tag} {block.related} {plain_text(block.html)}"
    while (anchor := f"b-{blake2s(words.encode()).hexdigest()[:6]}") in taken:
        words += "+"
    taken.add(anchor)
    html = f'<{block.tag} id="{anchor}"{block.html[len(block.tag) + 1 :]}'
    return Block(block.tag, {**block.attributes, "id": anchor}, html)


def _clean_once(html: str) -> str:
    cleaned = _BODY.clean(html)
    pieces = _tidied(cleaned)
    if "<aside" in cleaned:
        pieces = _with_asides_lifted(pieces)
    if "footnotes" in cleaned:
        pieces = pieces_of(with_footnotes("".join(piece.html for piece in pieces)))
    blocks = [_wrapped(block) for block in blocks_of(pieces)]
    taken = set(re.findall(r"\bid=\"([^\"]*)\"", "".join(block.html for block in blocks)))
    return "\n".join(_with_id(block, taken).html for block in blocks if not block.is_empty)


def _is_settled(html: str) -> bool:
    """Whether cleaning again changes nothing; an empty block that went may have held a note."""
    return (_clean_once(html) if "fnref-" in html else _BODY.clean(html)) == html


def clean_body(html: str) -> str:
    """Return the text of an article or a page with nothing in it but what editors may write.

    Every block of the top level has a short ``id`` that stays when it is cleaned again; blocks
    stand on lines of their own. Cleaning twice changes nothing: HTML that does not settle becomes
    plain.
    """
    for _ in range(MOST_PASSES):
        html = _clean_once(html)
        if _is_settled(html):
            return html
    return _clean_once(f"<p>{entities.escape(plain_text(html))}</p>")
