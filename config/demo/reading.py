"""Read the demo content from its files: pieces in Markdown, the rest in TOML."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
SEE_ALSO = re.compile(r"^\{\{see-also: (?P<slug>[\w-]+)\}\}$", re.MULTILINE)
MARK = "see-also-"
NOTE = re.compile(r"^\[\^([\w-]+)\]: (.+)$", re.MULTILINE)
NOTED = re.compile(r"\[\^([\w-]+)\]")

Facts = dict[str, Any]


def read_toml(name: str) -> Facts:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def read_pieces() -> Iterator[tuple[Facts, str]]:
    """Yield the facts and the Markdown of each piece; ``facts["slug"]`` is the file's name."""
    for path in sorted((CONTENT / "articles").glob("*.md")):
        _before, front, body = path.read_text(encoding="utf-8").split("+++\n", 2)
        yield tomllib.loads(front) | {"slug": path.stem}, body


def to_html(markdown: str) -> str:
    """Render trusted Markdown of ours; raw HTML in it stays text."""
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))


def body_html(markdown: str, uuids: dict[str, str], cards: dict[str, str]) -> str:
    """Render a piece.

    ``{{see-also: slug}}`` is the node of a related story, ``{{card: name}}`` one of ``cards``, a
    ``>`` a pull quote, ``[^name]`` a footnote whose words stand on a line of their own.
    """
    markdown, notes = without_notes(markdown)
    html = to_html(SEE_ALSO.sub(lambda found: f"{MARK}{found['slug']}", markdown))
    html = html.replace("<blockquote>", '<blockquote class="pull-quote">')
    html = re.sub(r"<p>\{\{card: ([\w-]+)\}\}</p>", lambda found: cards[found[1]], html)
    html = NOTED.sub(r'<sup><a id="fnref-\1" href="#fn-\1">1</a></sup>', html)
    return notes_below(notes) + re.sub(
        rf"<p>{MARK}([\w-]+)</p>",
        lambda found: f'<aside data-related="{uuids[found[1]]}"></aside>',
        html,
    )


def without_notes(markdown: str) -> tuple[str, dict[str, str]]:
    """Take the words of footnotes out of a text; by name."""
    return NOTE.sub("", markdown), dict(NOTE.findall(markdown))


def notes_below(notes: dict[str, str]) -> str:
    """Return the list of notes; cleaning puts it at the end and gives it its order."""
    items = "".join(f'<li id="fn-{name}">{to_html(words)}</li>' for name, words in notes.items())
    return f'<ol class="footnotes">{items}</ol>' if items else ""


def card_html(row: Facts, still: str) -> str:
    """Return a link card; ``still`` is its picture as HTML."""
    address, title, source = (escape(row[name]) for name in ("address", "title", "source"))
    words = f'<a href="{address}">{title}</a> <small>{source}</small>'
    return f'<figure class="embed">{still}<figcaption>{words}</figcaption></figure>'


def ago(now: datetime, days: float) -> datetime:
    return now - timedelta(days=days)
