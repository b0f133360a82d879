"""WordPress's own markup around HTML: block comments, shortcodes, frames. Text in, HTML out."""

import json
import re
from collections.abc import Callable, Iterator
from html import unescape

from config.archive.cards import card
from config.archive.markup import read, write

Note = Callable[[str, str], None]

_VERBATIM = re.compile(r"(<(pre|code)\b.*?(?:</\2\s*>|\Z))", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'\]]+))""")
_CAPTION = re.compile(r"\[caption\b([^\]]*)\](.*?)\[/caption\]", re.DOTALL)
_PICTURE = re.compile(
    r"\s*((?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?)(.*)", re.IGNORECASE | re.DOTALL
)
_EMBED = re.compile(r"\[embed\b[^\]]*\]\s*([^\s\[]+)\s*\[/embed\]", re.IGNORECASE)
_PLAYER = re.compile(r"\[(audio|video|playlist)\b([^\]]*)\](?:\s*\[/\1\])?", re.IGNORECASE)
_GALLERY = re.compile(r"\[gallery\b([^\]]*)\]", re.IGNORECASE)
# A shortcode that nobody here knows: with attributes, or closed. "[sic]" and "[1]" are words.
_UNKNOWN = re.compile(
    r"\[([a-z][\w-]*)((?:\s+[\w-]+=(?:\"[^\"\]]*\"|'[^'\]]*'|[^\s\"'\]]+))+)\s*/?\]"
)
_CLOSED = re.compile(r"\[([a-z][\w-]*)\]((?:(?!\[/?\1\b).)*?)\[/\1\]", re.DOTALL)
_LEFT_END = re.compile(r"\[/([a-z][\w-]*)\]")
_FRAME = re.compile(r"<(?:iframe|embed)\b([^>]*)>(?:[^<]*</iframe\s*>)?", re.IGNORECASE)
_DYNAMIC = re.compile(r"<!--\s+wp:([a-z][\w/-]*)\s+(\{(?:(?!-->).)*\}\s+)?/-->", re.DOTALL)
_MARK = re.compile(r"<!--\s*(?:more|nextpage|noteaser)\b[^<>]*-->")


def attributes_of(text: str) -> dict[str, str]:
    """Read ``ids="1,2" columns='3' size=full``."""
    return {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(text)
    }


def link_to(address: str) -> str:
    """Return what stands for something embedded: a card with its link."""
    address = f"https:{address}" if address.startswith("//") else address
    return f"\n\n{write([card(address)])}\n\n"


def opened(text: str, *, attached: Callable[[], list[int]], note: Note) -> str:
    """Return HTML without block comments, shortcodes and frames; ``note`` hears what is left out.

    A gallery becomes figures whose pictures have only an id. Code keeps its brackets.
    """
    text = _MARK.sub("\n\n", text)
    text = _DYNAMIC.sub(lambda match: _dynamic(match, note), text)
    text = _FRAME.sub(lambda match: _framed(match[1], note), text)
    if "[" not in text:
        return text
    if not _VERBATIM.search(text):
        return _without_shortcodes(text, attached=attached, note=note)
    # Only what a parser calls code is code, so it has its say first.
    parts = _VERBATIM.split(write(read(text)))
    result = []
    for at in range(0, len(parts), 3):
        result.append(_without_shortcodes(parts[at], attached=attached, note=note))
        result.append(parts[at + 1] if at + 1 < len(parts) else "")
    return "".join(result)


def _dynamic(match: re.Match[str], note: Note) -> str:
    name = match[1].removeprefix("core/")
    try:
        address = json.loads(match[2] or "{}").get("url", "")
    except (ValueError, AttributeError, RecursionError):
        address = ""
    if name.startswith(("embed", "core-embed")) and isinstance(address, str) and address:
        note("embed", address)
        return link_to(address)
    note("dynamic_block", name)
    return ""


def _without_shortcodes(text: str, *, attached: Callable[[], list[int]], note: Note) -> str:
    if "[/caption]" in text:
        text = _CAPTION.sub(_captioned, text)
    text = _EMBED.sub(lambda match: _embedded(match[1], note), text)
    text = _PLAYER.sub(lambda match: "".join(_played(match[2], note)), text)
    text = _GALLERY.sub(lambda match: _gallery(match[1], attached), text)
    return _without_unknown(text, note)


def _framed(attributes: str, note: Note) -> str:
    address = attributes_of(attributes).get("src", "")
    if not address or address.startswith(("about:", "data:", "javascript:")):
        return ""
    return _embedded(address, note)


def _embedded(address: str, note: Note) -> str:
    note("embed", unescape(address))
    return link_to(unescape(address))


def _played(attributes: str, note: Note) -> Iterator[str]:
    values = attributes_of(attributes)
    addresses = [
        values[key] for key in ("src", "mp3", "m4a", "ogg", "mp4", "webm") if key in values
    ]
    for address in addresses[:1]:
        yield _embedded(address, note)


def _captioned(match: re.Match[str]) -> str:
    found = _PICTURE.match(match[2])
    if not found:
        return match[2]
    picture, words = found.groups()
    words = words.strip() or attributes_of(match[1]).get("caption", "")
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"\n\n<figure>{picture}{caption}</figure>\n\n"


def _gallery(attributes: str, attached: Callable[[], list[int]]) -> str:
    values = attributes_of(attributes)
    ids = re.findall(r"\d{1,18}", values.get("ids") or values.get("include") or "")
    numbers = [int(each) for each in ids] or attached()
    figures = (f'<figure><img class="wp-image-{each} from-gallery"></figure>' for each in numbers)
    return f"\n\n{''.join(figures)}\n\n"


def _without_unknown(text: str, note: Note) -> str:
    """Take off the brackets of unknown shortcodes, inside out, and keep the words in them."""
    names: set[str] = set()
    while True:
        before = text
        if "[/" in text:
            text = _CLOSED.sub(lambda match: _bare(match[1], match[2], names), text)
        text = _UNKNOWN.sub(lambda match: _bare(match[1], "", names), text)
        text = _LEFT_END.sub(lambda match: "" if match[1] in names else match[0], text)
        if text == before:
            break
    for name in sorted(names):
        note("shortcode", name)
    return text


def _bare(name: str, words: str, names: set[str]) -> str:
    names.add(name)
    return words
