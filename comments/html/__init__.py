"""Pure functions on text: what a comment says, and how one is drawn."""

from comments.html.drawing import Drawn, Look, draw_comment
from comments.html.text import LONGEST, count_links, text_hash, tidy_text

__all__ = [
    "LONGEST",
    "Drawn",
    "Look",
    "count_links",
    "draw_comment",
    "text_hash",
    "tidy_text",
]
