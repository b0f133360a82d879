"""Pictures in the text: own media in figures; the rest is left out, with a note."""

import re

from config.archive.finding import Finder, Note
from config.archive.flow import trimmed
from config.archive.markup import Child, Node, escape, find, replace, text_of

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
            return _figure(node)
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


def _figure(node: Node) -> list[Child] | None:
    """Open galleries and embeds; a figure without its picture goes, with its caption."""
    inner = list(find(node.children, "figure"))
    if inner:
        captions = [child for child in node.children if _is(child, "figcaption")]
        return [*inner, *(Node("p", {}, _(child)) for child in captions)]
    quotes = list(find(node.children, "blockquote"))
    if quotes:
        quotes[0].attributes["class"] = "pull-quote"
        return [*quotes]
    if any(text_of(each.children) for each in find(node.children, "table", "pre")):
        return None
    pictures: list[Child] = [*find(node.children, "img")]
    captions = list(find(node.children, "figcaption"))
    if pictures:
        return [Node("figure", {}, [*pictures, *captions[:1]])]
    if any(find(node.children, "a", "p")) or text_of(node.children) != text_of(list(captions)):
        return [Node("div", {}, node.children)]
    return []


def _(child: Child) -> list[Child]:
    return child.children if isinstance(child, Node) else [child]


def _is(child: Child, tag: str) -> bool:
    return isinstance(child, Node) and child.tag == tag


def _player(node: Node, note: Note) -> list[Child]:
    sources = [node.get("src"), *(each.get("src") for each in find(node.children, "source"))]
    address = next((each for each in sources if each), "")
    if not address:
        return []
    note("embed", address)
    return [Node("p", {}, [Node("a", {"href": address}, [escape(address)])])]


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
