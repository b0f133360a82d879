"""Applications on their way through a hearing and a ballot."""

from datetime import timedelta

from django.utils import timezone

from community.actions.ladder import close_ballots, endorse_application, open_ballots
from community.models import Application, Ballot, User
from tests.factories.community import application, charter, citizen, resident


def heard_application(*, voters: int = 12, **numbers: int) -> tuple[Application, list[User]]:
    """One that two citizens vouched for, being heard; and the citizens who may vote on it."""
    charter(young_city=0, citizen=numbers)
    asked = application(resident())
    people = [citizen() for _ in range(voters)]
    for _ in range(2):
        endorse_application(asked, by=citizen())
    asked.refresh_from_db()
    return asked, people


def open_ballot(*, voters: int = 12, **numbers: int) -> tuple[Ballot, list[User]]:
    """A ballot that is open, and the people on its roll."""
    asked, people = heard_application(voters=voters, **numbers)
    hurry_hearing(asked)
    open_ballots()
    return asked.ballots.get(), people


def ballot_on(asked: Application) -> Ballot:
    """A ballot that stands open on ``asked``, however it came there; nobody is on its roll."""
    Application.objects.filter(pk=asked.pk).update(
        state=Application.State.BALLOT, hearing_until=timezone.now()
    )
    closes = timezone.now() + timedelta(days=7)
    return Ballot.objects.create(application=asked, closes_at=closes, roll_size=12, quorum=5)


def hurry_hearing(asked: Application) -> None:
    """Let the days of the hearing be over."""
    Application.objects.filter(pk=asked.pk).update(
        hearing_until=timezone.now() - timedelta(minutes=1)
    )


def hurry_ballot(ballot: Ballot) -> None:
    """Let the days of the ballot be over, and the clock come by."""
    over = timezone.now() - timedelta(minutes=1)
    Ballot.objects.filter(pk=ballot.pk).update(closes_at=over)
    close_ballots()
    ballot.refresh_from_db()
