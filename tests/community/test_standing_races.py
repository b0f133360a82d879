"""Leaving and coming back while others act on the same standing: one outcome, told once."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.actions.appeals import decide_appeal
from community.actions.ladder import cast_vote, grant_application
from community.actions.served import tell_served
from community.actions.standing import (
    ban_and_revoke,
    renounce_standing,
    return_standing,
    revoke_standing,
)
from community.models import Application, CivicRecord, FormerStanding, Notice, Sanction, User
from tests.articles.at_once import at_once
from tests.factories.appeals import appeal_about_sanction
from tests.factories.ballots import open_ballot
from tests.factories.community import application, citizen, editor, member, resident, sanction

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def entries(user: User) -> Iterator[str]:
    """The steps of the standing of ``user``, in order."""
    kinds = ["granted", "revoked", "restored", "renounced", "returned"]
    rows = CivicRecord.objects.filter(member=user.record_id, kind__in=kinds).order_by("at")
    return iter(rows.values_list("kind", flat=True))


def test_renouncing_and_a_vote_at_once() -> None:
    """A vote before the leaving counts, one after it is refused; never half of either."""
    ballot, people = open_ballot(voters=16)
    for person in people[:6]:
        answers = at_once(
            partial(cast_vote, ballot, by=person, vote="yes"),
            partial(renounce_standing, person, by=person, standing="citizen", to="visitor"),
        )
        refused = [answer for answer in answers if isinstance(answer, PermissionDenied)]
        row = ballot.roll.get(voter=person)
        assert row.has_voted is not bool(refused)
        assert fresh(person).standing == "visitor"
        with pytest.raises(Exception, match=r"may not vote|voted already"):
            cast_vote(ballot, by=person, vote="no")
    ballot.refresh_from_db()
    assert (ballot.no, ballot.yes) == (0, ballot.roll.filter(has_voted=True).count())


def test_a_ban_that_takes_the_standing_and_a_grant_at_once() -> None:
    for _each in range(4):
        asked, by = application(resident()), editor()
        user = asked.applicant
        at_once(
            partial(grant_application, asked, by=editor(), reason="Welcome."),
            partial(ban_and_revoke, user, by=by, reason="Because."),
        )
        asked.refresh_from_db()
        assert fresh(user).standing == "visitor"
        granted = asked.state == Application.State.GRANTED
        assert list(entries(user)) == ["granted", "revoked"] if granted else ["revoked"]
        former = FormerStanding.objects.get(member=user)
        assert former.standing == ("citizen" if granted else "resident")


def test_eight_editors_take_it_at_once_and_it_is_taken_once() -> None:
    user = citizen()
    ban = sanction(user, "banned")
    at_once(*[partial(revoke_standing, ban, by=editor(), reason="Because.") for _ in range(8)])
    assert list(entries(user)) == ["revoked"]
    assert Notice.objects.filter(user=user, kind="standing_revoked").count() == 1


def test_an_appeal_upheld_and_a_revocation_at_once() -> None:
    for _each in range(3):  # with a fourth citizen a panel would judge
        user = citizen()
        ban = sanction(user, "banned")
        appeal = appeal_about_sanction(ban)
        at_once(
            partial(decide_appeal, appeal, by=editor(), outcome="upheld", reason="Yes."),
            partial(revoke_standing, ban, by=editor(), reason="Because."),
        )
        assert fresh(user).standing == "citizen"
        assert list(entries(user)) in ([], ["revoked", "restored"])


def test_taken_back_eight_times_at_once_is_back_once() -> None:
    user = citizen()
    renounce_standing(user, by=user, standing="citizen", to="visitor")
    answers = at_once(*[partial(return_standing, user, by=user)] * 8)
    assert not [answer for answer in answers if isinstance(answer, Exception)]
    assert list(entries(user)) == ["renounced", "returned"]
    assert Notice.objects.filter(user=user, kind="standing_returned").count() == 1


def test_returning_and_being_admitted_again_at_once() -> None:
    for _each in range(4):
        user = resident()
        renounce_standing(user, by=user, standing="resident", to="visitor")
        asked = application(fresh(user))
        at_once(
            partial(return_standing, user, by=user),
            partial(grant_application, asked, by=editor(), reason="Welcome."),
        )
        asked.refresh_from_db()
        assert fresh(user).standing == "resident"
        ways = {"granted": ["renounced", "granted"], "withdrawn": ["renounced", "returned"]}
        assert list(entries(user)) == ways[asked.state]


def test_clocks_on_two_machines_tell_once_of_what_is_over() -> None:
    for _each in range(5):
        sanction(member(), "silenced")
    Sanction.objects.update(until=timezone.now() - timedelta(minutes=1))
    done = at_once(tell_served, tell_served, tell_served)
    assert sum(each for each in done if isinstance(each, int)) == 5
    assert CivicRecord.objects.filter(kind="served").count() == 5
