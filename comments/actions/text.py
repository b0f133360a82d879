"""A text on its way into a comment: tidied, limited, and sent through the checks."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comments.checks import Outcome, Writing, run_checks
from comments.html import LONGEST, text_hash, tidy_text
from comments.models import Comment, Discussion
from community.errors import Refused
from community.html import comment_html, plain_text
from community.models import City, User


@dataclass(frozen=True)
class Text:
    """What was written, what is shown of it, and what tells it from others."""

    text: str
    html: str
    hash: str


def read_text(raw: str) -> Text:
    """Tidy and render; no queries, so that it is done before a transaction begins."""
    text = tidy_text(raw)
    if not text:
        raise Refused(_("There is nothing here yet. Write your thought, then send it."))
    if len(text) > LONGEST:
        raise Refused(
            _("A comment may have %(most)d characters, this has %(count)d. Shorten or split it.")
            % {"count": len(text), "most": LONGEST}
        )
    html = comment_html(text)
    if not plain_text(html):
        raise Refused(_("Nothing of this could be read by others. Add a few words."))
    return Text(text, html, text_hash(text))


def check_text(
    text: Text,
    *,
    author: User,
    discussion: Discussion,
    city: City,
    comment: Comment | None = None,
) -> Outcome:
    writing = Writing(
        author=author,
        discussion=discussion,
        city=city,
        text=text.text,
        html=text.html,
        text_hash=text.hash,
        comment=comment,
    )
    return run_checks(writing)
