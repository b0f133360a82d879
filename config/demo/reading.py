"""Read the demo content from its files: pieces in Markdown, the rest in TOML."""

import re
import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

CONTENT = Path(__file__).parent / "content"
SEE_ALSO = re.compile(r"^\{\{see-also: (?P<slug>[\w-]+)\}\}$", re.MULTILINE)
MARK = "see-also-"

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


def body_html(markdown: str, uuids: dict[str, str]) -> str:
    """Render a piece: ``{{see-also: slug}}`` is the node of a related story, ``>`` a pull quote."""
    html = to_html(SEE_ALSO.sub(lambda found: f"{MARK}{found['slug']}", markdown))
    html = html.replace("<blockquote>", '<blockquote class="pull-quote">')
    return re.sub(
        rf"<p>{MARK}([\w-]+)</p>",
        lambda found: f'<aside data-related="{uuids[found[1]]}"></aside>',
        html,
    )


def ago(now: datetime, days: float) -> datetime:
    return now - timedelta(days=days)
