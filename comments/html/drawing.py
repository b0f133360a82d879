"""One comment of a thread as HTML.

Fifty of these stand on a page that must be quick, so they are put together from strings; Django's
templates take ten times as long. What is not ours is escaped here; ``html`` is cleaned on writing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from html import escape

from django.utils.formats import date_format
from django.utils.timezone import get_current_timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.html.reactions import REACTIONS, draw_reactions

SOON = timedelta(minutes=1)  # shown later than this after it was written: by a moderator


@dataclass(slots=True, kw_only=True)
class Drawn:
    """What is shown of one comment. ``note`` is a sentence above it, ``gone`` one in its place.

    ``answers_…`` tell what it answers where it does not stand below that, and whether that is on
    the same page.
    """

    pk: int
    name: str
    handle: str
    standing: str
    html: str
    at: datetime
    published_at: datetime | None = None
    is_edited: bool = False
    is_picked: bool = False
    is_new: bool = False
    passage: str = ""
    passage_block: str = ""
    answers_pk: int = 0
    answers_name: str = ""
    answers_quote: str = ""
    answers_here: bool = False
    has_branch: bool = False
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
        "appeal-open": _("Your appeal"),
        "appeal-upheld": _("Your appeal was upheld"),
        "appeal-dismissed": _("Your appeal was dismissed"),
        "appeal-ended": _("Your appeal ended undecided"),
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
        "new": _("new"),
        "picked": _("Picked by the editors"),
        "branch": _("This branch on a page of its own"),
    }
    return {name: escape(word) for name, word in words.items()}


def answers(number: int) -> str:
    return ngettext("%d answer", "%d answers", number) % number


def more_answers(number: int) -> str:
    return ngettext("%d more answer", "%d more answers", number) % number


@dataclass(slots=True, kw_only=True)
class Look:
    """What all comments of one page share: addresses, marks by standing, words.

    ``comments`` and ``members`` are the beginnings of addresses ("/comments/"), ``article`` is that
    of the piece; ``marks`` are HTML.
    """

    comments: str
    members: str
    article: str
    marks: dict[str, str]
    words: dict[str, str] = field(default_factory=look_words)
    zone: tzinfo = field(default_factory=get_current_timezone)
    days: dict[date, str] = field(default_factory=dict)
    counted: dict[tuple[object, int], str] = field(default_factory=dict)

    def when(self, at: datetime) -> str:
        """The time in words, to the minute. Each day is put into words once."""
        local = at.astimezone(self.zone)
        day = local.date()
        if day not in self.days:
            self.days[day] = date_format(day)
        return f"{self.days[day]}, {local.hour:02}:{local.minute:02}"

    def number(self, words: Callable[[int], str], number: int) -> str:
        """A number with its word, escaped. Each is put into words once."""
        asked = (words, number)
        if asked not in self.counted:
            self.counted[asked] = escape(words(number))
        return self.counted[asked]


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
    kind = " is-held" if comment.note else ""
    kind += " is-picked" if comment.is_picked else ""
    kind += " is-new" if comment.is_new else ""
    answers = draw_answered(comment, look) if comment.answers_pk else ""
    passage = draw_passage(comment, look) if comment.passage else ""
    return (
        f'<article class="comment{kind}" id="comment-{comment.pk}" tabindex="-1"{late(comment)}>'
        f'<p class="comment-by">{draw_by(comment, look)}</p>{note}{answers}{passage}'
        f'<div class="comment-text" dir="auto">{comment.html}</div>'
        f"{draw_actions(comment, look)}</article>"
    )


def late(comment: Drawn) -> str:
    """When it came into view, for the script that marks what is new; where it was not at once."""
    shown = comment.published_at
    if shown is None or shown - comment.at < SOON:
        return ""
    return f' data-shown="{shown:%Y-%m-%dT%H:%M:%SZ}"'


def draw_by(comment: Drawn, look: Look) -> str:
    name, words = f"<bdi>{escape(comment.name)}</bdi>", look.words
    if comment.handle:
        mark = look.marks.get(comment.standing, "")
        who = f'{mark}<a class="comment-name" href="{look.members}{comment.handle}/">{name}</a>'
    else:
        who = f"<b>{name}</b> <span>{words['guest']}</span>"
    edited = f" <span>{words['edited']}</span>" if comment.is_edited else ""
    new = f' <span class="comment-new">{words["new"]}</span>' if comment.is_new else ""
    picked = f' <span class="chip is-pick">{words["picked"]}</span>' if comment.is_picked else ""
    return (
        f'{who} <a href="{look.comments}{comment.pk}/">'
        f'<time datetime="{written_at(comment.at)}">{look.when(comment.at)}</time></a>'
        f"{edited}{new}{picked}"
    )


def written_at(at: datetime) -> str:
    """``at`` is in UTC, as the database gives it."""
    return f"{at.isoformat(timespec='seconds')[:19]}Z"


def draw_answered(comment: Drawn, look: Look) -> str:
    """What it answers, where it does not stand below that."""
    quoted = f" <q>{escape(comment.answers_quote)}</q>" if comment.answers_quote else ""
    pk = comment.answers_pk
    place = f"#comment-{pk}" if comment.answers_here else f"{look.comments}{pk}/"
    return (
        f'<p class="comment-answered"><a href="{place}">{look.words["in_reply_to"]} '
        f"<bdi>{escape(comment.answers_name)}</bdi></a>{quoted}</p>"
    )


def draw_passage(comment: Drawn, look: Look) -> str:
    """The words of the piece that it speaks of, leading to them; as in ``_passage.html``."""
    words = escape(comment.passage)
    if comment.passage_block:
        words = f'<a href="{look.article}#{escape(comment.passage_block)}">{words}</a>'
    return f'<blockquote class="passage" dir="auto">{words}</blockquote>'


def draw_fold(number: int, answers_below: str, look: Look) -> str:
    """The answers to a comment, which may be folded away; the browser still finds words in them."""
    return (
        f'<details class="branch" open><summary>{look.number(answers, number)}</summary>'
        f"{answers_below}</details>"
    )


def draw_rest(pk: int, number: int, look: Look, *, is_more: bool) -> str:
    """The way to answers that stand on their branch's page alone; ``is_more``: some are here."""
    words = look.number(more_answers if is_more else answers, number)
    return f'<p class="thread-rest"><a href="{look.comments}{pk}/thread/">{words}</a></p>'


def draw_actions(comment: Drawn, look: Look) -> str:
    reactions = draw_reactions(comment, look.words, look.comments, PRESS_FORM)
    drawn = [
        draw_press(comment, name, look) if name in POSTED else draw_link(comment, name, look)
        for name in comment.may
        if name not in REACTIONS
    ]
    at = 1 if comment.may[:1] == ("answer",) else 0  # answering comes first, then these
    branch = f'<a href="{look.comments}{comment.pk}/thread/">{look.words["branch"]}</a>'
    rest = [branch] if comment.has_branch else []
    inside = "".join([*drawn[:at], reactions, *drawn[at:], *rest])
    return f'<div class="comment-actions">{inside}</div>' if inside else ""


def draw_link(comment: Drawn, name: str, look: Look) -> str:
    hook = " data-answer" if name == "answer" else ""
    path = "reply" if name == "answer" else name.partition("-")[0]
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
