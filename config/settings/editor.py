"""Own parts of the desk's text editor (static/admin-desk/editor)."""

from typing import Any

from django_prose_editor.config import html_tags
from js_asset import static_lazy

_FILES = ("kept", "marks", "blocks", "tables", "footnotes", "cards", "nodes")
_PARTS = """
    Abbr Cite FootnoteMark InlineImage Ins Kbd KeptAttributes LibraryPicture LinkCard Marked Meaning
    PullQuote Quoted SeeAlso Small TableCaption Term Terms Underlined
"""

# What they write is cleaned by the actions, not by the field: no tag is named here.
EXTENSIONS: list[dict[str, Any]] = [
    {
        "js": [static_lazy(f"admin-desk/editor/{name}.js") for name in _FILES],
        "extensions": {name: html_tags([]) for name in _PARTS.split()},
    }
]
