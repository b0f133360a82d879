"""A secret ballot: the roll is fixed at the opening, votes are added up, the close decides.

Locks are taken in the order applicant, application, ballot; a vote takes the ballot alone.
SECURITY: which way somebody voted is written nowhere: no row, no log line, no notice, no mail.
"""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from community.actions.ladder.calling import forget_calls
from community.actions.ladder.counting import outcome_of, sums_of, words_for
from community.actions.ladder.locking import find_application
from community.actions.ladder.review import (
    promote,
    start_review,
    tell_declined,
    tell_granted,
    waiting_time,
)
from community.actions.ladder.telling import enter, tell
from community.actions.notices import notify_members
from community.actions.one_by_one import one_by_one
from community.errors import Refused
from community.models import (
    Application,
    Ballot,
    BallotVoter,
    CharterStep,
    CivicRecord,
    Notice,
    User,
)
from community.permissions import people_who_may_vote

State, Outcome = Application.State, Ballot.Outcome
BATCH = 1000


# -- Opening ---------------------------------------------------------------------------------------


def open_ballots() -> int:
    """Open the ballots of those that have been heard; return how many applications went on."""
    due = Application.objects.filter(state=State.HEARING, hearing_until__lte=timezone.now())
    return one_by_one(end_hearing, due)


def end_hearing(application: Application) -> bool:
    """Open its ballot, or hand it to the editors where the roll is too short; safe to repeat."""
    with transaction.atomic():
        stored = find_application(application)
        if stored is None or stored.state != State.HEARING:
            return False
        if stored.hearing_until is None or stored.hearing_until > timezone.now():
            return False
        step = stored.charter.step_to(stored.standing)
        voters = list(people_on_roll(stored).order_by().values_list("pk", flat=True))
        if len(voters) < step.young_roll:
            start_review(stored)
        else:
            open_ballot(stored, voters)
    return True


def people_on_roll(application: Application) -> QuerySet[User]:
    """Who may vote, but not the applicant and nobody who endorsed."""
    endorsers = application.endorsements.with_people().values("endorser")
    return people_who_may_vote().exclude(pk=application.applicant_id).exclude(pk__in=endorsers)


def open_ballot(application: Application, voters: list[int]) -> Ballot:
    """Fix the roll and open the ballot of a locked application; everybody on the roll is told."""
    step = application.charter.step_to(application.standing)
    now = timezone.now()
    ballot = Ballot.objects.create(
        application=application,
        opened_at=now,
        closes_at=now + timedelta(days=step.ballot_days),
        roll_size=len(voters),
        quorum=step.quorum(len(voters)),
    )
    rows = [BallotVoter(ballot=ballot, voter_id=pk) for pk in sorted(voters)]
    BallotVoter.objects.bulk_create(rows, batch_size=BATCH)
    application.state = State.BALLOT
    application.save(update_fields=["state"])
    tell_opened(application, ballot)
    return ballot


def tell_opened(application: Application, ballot: Ballot) -> None:
    day = date_format(timezone.localtime(ballot.closes_at))
    tell(
        application,
        CivicRecord.Kind.BALLOTED,
        notice=Notice.Kind.APPLICATION_BALLOT,
        mail="application_ballot",
        named={"day": day},
        ballot=ballot.pk,
        roll=ballot.roll_size,
        quorum=ballot.quorum,
    )
    voters = ballot.roll.order_by("voter").values("voter")
    url = ballot.get_absolute_url()
    notify_members(voters, Notice.Kind.BALLOT_OPENED, url, naming=application.applicant, day=day)


# -- Voting ----------------------------------------------------------------------------------------


def cast_vote(ballot: Ballot, *, by: User, vote: str) -> None:
    """Mark on the roll that ``by`` has voted, and add one to the tally; a vote is final.

    Raises ``Refused`` or ``PermissionDenied`` with a sentence. Nothing is returned or kept that
    joins the two.
    """
    if vote not in Ballot.Vote.values:
        raise Refused(_("Choose yes, no or abstention."))
    with transaction.atomic():
        locked = Ballot.objects.select_for_update(no_key=True).filter(pk=ballot.pk).first()
        row = BallotVoter.objects.filter(ballot=locked, voter=by)
        if locked is None or not locked.is_open:
            raise Refused(_("This ballot is closed."))
        if not row.filter(has_voted=False).update(has_voted=True):
            refuse_vote(row)
        if not may_still_vote(by):
            raise PermissionDenied(_("You may not vote at present. Your notices say why."))
        Ballot.objects.filter(pk=locked.pk).update(**{vote: F(vote) + 1})


def refuse_vote(row: QuerySet[BallotVoter]) -> None:
    if row.exists():
        raise Refused(_("You have voted already. A vote is final."))
    raise PermissionDenied(_("You are not on the roll of this ballot."))


def may_still_vote(by: User) -> bool:
    """A sanction bites at once, also on somebody who was on the roll at the opening."""
    return people_who_may_vote().filter(pk=by.pk).exists()


# -- Closing ---------------------------------------------------------------------------------------


def close_ballots() -> int:
    """Count the ballots whose time is over; return how many were closed or opened once more."""
    due = Ballot.objects.due().select_related("application")
    return one_by_one(close_ballot, due)


def close_ballot(ballot: Ballot) -> bool:
    """Count one and do what follows; safe to repeat and on two machines at once."""
    with transaction.atomic():
        application = find_application(ballot.application)
        if application is None:
            return False
        ballot = Ballot.objects.select_for_update(no_key=True).get(pk=ballot.pk)
        if ballot.closed_at or ballot.closes_at > timezone.now():
            return False
        step = application.charter.step_to(application.standing)
        outcome = outcome_of(ballot, step)
        if outcome == Outcome.NO_QUORUM and not ballot.extended_at:
            extend(ballot, application, days=step.ballot_days)
        else:
            settle(ballot, application, outcome, step)
    return True


def extend(ballot: Ballot, application: Application, *, days: int) -> None:
    """Open it once more, with the votes that were cast."""
    ballot.extended_at = timezone.now()
    ballot.closes_at = ballot.extended_at + timedelta(days=days)
    ballot.save(update_fields=["extended_at", "closes_at"])
    ballot.roll.update(is_called=False)  # whoever has not voted is called once more
    enter(application, CivicRecord.Kind.EXTENDED, by=None, ballot=ballot.pk)


def settle(ballot: Ballot, application: Application, outcome: str, step: CharterStep) -> None:
    """Close it; the record has the sums and the charter's numbers, so that anybody can recount."""
    close(ballot, outcome)
    enter(
        application,
        CivicRecord.Kind.COUNTED,
        by=None,
        ballot=ballot.pk,
        outcome=str(outcome),
        **sums_of(ballot, step),
    )
    if outcome == Outcome.GRANTED:
        grant(application, ballot)
    elif outcome == Outcome.DECLINED:
        decline(application, ballot)
    else:
        start_review(application, notice=Notice.Kind.APPLICATION_CLOSE)


def close(ballot: Ballot, outcome: str) -> None:
    """Close it and forget who voted."""
    ballot.closed_at, ballot.outcome = timezone.now(), outcome
    ballot.save(update_fields=["closed_at", "outcome"])
    ballot.roll.all().delete()
    forget_calls(ballot.pk)


def stop_ballot(application: Application) -> None:
    """End the open ballot of a locked application that ends otherwise; its sums are forgotten."""
    rows = Ballot.objects.select_for_update(no_key=True).filter(application=application)
    for ballot in rows.open():
        ballot.yes = ballot.no = ballot.abstain = 0
        ballot.save(update_fields=["yes", "no", "abstain"])
        close(ballot, Outcome.STOPPED)


def grant(application: Application, ballot: Ballot) -> None:
    finish(application, State.GRANTED, words_for(ballot))
    promote(application)
    tell_granted(application, by=None)


def decline(application: Application, ballot: Ballot) -> None:
    application.again_after = waiting_time(application)
    finish(application, State.DECLINED, words_for(ballot))
    tell_declined(application, by=None)


def finish(application: Application, state: str, reason: str) -> None:
    application.state, application.reason = state, reason
    application.closed_at = timezone.now()
    application.save(update_fields=["state", "reason", "closed_at", "again_after"])
