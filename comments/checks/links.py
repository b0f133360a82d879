"""How many links a comment may carry, by the standing of its author; a visitor's are looked at."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.checks.writing import Finding, Writing
from comments.html import count_links
from community.errors import Refused

NAME = "links"


def check(writing: Writing) -> Finding | None:
    links = count_links(writing.html)
    most = writing.city.links_allowed(writing.author.effective_standing)
    if links > most and not writing.author.roles:
        raise Refused(_sentence(most))
    if links and writing.is_visitor:
        return Finding("hold", _("A visitor’s comment with a link."))
    return None


def _sentence(most: int) -> str:
    if not most:
        return _("Your comment may not carry links yet. Take them out and send it again.")
    return ngettext(
        "Your comment may carry %(count)d link. Take the others out and send it again.",
        "Your comment may carry %(count)d links. Take the others out and send it again.",
        most,
    ) % {"count": most}
