"""Roles, commands, and the founding of the city."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command

from community.actions.people import appoint_member, dismiss_member, found_city, next_citizen_number
from community.errors import Refused
from community.models import CivicRecord, Standing, User
from community.permissions import StaffRight, staff_may
from tests.factories.community import administrator, editor, member, sanction

pytestmark = pytest.mark.django_db


def test_administrator_appoints_an_editor() -> None:
    user = member()
    appoint_member(user, "editor", by=administrator())
    assert staff_may(User.objects.get(pk=user.pk), StaffRight.DECIDE_APPLICATIONS)
    assert staff_may(user, StaffRight.DECIDE_APPLICATIONS)
    assert CivicRecord.objects.filter(kind="appointed", member=user.record_id).count() == 1


def test_editor_may_not_appoint() -> None:
    with pytest.raises(PermissionDenied):
        appoint_member(member(), "editor", by=editor())


def test_appointing_twice_is_silent() -> None:
    user = member()
    for _ in range(2):
        appoint_member(user, "writer", by=None)
    assert CivicRecord.objects.filter(kind="appointed").count() == 1


def test_dismissal_bites_at_once_and_ends_staff() -> None:
    user = editor()
    dismiss_member(user, "editor", by=administrator())
    again = User.objects.get(pk=user.pk)
    assert not again.is_staff
    assert not staff_may(again, StaffRight.DECIDE_APPLICATIONS)


def test_one_of_two_roles_goes_and_the_other_stays() -> None:
    user = editor()
    appoint_member(user, "moderator", by=None)
    dismiss_member(user, "editor", by=None)
    assert User.objects.get(pk=user.pk).roles == {"moderator"}


def test_last_administrator_stays() -> None:
    user = administrator()
    with pytest.raises(Refused, match="last administrator"):
        dismiss_member(user, "administrator", by=None)


def test_suspended_member_is_not_appointed() -> None:
    user = member()
    sanction(user, "suspended")
    with pytest.raises(Refused, match="suspended"):
        appoint_member(user, "editor", by=None)


def test_founder_is_citizen_number_one() -> None:
    user = found_city(member())
    assert (user.standing, user.citizen_number) == (Standing.CITIZEN, 1)
    entry = CivicRecord.objects.get(kind="founded")
    assert (entry.member, entry.facts) == (user.record_id, {"number": 1})


def test_city_is_founded_once() -> None:
    founder = member()
    found_city(founder)
    found_city(founder)
    with pytest.raises(Refused, match="already"):
        found_city(member())
    assert CivicRecord.objects.filter(kind="founded").count() == 1


def test_citizen_numbers_are_never_given_twice() -> None:
    founder = found_city(member())
    founder.delete()
    assert next_citizen_number() == 2


def test_appoint_command(capsys: pytest.CaptureFixture[str]) -> None:
    user = member("Ada")
    call_command("appoint", user.email.upper(), "editor")
    assert "Ada (ada@example.org) now has: editor." in capsys.readouterr().out
    call_command("appoint", user.email, "editor", "--dismiss")
    assert "no role" in capsys.readouterr().out


def test_appoint_command_says_what_is_wrong() -> None:
    with pytest.raises(CommandError, match="Nobody here has the address"):
        call_command("appoint", "nobody@example.org", "editor")
    with pytest.raises(CommandError, match=r"There is no role “king”\. The roles are: writer"):
        call_command("appoint", member().email, "king")


def test_found_city_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("found_city", member("Ada").handle)
    assert "Ada is citizen no. 1." in capsys.readouterr().out
    with pytest.raises(CommandError, match="founded already"):
        call_command("found_city", member().handle)
    with pytest.raises(CommandError, match="no member @ghost"):
        call_command("found_city", "ghost")
