"""Pure functions on text: what a comment says, and how one is drawn."""

from comments.html.drawing import Drawn, Look, draw_comment, draw_fold, draw_rest
from comments.html.passages import LONGEST_PASSAGE, NO_PASSAGE, Passage, stored_passage
from comments.html.text import LONGEST, count_links, text_hash, tidy_text

__all__ = [
    "LONGEST",
    "LONGEST_PASSAGE",
    "NO_PASSAGE",
    "Drawn",
    "Look",
    "Passage",
    "count_links",
    "draw_comment",
    "draw_fold",
    "draw_rest",
    "stored_passage",
    "text_hash",
    "tidy_text",
]
