"""How a row reads: what its fields are called, and their values in words."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.own_data import Row

LABELS = {
    "about": _("about"),
    "account_closes": _("account closes"),
    "address": _("address"),
    "answer": _("answer"),
    "asks_for": _("asks for"),
    "at": _("on"),
    "browser": _("browser"),
    "by": _("by"),
    "changed": _("changed"),
    "check_name": _("name, on cards"),
    "check_number": _("number, on cards"),
    "check_since": _("since when, on cards"),
    "citizen_number": _("citizen number"),
    "citizen_since": _("citizen since"),
    "closed": _("closed"),
    "comes": _("comes"),
    "confirmed": _("confirmed"),
    "day": _("day"),
    "dormant_since": _("dormant since"),
    "drawn": _("drawn"),
    "e_mail": _("e-mail"),
    "earlier_texts": _("earlier texts"),
    "facts": _("facts"),
    "for": _("for"),
    "handle": _("handle"),
    "has_voted": _("has voted"),
    "here_since": _("here since"),
    "in_answer_to": _("in answer to"),
    "in_gazette": _("in the gazette"),
    "in_register": _("in the register"),
    "interests": _("interests"),
    "is_confirmed": _("confirmed"),
    "is_for_it": _("for it"),
    "is_in_use": _("in use"),
    "is_overturned": _("overturned"),
    "is_passed": _("passed"),
    "kind": _("kind"),
    "last_seen": _("last seen"),
    "last_signed_in": _("last signed in"),
    "last_used": _("last used"),
    "lifted": _("lifted"),
    "likes": _("likes"),
    "mailed": _("mailed"),
    "marked_constructive": _("marked constructive"),
    "may_apply_again": _("may apply again after"),
    "name": _("name"),
    "network_address": _("network address"),
    "former_handles": _("former handles"),
    "came_back": _("came back"),
    "number_in_the_record": _("number in the record"),
    "opinion": _("opinion"),
    "other_piece": _("other piece"),
    "picture": _("picture"),
    "piece": _("piece"),
    "questions_and_answers": _("questions and answers"),
    "quoted": _("quoted"),
    "read": _("read"),
    "reason": _("reason"),
    "requirements": _("requirements"),
    "resident_since": _("resident since"),
    "right": _("right"),
    "right_answers": _("right answers"),
    "roles": _("roles"),
    "seconds": _("seconds"),
    "sent": _("sent"),
    "since": _("since"),
    "source": _("source"),
    "standing": _("standing"),
    "state": _("state"),
    "statement": _("statement"),
    "text": _("text"),
    "told": _("told"),
    "until": _("until"),
    "votes_against": _("votes against"),
    "votes_for": _("votes for"),
    "vouched": _("who vouched"),
    "what": _("what"),
    "why": _("why"),
    "why_it_is_hidden": _("why it is hidden"),
    "wrong": _("wrong"),
}
Shown = list[tuple[str, list[object]]]


def shown(row: Row) -> Shown:
    """The fields that hold something, each with what it is called and its values in words.

    A value is text, or for a row within a row what this returns for it.
    """
    return [
        (str(LABELS[name]), [worded(each) for each in values(value)])
        for name, value in row.items()
        if value not in (None, "", [])
    ]


def values(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def worded(value: object) -> object:
    if isinstance(value, dict):
        return shown(value)
    if isinstance(value, bool):
        return _now("yes") if value else _now("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value)
