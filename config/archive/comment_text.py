"""A comment's little HTML as the short Markdown that comments are kept in."""

import html as entities
import re
from collections.abc import Callable

from config.archive.flow import flow, trimmed
from config.archive.markup import Child, Node, read, text_of

_MARKS = {"em": "*", "i": "*", "cite": "*", "strong": "**", "b": "**", "del": "~~", "s": "~~"}
_SPECIAL = re.compile(
    r"[\\`*]|(?<![^\W_])_|_(?![^\W_])|~(?=~)|<(?=[\w/!?])|\[(?=[^\]]*\][(:\[])|&(?=#?\w+;)"
)
# Without any of these a comment is plain words.
_MARKUP = re.compile(r"[<>&\\`*_~\[\]\xa0\r\0]|[^\S\n ]")
_AT_LINE_START = re.compile(r"^(\s*)(?:([#>+=-])|(\d{1,9})([.)]))", re.MULTILINE)


def markdown_of(content: str) -> str:
    """Return Markdown that renders to the same words, emphasis, quotes, lists and links."""
    content = content.replace("\r\n", "\n")
    if not _MARKUP.search(content):
        paragraphs = re.split(r"\n\s*\n", content.strip())
        return "\n\n".join(_line_safe(each) for each in paragraphs)
    return _blocks(flow(read(content), classic=True)).strip()


def _blocks(blocks: list[Child]) -> str:
    texts = (_block(block) for block in blocks)
    return "\n\n".join(text for text in texts if text.strip())


def _block(block: Child) -> str:
    if isinstance(block, str):
        return _words(block)
    written = _BLOCK.get(block.tag)
    return written(block) if written else _inline(block.children)


def _inner(block: Node) -> str:
    return _blocks(flow([Node("div", {}, block.children)], classic=False))


def _fenced(text: str) -> str:
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""


def _list(node: Node) -> str:
    items = [child for child in node.children if isinstance(child, Node)]
    marks = [f"{at}. " if node.tag == "ol" else "- " for at in range(1, len(items) + 1)]
    return "\n".join(
        _prefixed(_item(item), mark, " " * len(mark))
        for item, mark in zip(items, marks, strict=True)
    )


def _item(item: Node) -> str:
    if any(isinstance(child, Node) and child.is_block for child in item.children):
        return _blocks(flow(item.children, classic=False))
    return _inline(item.children)


def _prefixed(text: str, first: str, others: str) -> str:
    lines = text.split("\n")
    return "\n".join(f"{first if not at else others}{line}" for at, line in enumerate(lines))


def _inline(children: list[Child]) -> str:
    return _line_safe("".join(_spans(child) for child in trimmed(children)))


def _line_safe(text: str) -> str:
    """Keep a line from being read as a heading, a quote or a list."""
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return _AT_LINE_START.sub(
        lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", lines
    )


def _spans(child: Child) -> str:
    if isinstance(child, str):
        return _words(child)
    match child.tag:
        case "br":
            return "\n"
        case "img":
            return _words(entities.escape(child.get("alt")))
        case "code":
            return _code(_verbatim(child.children))
    words = "".join(_spans(each) for each in child.children)
    return _link(child, words) if child.tag == "a" else _marked(words, _MARKS.get(child.tag, ""))


def _marked(words: str, mark: str) -> str:
    """Put the marks of emphasis next to the words; space around them stays outside."""
    bare = words.strip()
    if not mark or not bare or "\n\n" in bare:
        return words
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{before}{mark}{bare}{mark}{after}"


def _code(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if "`" in text else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _link(node: Node, words: str) -> str:
    address = node.get("href").strip()
    if not re.fullmatch(r"(?:https?://|mailto:)[^\s<>]+", address, re.IGNORECASE):
        return words
    if text_of(node.children) in (address, ""):
        return f"<{address}>"
    return f"[{words.strip()}](<{address}>)"


def _verbatim(children: list[Child]) -> str:
    return "".join(
        entities.unescape(child) if isinstance(child, str) else _verbatim(child.children)
        for child in children
    )


def _words(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", entities.unescape(text))


_BLOCK: dict[str, Callable[[Node], str]] = {
    "blockquote": lambda node: _prefixed(_blocks(node.children), "> ", "> "),
    "pre": lambda node: _fenced(_verbatim(node.children).strip("\n")),
    "ul": _list,
    "ol": _list,
    "hr": lambda _node: "***",
    **dict.fromkeys(("figure", "table", "thead", "tbody", "tr", "dl"), _inner),
}
