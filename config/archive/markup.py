"""A small tree of HTML: read, changed in place, written again.

Text stays encoded the whole way, so what was ``&lt;`` is never read as a tag.
"""

import html as entities
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import nh3

VOID = frozenset({"br", "hr", "img", "source"})
# Beyond this depth tags are dropped and their text stays: nobody writes so, and recursion ends.
DEEPEST = 60
_BLOCKS = (
    "address article aside blockquote center dd details div dl dt fieldset figcaption figure footer"
    " form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul caption colgroup audio video"
)
BLOCKS = frozenset(_BLOCKS.split())
_INLINE = (
    "a abbr b big br cite code del em font i img ins kbd mark q s samp small span strike strong"
    " sub sup tt u var source"
)
INLINE = frozenset(_INLINE.split())
_READER = nh3.Cleaner(
    tags=set(BLOCKS | INLINE),
    clean_content_tags={"script", "style", "template", "noscript", "object", "svg", "math"},
    attributes={
        "*": {"id", "class", "dir", "lang", "data-related"},
        "a": {"href"},
        "img": {"src", "alt", "width", "height", "data-src"},
        "audio": {"src"},
        "video": {"src"},
        "source": {"src"},
        "abbr": {"title"},
        "ol": {"start"},
        "th": {"scope", "colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z-]+=\"[^\"]*\")*)\s*/?>|[^<]+")
_ATTRIBUTE = re.compile(r"([a-z-]+)=\"([^\"]*)\"")


@dataclass(slots=True, eq=False)
class Node:
    """An element; text among its children is encoded."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Child"] = field(default_factory=list)

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        return self.get("class").split()

    @property
    def is_block(self) -> bool:
        return self.tag in BLOCKS


Child = Node | str


def read(html: str) -> list[Child]:
    """Parse HTML as browsers do; scripts, styles and comments are gone."""
    root = Node("")
    open_nodes, skipped = [root], 0
    for token in _TOKEN.finditer(_READER.clean(html)):
        closes, tag, attributes = token.groups()
        if tag is None:
            open_nodes[-1].children.append(token[0])
        elif closes:
            if skipped:
                skipped -= 1
            elif len(open_nodes) > 1:
                open_nodes.pop()
        elif tag in VOID or len(open_nodes) <= DEEPEST:
            pairs = (
                (name, entities.unescape(value)) for name, value in _ATTRIBUTE.findall(attributes)
            )
            node = Node(tag, dict(pairs))
            open_nodes[-1].children.append(node)
            if tag not in VOID:
                open_nodes.append(node)
        else:
            skipped += 1
    return root.children


def write(children: list[Child]) -> str:
    return "".join(_written(children))


def _written(children: list[Child]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
            continue
        pairs = (f' {name}="{entities.escape(value)}"' for name, value in child.attributes.items())
        yield f"<{child.tag}{''.join(pairs)}>"
        if child.tag not in VOID:
            yield from _written(child.children)
            yield f"</{child.tag}>"


def text_of(children: list[Child]) -> str:
    """Return the words in one line, decoded; a line break counts as a space."""
    return " ".join(entities.unescape("".join(_texts(children))).split())


def _texts(children: list[Child]) -> Iterator[str]:
    for child in children:
        if isinstance(child, str):
            yield child
        elif child.tag == "br" or child.is_block:
            yield " "
            yield from _texts(child.children)
            yield " "
        else:
            yield from _texts(child.children)


def find(children: list[Child], *tags: str) -> Iterator[Node]:
    """Yield the elements of these kinds, outermost first."""
    for child in children:
        if isinstance(child, Node):
            if child.tag in tags:
                yield child
            yield from find(child.children, *tags)


def replace(children: list[Child], change: Callable[[Node], list[Child] | None]) -> list[Child]:
    """Rebuild a tree from the leaves up; ``change`` returns what stands for a node, or None."""
    result: list[Child] = []
    for child in children:
        if isinstance(child, str):
            result.append(child)
            continue
        child.children = replace(child.children, change)
        instead = change(child)
        result.extend([child] if instead is None else instead)
    return joined(result)


def joined(children: list[Child]) -> list[Child]:
    """Put texts that stand side by side together."""
    result: list[Child] = []
    for child in children:
        before = result[-1] if result else None
        if isinstance(child, str) and isinstance(before, str):
            result[-1] = before + child
        else:
            result.append(child)
    return result


def escape(text: str) -> str:
    return entities.escape(text, quote=False)
