"""Cleaners of text: pure functions on HTML and Markdown, used once, on writing.

``clean_body`` is for what editors write, ``comment_html`` for what everybody else does. What they
return is the only HTML of people that templates may show unescaped, through ``safe``.
"""

from django.utils.safestring import SafeString, mark_safe

from community.html.absolute import absolute, absolute_html
from community.html.addresses import is_own_picture, is_safe_link
from community.html.blocks import Block, Piece, pieces_of, split_blocks
from community.html.body import clean_body
from community.html.comments import comment_html, named_handles
from community.html.data import json_block
from community.html.footnotes import without_dead_references, without_footnotes
from community.html.words import count_words, plain_text

__all__ = [
    "Block",
    "Piece",
    "absolute",
    "absolute_html",
    "clean_body",
    "comment_html",
    "count_words",
    "is_own_picture",
    "is_safe_link",
    "json_block",
    "named_handles",
    "pieces_of",
    "plain_text",
    "safe",
    "split_blocks",
    "without_dead_references",
    "without_footnotes",
]


def safe(html: str) -> SafeString:
    """Mark cleaned HTML as fit for a page.

    SECURITY: only ever for what ``clean_body``, ``comment_html`` or ``json_block`` returned, or was
    built from it by a function of an ``html`` module.
    """
    return mark_safe(html)  # noqa: S308  # the one place
