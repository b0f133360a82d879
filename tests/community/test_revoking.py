"""A standing is taken with a ban, by name, and comes back as it was when an appeal is upheld."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.appeals import (
    appeal_sanction,
    decide_appeal,
    give_opinion,
    move_appeals_on,
    withdraw_appeal,
)
from community.actions.people import appoint_member
from community.actions.sanctions import lift_sanction
from community.actions.standing import ban_and_revoke, revoke_standing
from community.errors import AlreadyDecided, Refused
from community.models import Appeal, CivicRecord, FormerStanding, Notice, Sanction, Standing, User
from community.permissions import can_decide_appeal, can_revoke, public_record
from tests.factories.appeals import STATEMENT, appeal_about_sanction, citizens, jurors
from tests.factories.community import (
    administrator,
    application,
    citizen,
    editor,
    meets_requirements,
    member,
    moderator,
    resident,
    sanction,
    writer,
)

pytestmark = pytest.mark.django_db
Make = Callable[..., User]


def fresh(user: User) -> User:
    return User.objects.get(pk=user.pk)


def banned(user: User, by: User | None = None) -> Sanction:
    return sanction(user, "banned", by=by)


def taken_from(user: User, by: User | None = None) -> Sanction:
    """A ban with the standing taken."""
    by = by or editor()
    ban = banned(user, by=by)
    revoke_standing(ban, by=by, reason="Votes were bought.")
    return Sanction.objects.get(pk=ban.pk)


def upheld(ban: Sanction) -> Appeal:
    appeal = appeal_sanction(ban, by=ban.user, statement=STATEMENT)
    return decide_appeal(appeal, by=editor(), outcome="upheld", reason="It was somebody else.")


@pytest.mark.parametrize("make", [resident, citizen])
def test_taken_with_a_ban_and_a_visitor_from_then_on(make: Make) -> None:
    user = make(dormant_since=timezone.now()) if make is citizen else make()
    taken_from(user)
    now = fresh(user)
    assert (now.standing, now.is_dormant) == ("visitor", False)
    assert now.citizen_number == user.citizen_number
    assert (now.resident_since, now.citizen_since) == (user.resident_since, user.citizen_since)


def test_it_is_recorded_told_and_written_with_its_reason(run_tasks: Callable[[], int]) -> None:
    user, by = citizen(), editor()
    taken_from(user, by=by)
    entry = CivicRecord.objects.get(kind="revoked")
    assert (entry.member, entry.by, entry.standing) == (user.record_id, by.record_id, "visitor")
    assert entry.facts["held"] == "citizen"
    assert entry.reason_hash
    assert "citizen" in Notice.objects.get(user=user, kind="standing_revoked").sentence
    run_tasks()
    assert [letter.subject for letter in mail.outbox][-1] == "Your standing has been taken"
    assert "Votes were bought." in mail.outbox[-1].body
    assert "/appeals/sanctions/" in mail.outbox[-1].body


def test_ban_and_revocation_at_once_are_one_letter(run_tasks: Callable[[], int]) -> None:
    user = resident()
    for _ in range(2):
        ban_and_revoke(user, by=User.objects.filter(is_staff=True).first() or editor(), reason="B.")
    assert fresh(user).standing == "visitor"
    run_tasks()
    assert [letter.subject for letter in mail.outbox] == ["A decision of the moderators"]
    assert "With it your standing is taken: permanent resident." in mail.outbox[0].body


def test_the_same_twice_is_silent_and_a_second_editor_is_told() -> None:
    user, by = citizen(), editor()
    ban = taken_from(user, by=by)
    revoke_standing(ban, by=by, reason="Once more.")
    with pytest.raises(AlreadyDecided, match="already"):
        revoke_standing(ban, by=editor(), reason="Me, too.")
    assert FormerStanding.objects.count() == 1
    assert CivicRecord.objects.filter(kind="revoked").count() == 1


def test_only_with_a_ban_in_force_a_standing_and_a_reason() -> None:
    by = editor()
    with pytest.raises(Refused, match="only with a ban"):
        revoke_standing(sanction(citizen(), "silenced", by=by), by=by, reason="Because.")
    lifted = lift_sanction(banned(citizen(), by=by), by=by)
    with pytest.raises(Refused, match="is over"):
        revoke_standing(lifted, by=by, reason="Because.")
    with pytest.raises(Refused, match="no standing"):
        revoke_standing(banned(member(), by=by), by=by, reason="Because.")
    ban = banned(citizen(), by=by)
    with pytest.raises(Refused, match="reason"):
        revoke_standing(ban, by=by, reason=" ")
    revoke_standing(ban, by=by, reason="Because.")


@pytest.mark.parametrize(
    ("make", "may"),
    [
        (member, False),
        (citizen, False),
        (writer, False),
        (moderator, False),
        (editor, True),
        (administrator, True),
    ],
)
def test_who_may_revoke(make: Make, may: bool) -> None:  # a row of the table
    by, user = make(), citizen()
    ban = banned(user, by=editor())
    assert can_revoke(by, user) is may
    if may:
        revoke_standing(ban, by=by, reason="Because.")
    else:
        with pytest.raises(PermissionDenied):
            revoke_standing(ban, by=by, reason="Because.")
    assert (fresh(user).standing == "visitor") is may


def test_roles_protect_from_it_as_from_a_ban_and_nobody_does_it_to_themselves() -> None:
    colleague = editor(standing="citizen", citizen_number=7)
    ban = banned(colleague, by=administrator())
    with pytest.raises(PermissionDenied):
        revoke_standing(ban, by=editor(), reason="Because.")
    with pytest.raises(PermissionDenied):
        revoke_standing(ban, by=colleague, reason="Because.")
    revoke_standing(ban, by=administrator(), reason="Because.")
    assert fresh(colleague).standing == "visitor"


@pytest.mark.parametrize("make", [resident, citizen])
def test_an_appeal_upheld_gives_it_back_as_it_was(make: Make) -> None:
    user = make(since_days=400)
    ban = taken_from(user)
    upheld(ban)
    now = fresh(user)
    same = ["standing", "resident_since", "citizen_since", "citizen_number"]
    assert [getattr(now, name) for name in same] == [getattr(user, name) for name in same]
    ban.refresh_from_db()
    assert ban.overturned
    entry = CivicRecord.objects.get(kind="restored")
    assert (entry.standing, entry.member) == (user.standing, user.record_id)
    assert Notice.objects.filter(user=user, kind="standing_restored").exists()


def test_letter_of_the_appeal_says_that_the_standing_is_back(run_tasks: Callable[[], int]) -> None:
    upheld(taken_from(citizen()))
    run_tasks()
    assert "The sanction is lifted and counts no more. The standing" in mail.outbox[-1].body


def test_an_appeal_that_was_open_already_covers_what_is_taken_later() -> None:
    user, by = citizen(), editor()
    ban = banned(user)
    appeal = appeal_about_sanction(ban)
    revoke_standing(ban, by=by, reason="Votes were bought.")
    assert not can_decide_appeal(by, appeal)
    with pytest.raises(Refused, match="already"):
        appeal_sanction(ban, by=user, statement="Another one.")
    decide_appeal(appeal, by=editor(), outcome="upheld", reason="It was somebody else.")
    assert fresh(user).standing == "citizen"


def test_the_time_to_appeal_begins_again_and_both_deciders_have_a_part() -> None:
    first, second, user = editor(), editor(), citizen()
    ban = banned(user, by=first)
    with time_machine.travel(timezone.now() + timedelta(days=40), tick=False):
        with pytest.raises(Refused, match="over"):
            appeal_sanction(ban, by=user, statement=STATEMENT)
        revoke_standing(ban, by=second, reason="Votes were bought.")
        appeal = appeal_sanction(ban, by=user, statement=STATEMENT)
    assert appeal.decision == CivicRecord.objects.get(kind="revoked").pk
    assert not can_decide_appeal(first, appeal)
    assert not can_decide_appeal(second, appeal)
    assert can_decide_appeal(editor(), appeal)


def test_a_ban_that_was_judged_stays_when_only_the_revocation_was_wrong() -> None:
    user = citizen()
    ban = banned(user)
    appeal = appeal_about_sanction(ban)
    decide_appeal(appeal, by=editor(), outcome="dismissed", reason="It was you.")
    revoke_standing(ban, by=editor(), reason="Votes were bought.")
    upheld(ban)
    ban.refresh_from_db()
    assert (fresh(user).standing, ban.overturned, ban.lifted_at) == ("citizen", False, None)


def test_an_appeal_taken_back_before_leaves_the_revocation_to_be_appealed() -> None:
    user = citizen()
    ban = banned(user)
    withdraw_appeal(appeal_about_sanction(ban), by=user)
    revoke_standing(ban, by=editor(), reason="Votes were bought.")
    upheld(ban)
    ban.refresh_from_db()
    assert (fresh(user).standing, ban.overturned) == ("citizen", True)


def test_an_appeal_taken_back_after_leaves_the_revocation_to_be_appealed() -> None:
    user = citizen()
    ban = banned(user)
    appeal = appeal_about_sanction(ban)
    revoke_standing(ban, by=editor(), reason="Votes were bought.")
    withdraw_appeal(appeal, by=user)
    upheld(ban)
    assert fresh(user).standing == "citizen"


def test_a_juror_who_takes_the_standing_judges_it_no_more() -> None:
    citizens(5)
    ban = banned(citizen())
    appeal = appeal_about_sanction(ban)
    juror = jurors(appeal)[0]
    appoint_member(juror, "editor", by=None)
    revoke_standing(ban, by=fresh(juror), reason="Votes were bought.")
    with pytest.raises(PermissionDenied, match="part"):
        give_opinion(appeal, by=juror, opinion="dismissed", reason="I took it myself.")
    move_appeals_on()
    assert juror not in jurors(appeal)


def test_lifted_without_an_appeal_it_stays_taken_and_one_may_apply_again(
    run_tasks: Callable[[], int],
) -> None:
    user = citizen(number=7)
    ban = taken_from(user)
    lift_sanction(ban, by=editor())
    run_tasks()
    assert "stays taken" in mail.outbox[-1].body
    assert fresh(user).standing == "visitor"
    meets_requirements(fresh(user))
    with pytest.raises(Refused, match="missing"):
        application(fresh(user))
    Sanction.objects.update(lifted_at=timezone.now() - timedelta(days=100))
    assert application(fresh(user)).standing == "resident"


def test_taken_and_restored_leave_no_trace_on_the_page_that_others_see(client: Client) -> None:
    user = citizen("Ana")
    taken_from(user)
    page = client.get(user.get_absolute_url()).content.decode()
    assert "visitor" in page
    assert "here since" in page
    assert public_record(fresh(user)) == []


def test_the_own_page_says_what_was_taken_why_and_how_to_object(client: Client) -> None:
    user = citizen()
    ban = taken_from(user)
    client.force_login(user)
    page = client.get(reverse("community:me")).content.decode()
    assert "With it your standing was taken" in page
    assert "Votes were bought." in page
    assert reverse("community:appeal_sanction", args=[ban.pk]) in page
    upheld(ban)
    page = client.get(reverse("community:me")).content.decode()
    assert "It is yours again since" in page


def test_a_panel_reads_both_reasons(client: Client) -> None:
    citizens(3)
    ban = taken_from(citizen())
    appeal = appeal_sanction(ban, by=ban.user, statement=STATEMENT)
    seat = appeal.seats.first()
    assert seat is not None
    assert seat.juror is not None
    client.force_login(seat.juror)
    page = client.get(appeal.get_absolute_url()).content.decode()
    assert "Votes were bought." in page
    assert "Insults under three pieces." in page


# -- At the desk -----------------------------------------------------------------------------------


def impose(client: Client, user: User, **given: object) -> None:
    sent = {"member": user.handle, "kind": "banned", "reason": "Votes were bought.", **given}
    client.post(reverse("admin:community_sanction_add"), sent)


def test_editor_takes_it_with_the_ban_in_one_form(client: Client) -> None:
    user = citizen()
    client.force_login(editor())
    impose(client, user, take_standing="on", kind="held")
    assert not Sanction.objects.exists()
    impose(client, user, take_standing="on")
    assert fresh(user).standing == Standing.VISITOR


def test_editor_takes_it_later_on_the_page_of_the_ban(client: Client) -> None:
    ban = banned(citizen("Ana"))
    client.force_login(editor())
    page = reverse("admin:community_sanction_change", args=[ban.pk])
    assert "Take the standing, too" in client.get(page).content.decode()
    revoke = reverse("admin:community_sanction_revoke", args=[ban.pk])
    assert client.get(revoke).status_code == 405
    client.post(revoke, {"reason": ""})
    assert fresh(ban.user).standing == "citizen"
    client.post(revoke, {"reason": "Votes were bought."})
    assert fresh(ban.user).standing == "visitor"
    shown = client.get(page).content.decode()
    assert "Votes were bought." in shown
    assert "Take the standing, too" not in shown


def test_moderator_is_not_offered_it_and_does_not_get_it(client: Client) -> None:
    ban = banned(citizen())
    client.force_login(moderator())
    page = reverse("admin:community_sanction_change", args=[ban.pk])
    assert "Take the standing, too" not in client.get(page).content.decode()
    form = client.get(reverse("admin:community_sanction_add")).content.decode()
    assert "take_standing" not in form
    revoke = reverse("admin:community_sanction_revoke", args=[ban.pk])
    client.post(revoke, {"reason": "Because."})
    assert fresh(ban.user).standing == "citizen"
