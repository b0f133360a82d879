"""What a stored text gets for a page alone: roles and names that the store does not hold."""

import re

from django.utils.html import escape
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.html import plain_text

_ATTRIBUTES = r"(?: [a-z-]+=\"[^\"]*\")*"
_TABLE = re.compile(rf"<table{_ATTRIBUTES}>(?:<caption{_ATTRIBUTES}>(.*?)</caption>)?", re.DOTALL)
_REFERENCE = re.compile(r"<a id=\"(fnref-[^\"]+)\" href=\"(#fn-[^\"]+)\">(\d+)</a>")
_BACK = re.compile(r"<a href=\"(#fnref-[^\"]+)\">")
_NOTES = re.compile(r"<ol(?: [a-z-]+=\"[^\"]*\")* class=\"footnotes\"|<ol class=\"footnotes\"")


def drawn_text(html: str) -> str:
    """Return stored text as a page shows it.

    What is wider than the column scrolls by itself and can be reached with the keyboard; notes and
    the ways to them and back have their roles and names.
    """
    if "<table" in html:
        html = _TABLE.sub(_scrolling, html).replace("</table>", "</table></div>")
    if "<pre" in html:
        html = html.replace(
            "<pre", f'<pre tabindex="0" role="group" aria-label="{_said(_("Code"))}"'
        )
    if "fnref-" in html:
        label = _said(_("Note %s"))
        html = _REFERENCE.sub(
            lambda found: (
                f'<a id="{found[1]}" href="{found[2]}" role="doc-noteref"'
                f' aria-label="{label % found[3]}">{found[3]}</a>'
            ),
            html,
        )
    return _with_notes(html) if "footnotes" in html else html


def _said(words: str) -> str:
    return str(escape(words))


def _scrolling(table: re.Match[str]) -> str:
    name = " ".join(plain_text(table[1] or "").split()) or _("Table")
    return f'<div class="scroll" tabindex="0" role="group" aria-label="{_said(name)}">{table[0]}'


def _with_notes(html: str) -> str:
    """Frame the notes, which are the last list of a text."""
    found = _NOTES.search(html)
    if not found:
        return html
    at, end = found.start(), html.rindex("</ol>") + len("</ol>")
    link = f'<a role="doc-backlink" aria-label="{_said(_("Back to the text"))}" href="'
    notes = _BACK.sub(lambda back: f'{link}{back[1]}">', html[at:end])
    heading = f'<h2 id="notes" lang="{get_language()}" dir="auto">{_said(_("Notes"))}</h2>'
    section = f'<section class="notes" role="doc-endnotes" aria-labelledby="notes">{heading}'
    return f"{html[:at]}{section}{notes}</section>{html[end:]}"
