"""Take the ballot of an application over: open as it stands, or counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from community.actions.importing.entering import enter
from community.actions.ladder.ballots import people_on_roll
from community.actions.ladder.counting import outcome_of, sums_of, words_for
from community.models import Application, Ballot, BallotVoter, CivicRecord, User


@dataclass(frozen=True, kw_only=True)
class ImportedVotes:
    """The sums of a ballot. ``voters`` are those who voted in one that is open: as many."""

    yes: int
    no: int
    abstain: int
    voters: Sequence[User] = ()


def add_ballot(application: Application, votes: ImportedVotes, *, opened_at: datetime) -> Ballot:
    """Open the ballot. On its roll are those who may vote now and were citizens then."""
    step = application.charter.step_to(application.standing)
    roll = roll_of(application, opened_at).count()
    ballot = Ballot.objects.create(
        application=application,
        opened_at=opened_at,
        closes_at=opened_at + timedelta(days=step.ballot_days),
        roll_size=roll,
        quorum=step.quorum(roll),
        yes=votes.yes,
        no=votes.no,
        abstain=votes.abstain,
    )
    facts = {"ballot": ballot.pk, "roll": ballot.roll_size, "quorum": ballot.quorum}
    enter(application, CivicRecord.Kind.BALLOTED, by=None, at=opened_at, facts=facts)
    return ballot


def roll_of(application: Application, opened_at: datetime) -> QuerySet[User]:
    return people_on_roll(application).filter(citizen_since__lte=opened_at)


def keep_roll(application: Application, ballot: Ballot, voters: Sequence[User]) -> None:
    """Write the roll of an open ballot, with the marks of who has voted; nobody is called."""
    BallotVoter.objects.bulk_create(
        BallotVoter(ballot=ballot, voter=voter, has_voted=voter in voters, is_called=True)
        for voter in roll_of(application, ballot.opened_at).order_by("pk")
    )


def count_ballot(application: Application, ballot: Ballot) -> None:
    """Close it at its time, and give the application the state that the votes come to.

    ValueError where they leave the decision to an editor: such a one is not taken over.
    """
    step = application.charter.step_to(application.standing)
    ballot.closed_at, ballot.outcome = ballot.closes_at, outcome_of(ballot, step)
    ballot.save(update_fields=["closed_at", "outcome"])
    application.state = Application.State(ballot.outcome)
    application.closed_at, application.reason = ballot.closes_at, words_for(ballot)
    if application.state == Application.State.DECLINED:
        application.again_after = ballot.closes_at + timedelta(days=step.wait_days)
    application.save(update_fields=["state", "closed_at", "reason", "again_after"])
    facts = {"ballot": ballot.pk, "outcome": str(ballot.outcome), **sums_of(ballot, step)}
    enter(application, CivicRecord.Kind.COUNTED, by=None, at=ballot.closes_at, facts=facts)
