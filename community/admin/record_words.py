"""Entries of the civic record in sentences, for the desk: with names, where they are still known.

A kind without a sentence here is told by its own words.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.models import (
    Appeal,
    Ballot,
    City,
    CivicReason,
    CivicRecord,
    Role,
    Sanction,
    Standing,
    User,
)

Kind = CivicRecord.Kind


@dataclass(frozen=True)
class Told:
    """What sentences need beside their entries."""

    city: City
    people: Mapping[UUID, User]
    reasons: Mapping[UUID, str]


def told_about(entries: Iterable[CivicRecord]) -> Told:
    """Three queries for any number."""
    entries = list(entries)
    ids = {pk for entry in entries for pk in (entry.member, entry.by) if pk}
    people = User.objects.filter(record_id__in=ids)
    kept = CivicReason.objects.filter(entry__in=[entry.pk for entry in entries]).exclude(text="")
    return Told(
        City.current(),
        {user.record_id: user for user in people},
        dict(kept.values_list("entry", "text")),
    )


SENTENCES: dict[str, Any] = {
    Kind.FOUNDED: gettext_lazy("{who} founded the city."),
    Kind.APPLIED: gettext_lazy("{who} asked to be admitted as {standing}."),
    Kind.ENDORSED: gettext_lazy("{who} was vouched for."),
    Kind.REVIEWED: gettext_lazy("The application of {who} came into review."),
    Kind.HEARD: gettext_lazy("{who} came to be heard by the citizens."),
    Kind.BALLOTED: gettext_lazy("A ballot on {who} was opened."),
    Kind.EXTENDED: gettext_lazy("The ballot on {who} was opened once more."),
    Kind.COUNTED: gettext_lazy("The ballot on {who} was counted."),
    Kind.SETTLED: gettext_lazy("What the ballot on {who} had left open was settled."),
    Kind.QUESTIONED: gettext_lazy("{who} was asked a question."),
    Kind.ANSWERED: gettext_lazy("{who} answered."),
    Kind.GRANTED: gettext_lazy("{who} was admitted as {standing}."),
    Kind.DECLINED: gettext_lazy("The application of {who} was declined."),
    Kind.WITHDREW: gettext_lazy("{who} withdrew the application."),
    Kind.EXPIRED: gettext_lazy("The application of {who} expired."),
    Kind.SANCTIONED: gettext_lazy("{who} was sanctioned."),
    Kind.RELEASED: gettext_lazy("A sanction of {who} was lifted."),
    Kind.SERVED: gettext_lazy("A sanction of {who} came to its end."),
    Kind.REVOKED: gettext_lazy("The standing of {who} was taken."),
    Kind.RESTORED: gettext_lazy("{who} was given back the standing of {standing}."),
    Kind.RENOUNCED: gettext_lazy("{who} stepped down to {standing}."),
    Kind.RETURNED: gettext_lazy("{who} came back as {standing}."),
    Kind.LEFT: gettext_lazy("{who} closed the account."),
    Kind.APPEALED: gettext_lazy("{who} appealed against a decision."),
    Kind.DRAWN: gettext_lazy("Citizens were drawn by lot for the appeal of {who}."),
    Kind.PASSED_ON: gettext_lazy("The appeal of {who} went to the editors."),
    Kind.UPHELD: gettext_lazy("The appeal of {who} was upheld."),
    Kind.NOT_UPHELD: gettext_lazy("The appeal of {who} was dismissed."),
    Kind.ABANDONED: gettext_lazy("The appeal of {who} ended undecided."),
    Kind.SLEPT: gettext_lazy("{who} went dormant."),
    Kind.WOKE: gettext_lazy("{who} came back from dormancy."),
    Kind.CHARTERED: gettext_lazy("A charter came into force."),
    Kind.CHANGED: gettext_lazy("The city’s numbers were changed."),
    Kind.APPOINTED: gettext_lazy("{who} was appointed."),
    Kind.DISMISSED: gettext_lazy("{who} left a role."),
}


def sentence(entry: CivicRecord, told: Told) -> SafeString:
    """Say what happened, and who did it where that is somebody else; names lead to their pages."""
    written = SENTENCES.get(entry.kind) or "{who}: " + entry.get_kind_display()
    standing = told.city.standing_name(entry.standing) if entry.standing else ""
    words = format_html(str(written), who=name_of(entry.member, told), standing=standing)
    if entry.by is None or entry.by == entry.member:
        return words
    return format_html("{} {}", words, format_html(_("By {by}."), by=name_of(entry.by, told)))


def name_of(record_id: UUID | None, told: Told) -> str:
    if record_id is None:
        return _("nobody")
    user = told.people.get(record_id)
    if user is None:
        return _("somebody who is gone")
    url = reverse("admin:community_user_change", args=[user.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', url, user.display_name)


def labelled(choices: Any) -> Callable[[object], str]:  # noqa: ANN401  # pairs of Django
    labels = dict(choices)
    return lambda value: str(labels.get(value, value))


def as_day(value: object) -> str:
    at = parse_datetime(str(value))
    return date_format(localtime(at), "DATETIME_FORMAT") if at else str(value)


def as_days(value: object) -> str:
    """From seconds."""
    days = round(int(str(value)) / 86_400)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


PHRASES: dict[str, tuple[Any, Callable[[object], str]]] = {
    "kind": ("{}", labelled(Sanction.Kind.choices)),
    "role": ("{}", labelled(Role.choices)),
    "until": (gettext_lazy("until {}"), as_day),
    "number": (gettext_lazy("citizen no. {}"), str),
    "version": (gettext_lazy("version {}"), str),
    "outcome": ("{}", labelled(Ballot.Outcome.choices)),
    "yes": (gettext_lazy("{} yes"), str),
    "no": (gettext_lazy("{} no"), str),
    "abstain": (gettext_lazy("{} abstentions"), str),
    "roll": (gettext_lazy("{} on the roll"), str),
    "quorum": (gettext_lazy("quorum {}"), str),
    "grant_percent": (gettext_lazy("granted from {} %"), str),
    "editor_percent": (gettext_lazy("close from {} %"), str),
    "about": (gettext_lazy("about: {}"), labelled(Appeal.Kind.choices)),
    "judge": (
        gettext_lazy("by {}"),
        labelled([("panel", gettext_lazy("a panel")), ("editor", gettext_lazy("an editor"))]),
    ),
    "drawn": (gettext_lazy("{} drawn"), str),
    "free": (gettext_lazy("{} were free"), str),
    "replaced": (gettext_lazy("in place of {}"), str),
    "held": (gettext_lazy("was {}"), labelled(Standing.choices)),
    "former": (gettext_lazy("former standing {}"), str),
    "overturned": (gettext_lazy("after an appeal"), str),
    "waited": (gettext_lazy("{} with the editors"), as_days),
    "late": ("{}", labelled([(True, gettext_lazy("late")), (False, gettext_lazy("in time"))])),
    "after_appeal": (gettext_lazy("after an appeal"), str),
    "settled": (gettext_lazy("its matter was settled"), str),
    "charter": (gettext_lazy("charter {}"), str),
    "application": (gettext_lazy("application {}"), str),
    "appeal": (gettext_lazy("appeal {}"), str),
    "ballot": (gettext_lazy("ballot {}"), str),
    "sanction": (gettext_lazy("sanction {}"), str),
}
UNTOLD = {"decision", "comment", "quorum_least", "quorum_percent"}


def details(entry: CivicRecord) -> str:
    """Say the facts of an entry, in the order of ``PHRASES``; a number of the city by its name."""
    facts: dict[str, Any] = {
        name: value for name, value in entry.facts.items() if name not in UNTOLD
    }
    said = [str(words).format(show(facts.pop(name))) for name, (words, show) in known_in(facts)]
    said += [change(name, value) for name, value in sorted(facts.items())]
    return ", ".join(said)


def known_in(facts: Mapping[str, Any]) -> list[tuple[str, tuple[Any, Callable[[object], str]]]]:
    return [(name, phrase) for name, phrase in PHRASES.items() if name in facts]


def change(name: str, value: object) -> str:
    """ "links in a visitor’s comment: 1 → 2" """
    try:
        label = str(City._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # a column
    except FieldDoesNotExist:
        label = name
    if isinstance(value, list):
        return f"{label}: {' → '.join(map(str, value))}"
    return _("%(what)s: reworded") % {"what": label} if value == "reworded" else f"{label}: {value}"
