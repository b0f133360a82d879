"""Applications and what came of them; what was decided about the member, and what they decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from community.actions.ladder import Requirement
from community.models import (
    Application,
    ApplicationDraft,
    ApplicationMessage,
    BallotVoter,
    CivicReason,
    CivicRecord,
    Endorsement,
    PanelSeat,
    QuizAttempt,
    User,
)
from community.own_data import CHUNK, Room, Row


def record(user: User) -> Iterator[Row]:
    """Steps and reasons; by whom is not told, as on no page."""
    entries = CivicRecord.objects.filter(member=user.record_id).order_by("at")
    reasons = dict(
        CivicReason.objects.filter(entry__in=entries.values("pk")).values_list("entry", "text")
    )
    for entry in entries.iterator(CHUNK):
        yield {
            "at": entry.at,
            "what": entry.get_kind_display(),
            "standing": entry.standing,
            "facts": [f"{name}: {value}" for name, value in entry.facts.items()],
            "reason": reasons.get(entry.pk, ""),
        }


def former_standings(user: User) -> Iterator[Row]:
    for row in user.former_standings.order_by("left_at"):
        yield {
            "standing": row.get_standing_display(),
            "until": row.left_at,
            "came_back": row.back_at,
            "reason": row.reason,
        }


def applications(user: User) -> Iterator[Row]:
    for each in user.applications.order_by("submitted_at"):
        yield {
            "asks_for": each.get_standing_display(),
            "state": each.get_state_display(),
            "sent": each.submitted_at,
            "closed": each.closed_at,
            "statement": each.statement,
            "requirements": [Requirement(**asked).sentence for asked in each.snapshot],
            "reason": each.reason,
            "may_apply_again": each.again_after,
            "questions_and_answers": [letter(one, each) for one in messages_of(each)],
            "vouched": [vouched(one) for one in each.endorsements.select_related("endorser")],
        }


def messages_of(application: Application) -> list[ApplicationMessage]:
    return list(application.messages.select_related("author"))


def letter(message: ApplicationMessage, application: Application) -> Row:
    """As the page of the application shows it: editors have no names, who asks in a hearing has."""
    if message.author_id == application.applicant_id:
        name = _now("You")
    else:
        name = message.author_name if application.hearing_until else _now("The editors")
    return {"by": name, "at": message.created_at, "text": message.text}


def vouched(endorsement: Endorsement) -> Row:
    who = endorsement.endorser
    return {
        "by": who.display_name if who else _now("somebody who left"),
        "at": endorsement.created_at,
        "text": endorsement.words,
    }


def draft(user: User) -> Iterator[Row]:
    for row in ApplicationDraft.objects.filter(user=user):
        yield {"statement": row.statement, "at": row.changed_at}


def quiz(user: User) -> Iterator[Row]:
    for row in QuizAttempt.objects.filter(user=user).order_by("day"):
        yield {"day": row.day, "right_answers": row.score, "is_passed": row.is_passed}


def endorsements(user: User) -> Iterator[Row]:
    given = Endorsement.objects.filter(endorser=user).select_related("application__applicant")
    for row in given.order_by("created_at"):
        yield {
            "for": row.application.applicant.display_name,
            "asks_for": row.application.get_standing_display(),
            "text": row.words,
            "at": row.created_at,
        }


def questions(user: User) -> Iterator[Row]:
    """What they asked others; the answers are theirs."""
    asked = ApplicationMessage.objects.filter(author=user).exclude(application__applicant=user)
    for row in asked.order_by("created_at"):
        yield {"text": row.text, "at": row.created_at}


def ballots(user: User) -> Iterator[Row]:
    """Whether they voted, while a ballot is open; how is written nowhere."""
    for row in BallotVoter.objects.filter(voter=user).select_related("ballot"):
        url = row.ballot.get_absolute_url()
        yield {"address": url, "until": row.ballot.closes_at, "has_voted": row.has_voted}


def sanctions(user: User) -> Iterator[Row]:
    for row in user.sanctions.order_by("imposed_at"):
        yield {
            "kind": row.get_kind_display(),
            "reason": row.reason,
            "since": row.imposed_at,
            "until": row.until,
            "lifted": row.lifted_at,
            "is_overturned": row.overturned,
        }


def appeals(user: User) -> Iterator[Row]:
    for row in user.appeals.order_by("opened_at"):
        yield {
            "about": row.get_kind_display(),
            "statement": row.statement,
            "state": row.get_state_display(),
            "since": row.opened_at,
            "closed": row.decided_at,
            "reason": row.reason,
        }


def panels(user: User) -> Iterator[Row]:
    """Their own opinions; whose appeal it was stays with whom it concerns."""
    for row in PanelSeat.objects.filter(juror=user).order_by("drawn_at"):
        yield {
            "drawn": row.drawn_at,
            "opinion": row.get_opinion_display(),
            "reason": row.reason,
            "at": row.given_at,
        }


ROOMS = (
    Room("record", _("The civic record"), ("community.CivicRecord.member",), record),
    Room(
        "former-standings",
        _("Standings that ended"),
        ("community.FormerStanding.member",),
        former_standings,
    ),
    Room(
        "applications",
        _("Applications"),
        (
            "community.Application.applicant",
            "community.ApplicationMessage.application",
            "community.Endorsement.application",
        ),
        applications,
    ),
    Room("draft", _("Draft of an application"), ("community.ApplicationDraft.user",), draft),
    Room("quiz", _("Quiz on the charter"), ("community.QuizAttempt.user",), quiz),
    Room("vouching", _("For whom you vouched"), ("community.Endorsement.endorser",), endorsements),
    Room(
        "questions",
        _("What you asked applicants"),
        ("community.ApplicationMessage.author",),
        questions,
    ),
    Room("ballots", _("Open ballots"), ("community.BallotVoter.voter",), ballots),
    Room("sanctions", _("Sanctions"), ("community.Sanction.user",), sanctions),
    Room("appeals", _("Appeals"), ("community.Appeal.member",), appeals),
    Room("panels", _("Panels that you sat on"), ("community.PanelSeat.juror",), panels),
)
