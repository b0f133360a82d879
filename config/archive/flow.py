"""Paragraphs: what stands loose between blocks is gathered into them.

Classic WordPress text has no paragraphs of its own: a blank line parts two, a line break is one. In
block markup white space means nothing.
"""

import re
from typing import TypeGuard

from config.archive.markup import Child, Node, find, joined, replace

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"[ \t]*\n[ \t]*")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# What holds blocks and has no meaning of its own here.
_WRAPPERS = (
    "div section article main header footer nav center form fieldset details summary address aside"
)
WRAPPERS = frozenset(_WRAPPERS.split())
# What holds paragraphs when somebody wrote some.
PERHAPS = frozenset({"li", "dd", "td", "th", "figcaption"})
_PARTS = "ul ol dl table thead tbody tfoot tr colgroup figure caption"
PARTS = frozenset(_PARTS.split())
WHOLE = frozenset({"pre", "hr"})
VERBATIM = frozenset({"code", "kbd", "samp", "tt"})


def flow(children: list[Child], *, classic: bool) -> list[Child]:
    """Return only blocks, with loose text in paragraphs and wrappers opened."""
    result: list[Child] = []
    run: list[Child] = []
    for child in children:
        if isinstance(child, Node) and _stands_alone(child):
            result += _paragraphs(run, classic=classic)
            run = []
            blocks = _opened(child, classic=classic)
            result += [block for block in blocks if _holds_something(block)]
        else:
            run.append(child)
    return result + _paragraphs(run, classic=classic)


def _opened(node: Node, *, classic: bool) -> list[Child]:
    """Open a part that stands outside of its whole: an item without a list, a caption alone."""
    if node.tag in PERHAPS or node.tag == "dt":
        return flow(node.children, classic=classic)
    return _block(node, classic=classic)


def _is_see_also(node: Node) -> bool:
    return node.tag == "aside" and _UUID.fullmatch(node.get("data-related")) is not None


def _holds_something(block: Child) -> bool:
    if isinstance(block, str) or block.tag == "hr" or _is_see_also(block):
        return True
    return _has_words(block.children) or any(find([block], "img"))


def _has_words(children: list[Child]) -> bool:
    return any(
        bool(child.replace("&nbsp;", " ").strip())
        if isinstance(child, str)
        else _has_words(child.children)
        for child in children
    )


def with_see_also_lifted(children: list[Child]) -> list[Child]:
    """Put see-also behind the lists, quotes and the like that they stand in and may not."""
    result: list[Child] = []
    for child in children:
        inner = find(child.children, "aside") if isinstance(child, Node) else ()
        found = [each for each in inner if _is_see_also(each)]
        if found and isinstance(child, Node):
            child.children = _without(child.children, found)
        result += [child, *(Node("aside", each.attributes) for each in found)]
    return result


def _without(children: list[Child], left_out: list[Node]) -> list[Child]:
    return replace(children, lambda node: [] if node in left_out else None)


def _stands_alone(node: Node) -> bool:
    """Blocks do, and inline elements that hold one: those are opened, unless they are code."""
    if node.is_block or node.tag in VERBATIM:
        return node.is_block
    return any(child.is_block for child in _nodes(node.children))


def _nodes(children: list[Child]) -> list[Node]:
    found = [child for child in children if isinstance(child, Node)]
    return [node for child in found for node in (child, *_nodes(child.children))]


def _block(node: Node, *, classic: bool) -> list[Child]:
    if node.tag in WHOLE or _is_see_also(node):
        return [node]
    if node.tag in WRAPPERS or not node.is_block:
        return flow(node.children, classic=classic)
    if node.tag == "blockquote" or (node.tag in PERHAPS and _parts(node, classic=classic)):
        node.children = flow(node.children, classic=classic)
    elif node.tag in PERHAPS:
        node.children = trimmed(_inline(node, classic=classic).children)
    elif node.tag in PARTS:
        node.children = list(_without_space(node.children, classic=classic))
    else:
        return _paragraphs(_flat(node.children), classic=classic, like=node)
    return [node] if node.children or node.tag in PERHAPS else []


def _without_space(children: list[Child], *, classic: bool) -> list[Child]:
    """Return the parts of a list, a table or a figure; white space between them is nothing."""
    result: list[Child] = []
    for child in children:
        if isinstance(child, Node):
            result += _block(child, classic=classic) if child.is_block else [child]
        elif child.strip():
            result.append(child)
    return result


def _flat(children: list[Child]) -> list[Child]:
    """Open the blocks within a heading or a paragraph, which may hold none."""
    result: list[Child] = []
    for child in children:
        if isinstance(child, Node) and _stands_alone(child):
            inner = _flat(child.children)
            result += [" ", *([Node("code", {}, inner)] if child.tag == "pre" else inner), " "]
        else:
            result.append(child)
    return joined(result)


def _is_code(child: Child) -> TypeGuard[Node]:
    return isinstance(child, Node) and child.tag in VERBATIM


def _parts(node: Node, *, classic: bool) -> bool:
    return any(
        _stands_alone(child)
        if isinstance(child, Node)
        else classic and bool(_BLANK_LINE.search(child.strip()))
        for child in node.children
    )


def _paragraphs(run: list[Child], *, classic: bool, like: Node | None = None) -> list[Child]:
    """Part a run of text and inline elements; ``like`` is the block that it came from."""
    paragraphs: list[list[Child]] = [[]]
    for child in run:
        if isinstance(child, Node):
            paragraphs[-1].append(_inline(child, classic=classic))
            continue
        first, *others = _BLANK_LINE.split(child) if classic else [child]
        paragraphs[-1] += _lines(first, classic=classic)
        paragraphs += [_lines(text, classic=classic) for text in others]
    tag, attributes = (like.tag, like.attributes) if like else ("p", {})
    kept = (trimmed(each) for each in paragraphs)
    return [Node(tag, attributes, children) for children in kept if children]


def _inline(node: Node, *, classic: bool) -> Node:
    if node.tag in VERBATIM:
        node.children = [_inline(each, classic=False) if _is_code(each) else each
                         for each in _flat(node.children)]  # fmt: skip
        return node
    children: list[Child] = []
    for child in node.children:
        if isinstance(child, str):
            children += _lines(child, classic=classic)
        else:
            children.append(_inline(child, classic=classic))
    node.children = children
    return node


def _lines(text: str, *, classic: bool) -> list[Child]:
    if not classic:
        return [_SPACE.sub(" ", text)]
    parts: list[Child] = []
    for line in _LINE.split(text):
        parts += [Node("br"), _SPACE.sub(" ", line)]
    return [part for part in parts[1:] if part != ""]


def trimmed(children: list[Child]) -> list[Child]:
    """Cut white space, no-break spaces and line breaks at both ends."""
    children = list(children)
    while children and _is_nothing(children[0]):
        children.pop(0)
    while children and _is_nothing(children[-1]):
        children.pop()
    if children and isinstance(children[0], str):
        children[0] = children[0].lstrip()
    if children and isinstance(children[-1], str):
        children[-1] = children[-1].rstrip()
    return children


def _is_nothing(child: Child) -> bool:
    if isinstance(child, str):
        return not child.replace("&nbsp;", " ").strip()
    return child.tag == "br" or (
        not child.is_block
        and child.tag != "img"
        and all(map(_is_nothing, child.children))
        and not any(find(child.children, "img"))
    )
