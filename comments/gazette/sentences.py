"""Entries of the logs as sentences: fixed words and numbers, and the names of those who agreed.

Nobody is named but who was admitted and lets the gazette say so. The only free texts are why a
discussion is closed, which stands under the piece for everybody too, and how an editor settled what
a ballot left open, which is written for the public.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Article
from comments.gazette.topics import RECORDED, Topic
from comments.models import Decision, Discussion, Report
from community.models import Appeal, Application, Ballot, City, CivicRecord, Sanction, User

QUOTED = (Decision.Kind.SET, CivicRecord.Kind.SETTLED)
ADMITTED = (CivicRecord.Kind.FOUNDED, CivicRecord.Kind.GRANTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """``words`` first; then, where there are any, a link to what it is about and a reason."""

    at: datetime
    topic: Topic
    words: str
    title: str = ""
    url: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What lines need beside their entries: pieces, reasons and people by id, the city's words."""

    city: City
    pieces: Mapping[Any, Article]
    reasons: Mapping[Any, str]
    people: Mapping[Any, User]


ABOUT = {
    Appeal.Kind.COMMENT: gettext_lazy("a hidden comment"),
    Appeal.Kind.SANCTION: gettext_lazy("a sanction"),
    Appeal.Kind.APPLICATION: gettext_lazy("a declined application"),
}


def decision_line(entry: Decision, beside: Beside) -> Line:
    piece = beside.pieces.get(entry.article) if entry.kind == Decision.Kind.SET else None
    return Line(
        at=entry.at,
        topic=Topic.COMMENTS,
        words=DECISIONS[entry.kind](entry.facts),
        title=piece.title if piece else "",
        url=f"{piece.get_absolute_url()}#discussion" if piece else "",
        quoted=beside.reasons.get(entry.pk, ""),
    )


def hidden(facts: Mapping[str, Any]) -> str:
    rule = dict(Report.Reason.choices).get(facts.get("rule", ""))
    if rule is None:
        return _("A moderator hid a comment.")
    return _("A moderator hid a comment: %(rule)s.") % {"rule": rule}


def discussion_set(facts: Mapping[str, Any]) -> str:
    minutes = int(facts.get("slow_minutes") or 0)
    if facts.get("mode") == Discussion.Mode.CLOSED:
        return _("A discussion was closed.")
    if minutes and minutes != facts.get("slow_before"):
        words = ngettext(
            "A discussion was slowed to one comment in %(count)d minute for each.",
            "A discussion was slowed to one comment in %(count)d minutes for each.",
            minutes,
        )
        return words % {"count": minutes}
    if facts.get("mode") == Discussion.Mode.RESIDENTS:
        return _("A discussion is for residents only now.")
    return _("A discussion is open to everybody.")


DECISIONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    Decision.Kind.HIDDEN: hidden,
    Decision.Kind.RESTORED: lambda facts: _("A moderator showed a hidden comment again."),
    Decision.Kind.OVERTURNED: lambda facts: _("A hidden comment is shown again after an appeal."),
    Decision.Kind.UNDONE: lambda facts: _("A moderator took a decision about a comment back."),
    Decision.Kind.SET: discussion_set,
}


def record_line(entry: CivicRecord, beside: Beside) -> Line:
    topic = next(topic for topic, kinds in RECORDED.items() if entry.kind in kinds)
    title, url = "", ""
    if entry.kind == CivicRecord.Kind.CHARTERED:
        version = entry.facts.get("version", "")
        title = _("Charter %(version)s") % {"version": version}
        url = f"{reverse('community:charter')}?version={version}"
    elif entry.kind in ADMITTED and (person := beside.people.get(entry.member)):
        title, url = person.display_name, person.get_absolute_url()
    words = RECORDS[entry.kind](entry, beside.city)
    quoted = beside.reasons.get(entry.pk, "")
    return Line(at=entry.at, topic=topic, words=words, title=title, url=url, quoted=quoted)


def sanctioned(entry: CivicRecord, city: City) -> str:
    kind = dict(Sanction.Kind.choices).get(entry.facts.get("kind", ""), "")
    until = parse_datetime(str(entry.facts.get("until") or ""))
    if until is None:
        return _("A sanction was imposed: %(kind)s.") % {"kind": kind}
    days = max(1, round((until - entry.at).total_seconds() / 86_400))
    words = ngettext(
        "A sanction was imposed: %(kind)s, for %(count)d day.",
        "A sanction was imposed: %(kind)s, for %(count)d days.",
        days,
    )
    return words % {"kind": kind, "count": days}


def released(entry: CivicRecord, city: City) -> str:
    kind = {"kind": dict(Sanction.Kind.choices).get(entry.facts.get("kind", ""), "")}
    if entry.facts.get("overturned"):
        return _("A sanction was lifted after an appeal: %(kind)s.") % kind
    return _("A sanction was lifted before its end: %(kind)s.") % kind


def appealed(entry: CivicRecord, city: City) -> str:
    about = ABOUT.get(entry.facts.get("about", ""), gettext_lazy("a decision"))
    is_upheld = entry.kind == CivicRecord.Kind.UPHELD
    if entry.kind == CivicRecord.Kind.ABANDONED:
        words = _("An appeal about %(about)s ended undecided.")
    elif entry.facts.get("judge") == "panel":
        words = (
            _("A panel of three citizens upheld an appeal about %(about)s.")
            if is_upheld
            else _("A panel of three citizens dismissed an appeal about %(about)s.")
        )
    else:
        words = (
            _("An editor upheld an appeal about %(about)s.")
            if is_upheld
            else _("An editor dismissed an appeal about %(about)s.")
        )
    return words % {"about": about}


def admitted(entry: CivicRecord, city: City) -> str:
    if entry.kind == CivicRecord.Kind.FOUNDED:
        return _("The city was founded.")
    name = city.standing_name(entry.standing or "resident")
    return _("One more was admitted as %(standing)s.") % {"standing": name}


def left_or_back(entry: CivicRecord, city: City) -> str:
    name = city.standing_name(entry.facts.get("held") or "resident")
    return STANDINGS[CivicRecord.Kind(entry.kind)] % {"standing": name}


STANDINGS = {
    CivicRecord.Kind.REVOKED: gettext_lazy("A standing was taken with a ban: %(standing)s."),
    CivicRecord.Kind.RESTORED: gettext_lazy(
        "A standing was given back after an appeal: %(standing)s."
    ),
    CivicRecord.Kind.RENOUNCED: gettext_lazy("A member gave a standing back: %(standing)s."),
    CivicRecord.Kind.RETURNED: gettext_lazy(
        "A member took back what was given back: %(standing)s."
    ),
}


def counted(entry: CivicRecord, city: City) -> str:
    facts = {name: entry.facts.get(name, 0) for name in ("yes", "no", "abstain", "roll")}
    outcome = dict(Ballot.Outcome.choices).get(entry.facts.get("outcome", ""), "")
    return _(
        "A ballot was counted: %(yes)d yes, %(no)d no, %(abstain)d abstentions, of a roll of "
        "%(roll)d. Outcome: %(outcome)s."
    ) % {**facts, "outcome": outcome}


def settled(entry: CivicRecord, city: City) -> str:
    if entry.facts.get("outcome") == Application.State.GRANTED:
        return _("An editor settled what a ballot had left open, and granted it.")
    return _("An editor settled what a ballot had left open, and declined it.")


def changed(entry: CivicRecord, city: City) -> str:
    changes = [change(name, was) for name, was in sorted(entry.facts.items())]
    return _("The city changed: %(changes)s.") % {"changes": "; ".join(changes)}


def change(name: str, was: object) -> str:
    """ "links in a visitor’s comment, from 1 to 2" """
    try:
        label = str(City._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column
    except FieldDoesNotExist:
        label = name
    if isinstance(was, list) and len(was) == 2:  # noqa: PLR2004  # before and after
        return _("%(what)s, from %(before)s to %(after)s") % {
            "what": label,
            "before": was[0],
            "after": was[1],
        }
    return label


RECORDS: dict[str, Callable[[CivicRecord, City], str]] = {
    CivicRecord.Kind.SANCTIONED: sanctioned,
    CivicRecord.Kind.RELEASED: released,
    CivicRecord.Kind.UPHELD: appealed,
    CivicRecord.Kind.NOT_UPHELD: appealed,
    CivicRecord.Kind.ABANDONED: appealed,
    CivicRecord.Kind.FOUNDED: admitted,
    CivicRecord.Kind.GRANTED: admitted,
    **dict.fromkeys(STANDINGS, left_or_back),
    CivicRecord.Kind.COUNTED: counted,
    CivicRecord.Kind.SETTLED: settled,
    CivicRecord.Kind.CHARTERED: lambda entry, city: _("A charter came into force."),
    CivicRecord.Kind.CHANGED: changed,
}
