"""Members vouch for an applicant."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.actions.ladder import (
    decline_application,
    endorse_application,
    grant_application,
    withdraw_application,
)
from community.errors import Refused
from community.models import Application, Charter, CivicRecord, Endorsement, Notice, User
from tests.factories.community import (
    application,
    charter,
    citizen,
    editor,
    member,
    moderator,
    resident,
    sanction,
)

State = Application.State
pytestmark = pytest.mark.django_db


@pytest.fixture
def grown() -> Charter:
    return charter(young_city=0, citizen={"is_open": True})


def test_last_endorsement_needed_starts_the_review(grown: Charter) -> None:
    asked = application()
    endorse_application(asked, by=resident(), words="She asks good questions.")
    asked.refresh_from_db()
    assert asked.state == State.IN_REVIEW
    assert asked.decide_by is not None
    assert CivicRecord.objects.filter(kind="reviewed").count() == 1


def test_citizenship_needs_two(grown: Charter) -> None:
    asked = application(resident())
    endorse_application(asked, by=citizen())
    asked.refresh_from_db()
    assert asked.state == State.SUBMITTED
    endorse_application(asked, by=citizen())
    asked.refresh_from_db()
    assert asked.state == State.HEARING


def test_vouching_twice_is_silent(grown: Charter) -> None:
    asked, friend = application(resident()), citizen()
    for _ in range(2):
        endorse_application(asked, by=friend)
    assert Endorsement.objects.count() == 1
    assert Notice.objects.filter(kind="application_endorsed").count() == 1


def test_editor_may_vouch_for_residency_but_not_for_citizenship(grown: Charter) -> None:
    endorse_application(application(), by=editor())
    with pytest.raises(PermissionDenied):
        endorse_application(application(resident()), by=editor())


def test_resident_may_not_vouch_for_citizenship(grown: Charter) -> None:
    with pytest.raises(PermissionDenied):
        endorse_application(application(resident()), by=resident())


def test_dormant_citizen_may_vouch_for_residency_alone(grown: Charter) -> None:
    asleep = citizen(dormant_since=timezone.now())
    endorse_application(application(), by=asleep)
    with pytest.raises(PermissionDenied):
        endorse_application(application(resident()), by=asleep)


@pytest.mark.parametrize("make", [member, moderator])
def test_visitor_may_not_vouch(grown: Charter, make: Callable[[], User]) -> None:
    with pytest.raises(PermissionDenied):
        endorse_application(application(), by=make())


def test_nobody_vouches_for_themselves(grown: Charter) -> None:
    asked = application(editor())
    with pytest.raises(PermissionDenied, match="themselves"):
        endorse_application(asked, by=asked.applicant)


def test_silenced_resident_may_not_vouch(grown: Charter) -> None:
    friend = resident()
    sanction(friend, "silenced")
    with pytest.raises(PermissionDenied):
        endorse_application(application(), by=friend)


def test_closed_application_takes_no_endorsement(grown: Charter) -> None:
    asked = application()
    withdraw_application(asked, by=asked.applicant)
    with pytest.raises(Refused, match="closed"):
        endorse_application(asked, by=resident())


def test_one_person_holds_at_most_five_open_ones_for_citizenship(grown: Charter) -> None:
    friend = citizen()
    for _ in range(5):
        endorse_application(application(resident()), by=friend)
    sixth = application(resident())
    with pytest.raises(Refused, match="as many open endorsements"):
        endorse_application(sixth, by=friend)
    first = Application.objects.filter(endorsements__endorser=friend).first()
    assert first is not None
    withdraw_application(first, by=first.applicant)
    endorse_application(sixth, by=friend)


def test_young_city_shows_endorsements_without_needing_them() -> None:
    asked = application()
    endorse_application(asked, by=resident())
    asked.refresh_from_db()
    assert (asked.state, asked.endorsements.count()) == (State.IN_REVIEW, 1)
    assert CivicRecord.objects.filter(kind="reviewed").count() == 1


@pytest.mark.parametrize("decide", [grant_application, decline_application])
def test_who_vouched_does_not_decide(decide: Callable[..., Application]) -> None:
    asked, friend = application(), editor()
    endorse_application(asked, by=friend)
    with pytest.raises(PermissionDenied, match="somebody else decides"):
        decide(asked, by=friend, reason="I know them.")
    decide(asked, by=editor(), reason="I do not.")
