"""The whole text of a piece as one run of HTML that stands on its own, anywhere.

No styles, no classes that matter, no scripts: what the page does by its look is said in words here.
"""

from collections.abc import Iterable
from html import escape

from articles.html import cut_at_see_also, disclosed
from articles.models import Article, Picture, Publication
from community.html import absolute, absolute_html

RIGHT_TO_LEFT = frozenset(("ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ck"))


def told(html: str, publication: Publication) -> str:
    """Return HTML with its paid links marked and the note beside them, never without it."""
    note = f"<p><em>{escape(publication.disclosure_note, quote=False)}</em></p>"
    return disclosed(html, publication.paid_links, note)


def prose(
    text: str, page: str, see_also: Iterable[Article], publication: Publication, *, label: str
) -> str:
    """Return the text with each see-also as a line of its own, and the note where it belongs.

    A see-also whose other end is not in ``see_also`` leaves nothing. Those that the text does not
    place stand between its sections. ``label`` is "See also".
    """
    known = {str(other.uuid): other for other in see_also}
    whole = list[str]()
    for part in cut_at_see_also(text, tuple(known)):
        if part.html:
            whole.append(part.html)
        elif part.related in known:
            whole.append(line(label, known[part.related]))
    return absolute_html(told("\n".join(whole), publication), page)


def link(article: Article) -> str:
    address = absolute(article.get_absolute_url())
    return f'<a href="{escape(address)}">{escape(article.title, quote=False)}</a>'


def line(label: str, article: Article) -> str:
    return f"<p><strong>{escape(label, quote=False)}</strong> {link(article)}</p>"


def gate(words: str, invitation: str, address: str) -> str:
    return (
        f"<p>{escape(words, quote=False)}"
        f' <a href="{escape(address)}">{escape(invitation, quote=False)}</a></p>'
    )


def figure(picture: Picture) -> str:
    said = [escape(words, quote=False) for words in (picture.caption, picture.credit) if words]
    caption = f"<figcaption>{' · '.join(said)}</figcaption>" if said else ""
    return (
        f'<figure><img src="{escape(absolute(picture.file.url))}" alt="{escape(picture.alt)}"'
        f' width="{picture.width}" height="{picture.height}">{caption}</figure>'
    )


def in_language(html: str, language: str) -> str:
    """Say the language of a text that is not in the site's own, and which way it runs."""
    if not language:
        return html
    direction = "rtl" if language[:2] in RIGHT_TO_LEFT else "ltr"
    return f'<div lang="{escape(language)}" dir="{direction}">{html}</div>'
