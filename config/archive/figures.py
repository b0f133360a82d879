"""Pictures in the text: own media in figures; the rest is left out, with a note."""

import re

from config.archive.cards import as_card, card, is_card, with_title
from config.archive.finding import Finder, Note
from config.archive.flow import trimmed
from config.archive.markup import Child, Node, escape, find, replace, text_of

_ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_ID = re.compile(r"wp-image-(\d{1,18})")
_SIZES = re.compile(r"-\d+x\d+(?=\.\w+$)")
_PICTURE_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|heic|bmp|svg|tiff?)$", re.IGNORECASE)


def with_own_pictures(
    children: list[Child], *, finder: Finder, own: str, note: Note
) -> list[Child]:
    """Return the tree with every picture from the media library; ``own`` is its address."""

    def change(node: Node) -> list[Child] | None:
        if node.tag == "img":
            return _picture(node, finder=finder, own=own, note=note)
        if node.tag == "a" and _is_link_to_picture(node):
            return node.children
        if node.tag == "figure":
            return _figure(node, note)
        if node.tag in ("audio", "video"):
            return _player(node, note)
        return None

    return replace(children, change)


def _picture(node: Node, *, finder: Finder, own: str, note: Note) -> list[Child]:
    address = node.get("src") or node.get("data-src")
    if {"emoji", "wp-smiley"} & set(node.classes):
        return [escape(node.get("alt"))]
    if address.startswith(own):
        return [node]
    number = _ID.search(node.get("class"))
    attachment = int(number[1]) if number else 0
    if address and not finder.is_old(address):
        note("picture_elsewhere", address)
        return [Node("a", {"href": address}, [escape(node.get("alt") or address)])]
    found = finder.picture(address, attachment)
    if found is None:
        return []
    picture = Node("img", {"src": found.url, "alt": node.get("alt") or found.alt})
    picture.attributes |= {"width": str(found.width), "height": str(found.height)}
    if "from-gallery" in node.classes and found.caption:
        return [picture, Node("figcaption", {}, [escape(found.caption)])]
    return [picture]


def _is_link_to_picture(node: Node) -> bool:
    """A link around a picture to its file or to its own page, which nobody needs."""
    around = [
        child for child in node.children if not (isinstance(child, str) and not child.strip())
    ]
    if not around or any(isinstance(child, str) or child.tag != "img" for child in around):
        return False
    address = node.get("href").partition("?")[0]
    return bool(_PICTURE_FILE.search(address)) or "attachment_id=" in node.get("href")


def _figure(node: Node, note: Note) -> list[Child] | None:
    """Open galleries and make cards; a figure without its picture goes, with its caption."""
    quotes = list(find(node.children, "blockquote"))
    made = _opened(node) or _embedded(node, note)
    if made or (not quotes and _holds_words(node)):
        return made or None
    if quotes:
        quotes[0].attributes["class"] = "pull-quote"
        return [*quotes]
    pictures: list[Child] = [*find(node.children, "img")]
    captions = list(find(node.children, "figcaption"))
    if pictures:
        return [Node("figure", {}, [*pictures, *captions[:1]])]
    if any(find(node.children, "a", "p")) or text_of(node.children) != text_of([*captions]):
        return [Node("div", {}, node.children)]
    return []


def _holds_words(node: Node) -> bool:
    return any(text_of(each.children) for each in find(node.children, "table", "pre"))


def _captions(node: Node) -> list[Node]:
    return [each for each in node.children if isinstance(each, Node) and each.tag == "figcaption"]


def _opened(node: Node) -> list[Child]:
    """The figures in a figure, behind them its caption; a caption around a card is its title."""
    if is_card(node):
        return as_card(node)
    inner = list(find(node.children, "figure"))
    if len(inner) == 1 and is_card(inner[0]):
        return with_title(inner[0], _captions(node))
    if not inner:
        return []
    return [*inner, *(Node("p", {}, child.children) for child in _captions(node))]


def _embedded(node: Node, note: Note) -> list[Child]:
    """WordPress's block of an address that it would embed."""
    captions = _captions(node)
    rest = [child for child in node.children if child not in captions]
    address = _ADDRESS.fullmatch(text_of(rest))
    if not address or any(find(rest, "a", "img")):
        return []
    note("embed", address[0])
    return with_title(card(address[0]), captions)


def _is(child: Child, tag: str) -> bool:
    return isinstance(child, Node) and child.tag == tag


def _player(node: Node, note: Note) -> list[Child]:
    sources = [node.get("src"), *(each.get("src") for each in find(node.children, "source"))]
    address = next((each for each in sources if each), "")
    if not address:
        return []
    note("embed", address)
    return [card(address)]


def with_pictures_in_figures(children: list[Child]) -> list[Child]:
    """Turn paragraphs that hold pictures alone into figures, after ``flow``."""
    result: list[Child] = []
    for child in children:
        pictures = _only_pictures(child)
        result += [Node("figure", {}, [each]) for each in pictures] if pictures else [child]
    return result


def _only_pictures(child: Child) -> list[Child]:
    if not isinstance(child, Node) or child.tag != "p":
        return []
    parts = [each for each in trimmed(child.children) if not _is_space(each)]
    pictures = [each for each in parts if _is(each, "img")]
    return pictures if len(pictures) == len(parts) else []


def _is_space(child: Child) -> bool:
    return not child.strip() if isinstance(child, str) else child.tag == "br"


def without_size(path: str) -> str:
    """Return the name of the file that WordPress made this size from."""
    return _SIZES.sub("", path)
