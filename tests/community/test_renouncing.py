"""A member gives a standing back, and takes it back for a while, or is admitted anew."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.appeals import move_appeals_on
from community.actions.consent import check_token
from community.actions.ladder import cast_vote, grant_application, submit_application
from community.actions.people import found_city
from community.actions.sanctions import lift_sanction
from community.actions.standing import ban_and_revoke, renounce_standing, return_standing
from community.errors import Refused
from community.models import (
    Application,
    City,
    CivicRecord,
    Endorsement,
    FormerStanding,
    Notice,
    PanelSeat,
    User,
)
from community.permissions import public_record, returnable
from tests.factories.appeals import appeal_about_sanction, citizens, jurors
from tests.factories.ballots import open_ballot
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
    shows,
)

pytestmark = pytest.mark.django_db
SAME = ["standing", "resident_since", "citizen_since", "citizen_number"]


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(datetime(2026, 3, 1, 12, tzinfo=UTC)) as clock:
        yield clock


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def gives_back(user: User, to: str = "visitor") -> User:
    return renounce_standing(user, by=user, standing=user.standing, to=to)


def admitted(user: User) -> User:
    """Let ``user`` be admitted to the next standing, by an editor."""
    granted = application(fresh(user))
    grant_application(granted, by=editor(), reason="Welcome.")
    return fresh(user)


def young_city() -> None:
    charter(young_city=50, citizen={"is_open": True, "quiz_questions": 0, "quiz_right": 0})


@pytest.mark.parametrize(
    ("make", "to"), [(citizen, "resident"), (citizen, "visitor"), (resident, "visitor")]
)
def test_given_back_as_far_as_one_likes(
    make: Callable[[], User], to: str, run_tasks: Callable[[], int]
) -> None:
    user = make()
    for _ in range(2):
        gives_back(user, to)
    now = fresh(user)
    assert (now.standing, now.citizen_number) == (to, user.citizen_number)
    entry = CivicRecord.objects.get(kind="renounced")
    assert (entry.member, entry.by) == (user.record_id, user.record_id)
    assert (entry.standing, entry.facts["held"]) == (to, user.standing)
    assert Notice.objects.filter(user=user, kind="standing_renounced").count() == 1
    run_tasks()
    assert [letter.subject for letter in mail.outbox] == ["You have given your standing back"]
    assert "Until 31 March 2026" in mail.outbox[0].body


def test_only_downwards_from_what_one_saw_and_for_oneself() -> None:
    user = resident()
    for to in ("citizen", "mayor"):
        with pytest.raises(Refused, match="One gives back"):
            gives_back(user, to)
    with pytest.raises(Refused, match="changed meanwhile"):
        renounce_standing(user, by=user, standing="citizen", to="visitor")
    with pytest.raises(PermissionDenied):
        renounce_standing(user, by=editor(), standing="resident", to="visitor")
    assert fresh(user).standing == "resident"


def test_dormancy_ends_with_it() -> None:
    user = citizen(dormant_since=timezone.now(), dormancy_told_at=timezone.now())
    gives_back(user, "resident")
    assert (fresh(user).dormant_since, fresh(user).dormancy_told_at) == (None, None)


def test_open_application_is_withdrawn_and_its_ballot_stopped() -> None:
    ballot, _people = open_ballot()
    gives_back(ballot.application.applicant)
    ballot.refresh_from_db()
    assert (ballot.outcome, ballot.application.state) == ("stopped", Application.State.WITHDRAWN)
    assert CivicRecord.objects.filter(kind="withdrew").count() == 1


def test_what_was_vouched_stays_and_the_place_on_a_roll_votes_no_more() -> None:
    ballot, people = open_ballot()
    vouched = endorsement(application(), by=people[0])
    cast_vote(ballot, by=people[1], vote="yes")
    gives_back(people[0], "resident")
    gives_back(people[1], "resident")
    with pytest.raises(PermissionDenied, match="may not vote"):
        cast_vote(ballot, by=people[0], vote="no")
    ballot.refresh_from_db()
    assert (ballot.yes, ballot.no, ballot.roll.count()) == (1, 0, 12)
    assert Endorsement.objects.filter(pk=vouched.pk).exists()


def test_seat_on_a_panel_goes_to_somebody_else() -> None:
    citizens(4)
    appeal = appeal_about_sanction()
    leaver = jurors(appeal)[0]
    gives_back(leaver, "resident")
    assert move_appeals_on() == 1
    assert leaver not in jurors(appeal)
    assert PanelSeat.objects.waiting().filter(appeal=appeal).count() == 3


@pytest.mark.parametrize("make", [citizen, resident])
def test_taken_back_in_time_it_is_as_it_was(
    make: Callable[[], User], clock: time_machine.Traveller
) -> None:
    user = make()
    gives_back(user)
    clock.shift(timedelta(days=29))
    for _ in range(2):
        return_standing(user, by=user)
    assert [getattr(fresh(user), name) for name in SAME] == [getattr(user, name) for name in SAME]
    assert CivicRecord.objects.get(kind="returned").standing == user.standing
    assert Notice.objects.filter(user=user, kind="standing_returned").count() == 1


def test_too_late_or_nothing_to_take_back(clock: time_machine.Traveller) -> None:
    City.objects.update_or_create(pk=1, defaults={"return_days": 3})
    user, other = citizen(), resident()
    gives_back(user)
    with pytest.raises(PermissionDenied):
        return_standing(user, by=other)
    clock.shift(timedelta(days=3, minutes=1))
    for who in (user, other, member()):
        with pytest.raises(Refused, match="nothing to take back"):
            return_standing(who, by=who)
    assert fresh(user).standing == "visitor"


def test_given_back_twice_all_comes_back_while_the_first_has_time(
    clock: time_machine.Traveller,
) -> None:
    early, late = citizen(), citizen()
    for user in (early, late):
        gives_back(user, "resident")
    clock.shift(timedelta(days=20))
    for user in (early, late):
        gives_back(fresh(user))
    clock.shift(timedelta(days=5))
    return_standing(early, by=early)
    assert fresh(early).standing == "citizen"
    assert returnable(fresh(early)) is None
    clock.shift(timedelta(days=10))
    return_standing(late, by=late)
    assert fresh(late).standing == "resident"


@pytest.mark.parametrize(
    ("kind", "comes_back"), [("warning", True), ("held", False), ("silenced", False)]
)
def test_a_sanction_that_counts_stands_in_the_way(
    kind: str,
    comes_back: bool,  # a row of the table
) -> None:
    charter()
    user = citizen()
    gives_back(user)
    sanction(user, kind)
    if comes_back:
        return_standing(user, by=user)
    else:
        with pytest.raises(Refused, match="counts against you"):
            return_standing(user, by=user)
    assert (fresh(user).standing == "citizen") is comes_back


def test_what_was_taken_meanwhile_does_not_come_back_by_returning() -> None:
    charter(resident={"clean_days": 0}, citizen={"clean_days": 0})
    user, by = citizen(), editor()
    gives_back(user, "resident")
    ban = ban_and_revoke(fresh(user), by=by, reason="Votes were bought.")
    lift_sanction(ban, by=by)
    with pytest.raises(Refused, match="nothing to take back"):
        return_standing(user, by=user)


def test_apply_at_once_and_be_admitted_anew_with_the_old_number(
    clock: time_machine.Traveller,
) -> None:
    young_city()
    user = found_city(member())
    gives_back(user)
    clock.shift(timedelta(days=100))
    again = admitted(user)
    assert again.standing == "resident"
    assert again.resident_since == pytest.approx(timezone.now(), abs=timedelta(minutes=1))
    again = admitted(again)
    assert (again.standing, again.citizen_number) == ("citizen", 1)
    assert again.citizen_since == pytest.approx(timezone.now(), abs=timedelta(minutes=1))
    found = admitted(admitted(member()))
    assert found.citizen_number == 2


def test_time_as_a_resident_is_counted_from_the_new_admission(
    clock: time_machine.Traveller,
) -> None:
    young_city()
    user = resident(since_days=400)
    gives_back(user)
    clock.shift(timedelta(days=1))
    again = admitted(user)
    with pytest.raises(Refused, match="60 days"):
        submit_application(again, charter=charter_in_force(), statement="Once more.")


def test_returning_withdraws_the_application_that_has_become_needless() -> None:
    young_city()
    user = resident()
    gives_back(user)
    asked = application(fresh(user))
    return_standing(user, by=user)
    asked.refresh_from_db()
    assert (asked.state, fresh(user).standing) == (Application.State.WITHDRAWN, "resident")


def test_member_page_tells_the_steps_of_today_only(clock: time_machine.Traveller) -> None:
    young_city()
    user = admitted(admitted(member()))
    first = public_record(user)
    clock.shift(timedelta(days=10))
    gives_back(user, "resident")
    assert public_record(fresh(user)) == first[:1]
    return_standing(user, by=user)
    assert public_record(fresh(user)) == first
    gives_back(fresh(user))
    assert public_record(fresh(user)) == []
    clock.shift(timedelta(days=100))
    again = admitted(admitted(fresh(user)))
    second = public_record(again)
    assert [step.standing for step in second] == ["resident", "citizen"]
    assert not set(second) & set(first)
    assert second[-1].at == pytest.approx(again.citizen_since, abs=timedelta(seconds=5))


# -- Pages -----------------------------------------------------------------------------------------


def test_page_says_what_goes_and_gives_it_back(client: Client) -> None:
    user = citizen(number=41)
    client.force_login(user)
    address = reverse("community:renounce")
    page = client.get(address).content.decode()
    for words in ("vote on applications", "Number 41 stays yours", "Until 31 March 2026"):
        assert words in page
    sent = {"standing": "citizen", "to": "resident"}
    answer = client.post(address, sent)
    assert answer.status_code == 422
    assert "Read what goes" in answer.content.decode()
    for _ in range(2):
        assert client.post(address, {**sent, "sure": "on"}).status_code == 302
    assert fresh(user).standing == "resident"
    me = client.get(reverse("community:me")).content.decode()
    assert "Take it back" in me
    client.post(reverse("community:return_standing"))
    assert fresh(user).standing == "citizen"


def test_visitor_has_nothing_to_give_back(client: Client) -> None:
    client.force_login(member())
    answer = client.get(reverse("community:renounce"))
    assert answer.status_code == 403
    assert "nothing to give back" in answer.content.decode()


def test_page_that_is_out_of_date_changes_nothing(client: Client) -> None:
    user = citizen()
    client.force_login(user)
    seen = {"standing": "resident", "to": "visitor", "sure": "on"}
    answer = client.post(reverse("community:renounce"), seen, follow=True)
    assert "changed meanwhile" in answer.content.decode()
    assert fresh(user).standing == "citizen"


def test_cards_say_the_truth_at_once_and_nobody_is_welcomed_to_less(client: Client) -> None:
    user = shows(citizen(), "check_name", "check_number")
    check = reverse("community:check", args=[check_token(user.consent)])
    client.force_login(user)
    gives_back(user, "resident")
    assert "permanent resident" in client.get(check).content.decode()
    assert client.get(reverse("community:passport")).status_code == 403
    letter = client.get(reverse("community:certificate")).content.decode()
    assert "Letter of Residence" in letter
    assert "Welcome home" not in letter
    gives_back(fresh(user))
    assert "good no more" in client.get(check).content.decode()
    assert client.get(reverse("community:certificate")).status_code == 403
    return_standing(user, by=user)
    certificate = client.get(reverse("community:certificate")).content.decode()
    assert "Certificate of Citizenship" in certificate
    assert "Welcome home" not in certificate


def test_gazette_counts_it_without_a_name(client: Client) -> None:
    user = shows(citizen("Ana Nym"), "in_gazette")
    gives_back(user)
    return_standing(user, by=user)
    ban_and_revoke(fresh(user), by=editor(), reason="Votes were bought.")
    page = client.get(reverse("comments:gazette")).content.decode()
    assert "A member gave a standing back: citizen." in page
    assert "A member took back what was given back: citizen." in page
    assert "A standing was taken with a ban: citizen." in page
    assert "Ana Nym" not in page
    assert "bought" not in page


def test_what_was_left_is_kept_once_for_each_time() -> None:
    user = citizen()
    gives_back(user, "resident")
    gives_back(fresh(user))
    assert list(FormerStanding.objects.values_list("standing", flat=True)) == [
        "citizen",
        "resident",
    ]
    assert meets_requirements(fresh(user)).next_standing == "resident"


def test_after_three_times_in_a_day_it_waits_for_the_next(
    client: Client, settings: LazySettings
) -> None:
    settings.LIMITS_ENABLED = True
    user = citizen()
    client.force_login(user)
    told = []
    for _each in range(4):
        form = {"to": "visitor", "standing": "citizen", "sure": "on"}
        told.append(client.post(reverse("community:renounce"), form).status_code)
        client.post(reverse("community:return_standing"))
    assert told == [302, 302, 302, 429]
    assert fresh(user).standing == "citizen"
