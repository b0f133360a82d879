"""Links that are paid for: told by where they lead, marked, and never without the note.

Whoever shows people's HTML sends it through here: pages, comments, feeds and letters alike.
"""

import html as entities
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote_plus

from articles.html.hosts import host_of, names_above
from community.html import split_blocks, without_dead_references

# A link as nh3 writes it: every value in double quotes, where < and > may stand.
_LINK = re.compile(r"<a((?: [a-z-]+=\"[^\"]*\")*)>")
_ADDRESS = re.compile(r" href=\"([^\"]*)\"")
_REL = re.compile(r" rel=\"([^\"]*)\"")
_MARKED = ' rel="sponsored '
_WEB = re.compile(r"https?://", re.IGNORECASE)
_BETWEEN_PARAMETERS = re.compile(r"[/?#&;]")


class Parameter(NamedTuple):
    """A parameter that makes a link a paid one; without ``value`` any, without ``host`` anywhere.

    Name and value are decoded and case-folded.
    """

    name: str
    value: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class PaidLinks:
    """What the settings say; hosts in the form of ``plain_host``."""

    hosts: frozenset[str] = frozenset()
    parameters: frozenset[Parameter] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.hosts or self.parameters)

    def include(self, address: str) -> bool:
        """Whether a link to ``address`` (without entities) is paid for."""
        if not _WEB.match(address):
            return False
        try:
            names = frozenset(names_above(host_of(address)))
        except ValueError:  # no address at all, such as http://[@example.org/
            return False
        if names & self.hosts:
            return True
        return bool(self.parameters) and any(
            name == asked.name
            and (not asked.value or asked.value == value)
            and (not asked.host or asked.host in names)
            for name, value in _parameters(address)
            for asked in self.parameters
        )


NO_LINKS_PAID = PaidLinks()


def _parameters(address: str) -> Iterator[tuple[str, str]]:
    """Yield names and values wherever shops read them: in the query, the path or the fragment."""
    for part in _BETWEEN_PARAMETERS.split(address):
        name, is_parameter, value = part.partition("=")
        if is_parameter:
            yield unquote_plus(name).strip().casefold(), unquote_plus(value).strip().casefold()


def mark_paid_links(html: str, paid: PaidLinks) -> str:
    """Give every paid link ``rel="sponsored noopener"``, wherever it stands.

    What a link's ``rel`` says already stays: in comments it is "sponsored nofollow ugc noopener".
    """
    if not paid or "://" not in html:
        return html

    def marked(match: re.Match[str]) -> str:
        address = _ADDRESS.search(match[1])
        if not address or not paid.include(entities.unescape(address[1])):
            return match[0]
        rel = _REL.search(match[1])
        words = rel[1] if rel else "noopener"
        if words.startswith("sponsored "):
            return match[0]
        return f'<a{_REL.sub("", match[1])} rel="sponsored {words}">'

    return _LINK.sub(marked, html)


def has_paid_links(html: str) -> bool:
    """Whether ``mark_paid_links`` found any."""
    return _MARKED in html


def note_on_paid_links(words: str, language: str = "") -> str:
    """Return the note as a paragraph of a page; ``words`` are plain, in ``language``."""
    lang = f' lang="{entities.escape(language)}"' if language else ""
    return f'<p class="disclosure"{lang} dir="auto">{entities.escape(words, quote=False)}</p>'


def disclosed(html: str, paid: PaidLinks, note: str) -> str:
    """Return clean HTML that may be shown: paid links marked, and with them the note.

    The note, a paragraph of HTML, stands above the first block with a paid link and at the end. For
    all that shows a text as a whole: pages, feeds, letters.
    """
    marked = mark_paid_links(without_dead_references(html), paid)
    if not has_paid_links(marked):
        return marked
    blocks = [block.html for block in split_blocks(marked)]
    first = next(at for at, block in enumerate(blocks) if has_paid_links(block))
    return "\n".join([*blocks[:first], note, *blocks[first:], note])
