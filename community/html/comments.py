"""Comments: short Markdown of anybody."""

import html as entities
import re
from collections.abc import Iterator, Mapping
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
# SECURITY: what turns the direction of all that follows can be written as a number, too.
_OVERRIDES = re.compile(r"[\u202d\u202e]")
_ADDRESS = re.compile(r"https?://[^\s<>\"'\\]+[^\s<>\"'\\.,;:!?)\]}…’”»]", re.IGNORECASE)
# Not in an address, of mail or of the web, and not one of another server (@ada@example.org).
_NAMED = re.compile(
    r"(?<![A-Za-z0-9_@.+/-])@([A-Za-z0-9](?:[A-Za-z0-9-]{0,28}[A-Za-z0-9])?)(?![\w@]|[-.]\w)"
)


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


def _link_names(state: StateCore) -> None:
    """Turn ``@handle`` into a link where the page is known; note all handles in the order read."""
    members: Mapping[str, str] = state.env.get("members", {})
    for block in state.tokens:
        inside, children = 0, list[Token]()
        for token in block.children or []:
            inside += token.nesting if token.type in ("link_open", "link_close") else 0
            linkable = token.type == "text" and not inside
            children += _named(token, members, state.env) if linkable else [token]
        if block.children:
            block.children = children


def _named(token: Token, members: Mapping[str, str], env: Any) -> Iterator[Token]:  # noqa: ANN401
    at = 0
    for match in _NAMED.finditer(token.content):
        handle = match[1].lower()
        env.setdefault("handles", []).append(handle)
        if handle not in members:
            continue
        yield Token("text", "", 0, content=token.content[at : match.start()])
        yield Token("link_open", "a", 1, attrs={"href": members[handle]})
        yield Token("text", "", 0, content=match[0])
        yield Token("link_close", "a", -1)
        at = match.end()
    yield Token("text", "", 0, content=token.content[at:])


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
    markdown.core.ruler.push("names", _link_names)
    markdown.add_render_rule("heading_open", _bold_heading)
    markdown.add_render_rule("heading_close", _bold_heading)
    markdown.add_render_rule("image", _picture_as_link)
    return markdown


_MARKDOWN = _comment_markdown()


def comment_html(text: str, members: Mapping[str, str] | None = None) -> str:
    """Return a comment's short Markdown as HTML: no HTML of its own, no pictures, no headings.

    ``members``: own paths of the pages of those whose ``@handle`` becomes a link, by handle.
    """
    html = _COMMENT.clean(_MARKDOWN.render(text, {"members": members or {}}))
    return _OVERRIDES.sub("", html).strip()


def named_handles(text: str) -> list[str]:
    """Return each handle that the text names with @, once, in the order read; not those in code."""
    env: dict[str, Any] = {}
    _MARKDOWN.parse(text, env)
    return list(dict.fromkeys(env.get("handles", [])))
