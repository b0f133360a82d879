"""Comments: short Markdown of anybody."""

import html as entities
import re
from collections.abc import Iterator
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from community.html.addresses import clean_link
from community.html.words import FORGOTTEN_WITH_CONTENT


def _check(tag: str, name: str, value: str) -> str | None:
    return clean_link(value) if (tag, name) == ("a", "href") else value


TAGS = "p br strong em s code pre blockquote ul ol li a hr"

_COMMENT = nh3.Cleaner(
    tags={*TAGS.split()},
    clean_content_tags=set(FORGOTTEN_WITH_CONTENT),
    attributes={"a": {"href"}},
    attribute_filter=_check,
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow ugc noopener",
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]+[^\s<>\"'\\.,;:!?)\]}…’”»]", re.IGNORECASE)


def _link_addresses(state: StateCore) -> None:
    """Turn addresses written out in the text into links."""
    for block in state.tokens:
        inside, children = 0, list[Token]()
        for token in block.children or []:
            inside += token.nesting if token.type in ("link_open", "link_close") else 0
            linkable = token.type == "text" and not inside
            children += _linked(token) if linkable else [token]
        if block.children:
            block.children = children


def _linked(token: Token) -> Iterator[Token]:
    at = 0
    for match in _ADDRESS.finditer(token.content):
        yield Token("text", "", 0, content=token.content[at : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": match[0]})
        yield Token("text", "", 0, content=match[0])
        yield Token("link_close", "a", -1)
        at = match.end()
    yield Token("text", "", 0, content=token.content[at:])


def _bold_heading(_self: RendererHTML, tokens: list[Token], at: int, *_: Any) -> str:
    return "<p><strong>" if tokens[at].nesting == 1 else "</strong></p>\n"


def _picture_as_link(_self: RendererHTML, tokens: list[Token], at: int, *_: Any) -> str:
    address, words = str(tokens[at].attrs["src"]), tokens[at].content
    return f'<a href="{entities.escape(address)}">{entities.escape(words or address)}</a>'


def _comment_markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable("strikethrough")
    markdown.core.ruler.push("addresses", _link_addresses)
    markdown.add_render_rule("heading_open", _bold_heading)
    markdown.add_render_rule("heading_close", _bold_heading)
    markdown.add_render_rule("image", _picture_as_link)
    return markdown


_MARKDOWN = _comment_markdown()


def comment_html(text: str) -> str:
    """Return a comment's short Markdown as HTML: no HTML of its own, no pictures, no headings."""
    return _COMMENT.clean(_MARKDOWN.render(text)).strip()
