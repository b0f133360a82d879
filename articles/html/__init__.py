"""Pure functions on the clean text of articles: preview, contents, parts, paid links, drawing."""

from articles.html.drawing import drawn_text
from articles.html.language import direction_attribute, language_attributes
from articles.html.paid_links import (
    NO_LINKS_PAID,
    PaidLinks,
    disclosed,
    has_paid_links,
    mark_paid_links,
    note_on_paid_links,
)
from articles.html.paid_rules import paid_links_of, why_not_host, why_not_parameter
from articles.html.parts import Part, contents_of, cut_at_see_also, see_also_in
from articles.html.preview import TEXT_VERSION, preview_of

__all__ = [
    "NO_LINKS_PAID",
    "TEXT_VERSION",
    "PaidLinks",
    "Part",
    "contents_of",
    "cut_at_see_also",
    "direction_attribute",
    "disclosed",
    "drawn_text",
    "has_paid_links",
    "language_attributes",
    "mark_paid_links",
    "note_on_paid_links",
    "paid_links_of",
    "preview_of",
    "see_also_in",
    "why_not_host",
    "why_not_parameter",
]
