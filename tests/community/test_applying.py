"""A member asks for the next standing."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from community.actions.ladder import (
    decline_application,
    expire_applications,
    submit_application,
    withdraw_application,
)
from community.errors import AlreadyDecided, Refused
from community.models import Application, Charter, CivicRecord, Standing, User
from community.permissions import can_apply
from tests.factories.community import (
    application,
    charter,
    charter_in_force,
    citizen,
    editor,
    endorsement,
    meets_requirements,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db
State = Application.State


def send(user: User, statement: str = "I live here.") -> Application:
    return submit_application(user, charter=charter_in_force(), statement=statement)


def test_who_meets_everything_may_apply() -> None:
    asked = send(meets_requirements(member()))
    assert (asked.standing, asked.charter) == (Standing.RESIDENT, charter_in_force())


def test_who_lacks_something_reads_what_is_missing() -> None:
    with pytest.raises(Refused, match="You have read 0 of 10 articles"):
        send(member())
    assert not Application.objects.exists()


def test_requirements_are_kept_as_they_stood() -> None:
    asked = application()
    assert {"name": "articles_opened", "needed": 10, "have": 10, "window": 0} in asked.snapshot


def test_statement_is_asked_for() -> None:
    with pytest.raises(Refused, match="few words"):
        send(meets_requirements(member()), "  ")


def test_same_application_sent_twice_is_one() -> None:
    user = meets_requirements(member())
    assert send(user) == send(user)
    assert Application.objects.count() == 1
    assert CivicRecord.objects.filter(kind="applied").count() == 1


def test_second_application_beside_an_open_one_is_refused() -> None:
    user = meets_requirements(member())
    send(user)
    with pytest.raises(Refused, match="open application already"):
        send(user, "Something else.")


def test_database_allows_one_open_application() -> None:
    asked = application()
    asked.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        asked.save(force_insert=True)


def test_citizen_has_nothing_to_ask_for() -> None:
    assert not can_apply(citizen())
    with pytest.raises(PermissionDenied):
        send(citizen())


def test_silenced_member_may_not_apply() -> None:
    user = meets_requirements(member())
    assert can_apply(user)
    sanction(user, "silenced")
    assert not can_apply(user)
    with pytest.raises(PermissionDenied):
        send(user)


def test_a_step_that_is_not_open_takes_no_applications() -> None:
    charter(citizen={"is_open": False})
    with pytest.raises(Refused, match="not taken yet"):
        send(meets_requirements(resident()))


def test_citizenship_is_the_next_step_of_the_same_machine() -> None:
    charter(citizen={"is_open": True})
    asked = send(meets_requirements(resident()))
    assert asked.standing == Standing.CITIZEN


def test_charter_that_changed_meanwhile_is_read_again() -> None:
    read = charter_in_force()
    user = meets_requirements(member())
    charter()
    with pytest.raises(Refused, match="charter has changed"):
        submit_application(user, charter=read, statement="Hello.")


def test_open_application_stays_under_its_own_charter() -> None:
    asked = application()
    charter(resident={"wait_days": 7})
    decline_application(asked, by=editor(), reason="Not yet.")
    asked.refresh_from_db()
    assert asked.charter.version == 1
    assert asked.again_after is not None
    assert asked.closed_at is not None
    assert (asked.again_after - asked.closed_at).days in (29, 30)


def test_young_city_sends_it_to_the_editors_at_once() -> None:
    asked = application()
    assert asked.state == State.IN_REVIEW
    assert asked.decide_by is not None
    assert asked.review_since is not None
    assert asked.decide_by - asked.review_since == timedelta(days=7)


def test_grown_city_gathers_endorsements_first() -> None:
    charter(young_city=0)
    asked = application()
    assert (asked.state, asked.decide_by) == (State.SUBMITTED, None)
    assert asked.expires_at - asked.submitted_at == timedelta(days=30)


@pytest.mark.parametrize(("neighbours", "state"), [(2, "in_review"), (3, "submitted")])
def test_city_is_young_below_the_charters_number(neighbours: int, state: str) -> None:
    charter(young_city=3)
    for _ in range(neighbours):
        resident()
    assert application().state == state


def test_silenced_and_closed_neighbours_do_not_make_a_city_grown() -> None:
    charter(young_city=1)
    sanction(resident(), "silenced")
    User.objects.filter(groups__name="editor").update(is_staff=False)
    resident(is_active=False)
    assert application().state == State.IN_REVIEW


def test_declined_applicant_waits() -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Read a little more.")
    user = User.objects.get(pk=asked.applicant_id)
    assert not can_apply(user)
    with pytest.raises(Refused, match="You may apply again after"):
        send(user)
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert can_apply(user)
        assert send(user).state == State.IN_REVIEW


def test_withdrawn_application_leaves_no_waiting_time() -> None:
    asked = application()
    withdraw_application(asked, by=asked.applicant)
    assert can_apply(asked.applicant)
    assert send(asked.applicant, "Once more.").is_open


def test_only_the_applicant_withdraws() -> None:
    asked = application()
    with pytest.raises(PermissionDenied):
        withdraw_application(asked, by=editor())


def test_withdrawing_twice_is_silent() -> None:
    asked = application()
    for _ in range(2):
        withdraw_application(asked, by=asked.applicant)
    assert CivicRecord.objects.filter(kind="withdrew").count() == 1


def test_decided_application_is_not_withdrawn() -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Not yet.")
    with pytest.raises(AlreadyDecided):
        withdraw_application(asked, by=asked.applicant)


def test_application_without_endorsements_lapses_without_a_waiting_time() -> None:
    charter(young_city=0)
    asked = application()
    with time_machine.travel(asked.expires_at - timedelta(seconds=1)):
        assert expire_applications() == 0
    with time_machine.travel(asked.expires_at):
        assert expire_applications() == 1
        assert expire_applications() == 0
        asked.refresh_from_db()
        assert (asked.state, asked.again_after) == (State.EXPIRED, None)
        assert can_apply(asked.applicant)


def test_application_in_review_does_not_lapse() -> None:
    charter(young_city=0)
    asked = application()
    endorsement(asked)
    with time_machine.travel(asked.expires_at + timedelta(days=1)):
        assert expire_applications() == 0


def test_first_charter_is_there_from_the_start() -> None:
    assert Charter.objects.get().version == 1
    assert CivicRecord.objects.get().kind == "chartered"
