"""One comment of a thread as HTML.

Fifty of these stand on a page that must be quick, so they are put together from strings; Django's
templates take ten times as long. What is not ours is escaped here; ``html`` is cleaned on writing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from comments.html.reactions import REACTIONS, draw_reactions


@dataclass(slots=True, kw_only=True)
class Drawn:
    """What is shown of one comment. ``note`` is a sentence above it, ``gone`` one in its place."""

    pk: int
    name: str
    handle: str
    standing: str
    html: str
    at: datetime
    is_edited: bool = False
    answers_pk: int = 0
    answers_name: str = ""
    gone: str = ""
    note: str = ""
    may: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    pressed: frozenset[str] | None = None
    text_hash: str = ""


def look_words() -> dict[str, str]:
    """Every word that a comment needs, escaped, once per page."""
    words = {
        "answer": _("Answer"),
        "like": _("Like"),
        "constructive": _("Constructive"),
        "edit": _("Edit"),
        "delete": _("Delete"),
        "appeal": _("Appeal"),
        "report": _("Report"),
        "approve": _("Approve"),
        "hide": _("Hide"),
        "restore": _("Show again"),
        "keep": _("Keep"),
        "spam": _("Spam"),
        "pick": _("Pick"),
        "unpick": _("Unpick"),
        "edited": _("edited"),
        "in_reply_to": _("in reply to"),
        "guest": _("guest"),
    }
    return {name: escape(word) for name, word in words.items()}


@dataclass(slots=True, kw_only=True)
class Look:
    """What all comments of one page share: addresses, marks by standing, words.

    ``comments`` and ``members`` are the beginnings of addresses ("/comments/"); ``marks`` are HTML.
    """

    comments: str
    members: str
    marks: dict[str, str]
    words: dict[str, str] = field(default_factory=look_words)
    days: dict[date, str] = field(default_factory=dict)

    def when(self, at: datetime) -> str:
        """The time in words, to the minute. Each day is put into words once."""
        local = localtime(at)
        day = local.date()
        if day not in self.days:
            self.days[day] = date_format(day, "j F Y")
        return f"{self.days[day]}, {local.hour:02}:{local.minute:02}"


POSTED = frozenset(
    {"approve", "restore", "keep", "spam", "pick", "unpick"}
)  # one press; the others open a page
PRESS_FORM = "thread-acts"


def draw_comment(comment: Drawn, look: Look) -> str:
    """Return ``<article class="comment">``; the list around it is the thread's."""
    if comment.gone:
        return (
            f'<article class="comment is-gone" id="comment-{comment.pk}" tabindex="-1">'
            f'<p class="comment-text">{escape(comment.gone)}</p></article>'
        )
    note = f'<p class="note comment-note">{escape(comment.note)}</p>' if comment.note else ""
    held = " is-held" if comment.note else ""
    return (
        f'<article class="comment{held}" id="comment-{comment.pk}" tabindex="-1">'
        f'<p class="comment-by">{draw_by(comment, look)}</p>{note}'
        f'<div class="comment-text" dir="auto">{comment.html}</div>'
        f"{draw_actions(comment, look)}</article>"
    )


def draw_by(comment: Drawn, look: Look) -> str:
    name = f"<bdi>{escape(comment.name)}</bdi>"
    if comment.handle:
        mark = look.marks.get(comment.standing, "")
        who = f'{mark}<a class="comment-name" href="{look.members}{comment.handle}/">{name}</a>'
    else:
        who = f"<b>{name}</b> <span>{look.words['guest']}</span>"
    edited = f" <span>{look.words['edited']}</span>" if comment.is_edited else ""
    answers = ""
    if comment.answers_pk:
        answers = (
            f' <a href="#comment-{comment.answers_pk}">{look.words["in_reply_to"]} '
            f"<bdi>{escape(comment.answers_name)}</bdi></a>"
        )
    return (
        f'{who} <a href="{look.comments}{comment.pk}/">'
        f'<time datetime="{comment.at:%Y-%m-%dT%H:%MZ}">{look.when(comment.at)}</time></a>'
        f"{edited}{answers}"
    )


def draw_actions(comment: Drawn, look: Look) -> str:
    reactions = draw_reactions(comment, look.words, look.comments, PRESS_FORM)
    drawn = [
        draw_press(comment, name, look) if name in POSTED else draw_link(comment, name, look)
        for name in comment.may
        if name not in REACTIONS
    ]
    at = 1 if comment.may[:1] == ("answer",) else 0  # answering comes first, then these
    inside = "".join([*drawn[:at], reactions, *drawn[at:]])
    return f'<div class="comment-actions">{inside}</div>' if inside else ""


def draw_link(comment: Drawn, name: str, look: Look) -> str:
    hook = " data-answer" if name == "answer" else ""
    path = "reply" if name == "answer" else name
    return (
        f'<a href="{look.comments}{comment.pk}/{path}/" rel="nofollow"{hook}>{look.words[name]}</a>'
    )


def draw_press(comment: Drawn, name: str, look: Look) -> str:
    """One press, sent by the one form of the page that holds the token (``_press_form.html``)."""
    seen = f' name="seen" value="{comment.text_hash}"' if comment.text_hash else ""
    return (
        f'<button class="link-button" form="{PRESS_FORM}" '
        f'formaction="{look.comments}{comment.pk}/{name}/"{seen}>{look.words[name]}</button>'
    )
