"""Three citizens drawn by lot: who may be drawn, what they may say, and what the clock does."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from comments.actions import hide_comment, restore_comment
from comments.models import Comment
from community.actions.appeals import (
    decline_seat,
    give_opinion,
    move_appeals_on,
    withdraw_appeal,
)
from community.errors import AlreadyDecided, Refused
from community.models import Appeal, CivicRecord, Notice, PanelSeat, User
from community.permissions import (
    Right,
    has_right,
    people_free_for_panel,
    people_who_may_sit,
)
from tests.factories.appeals import (
    appeal_about_application,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    declined_application,
    jurors,
    panel_finds,
)
from tests.factories.comments import comment
from tests.factories.community import (
    citizen,
    member,
    moderator,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db


def later(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


def fresh(appeal: Appeal) -> Appeal:
    appeal.refresh_from_db()
    return appeal


# -- Who is drawn ----------------------------------------------------------------------------------


def test_who_may_sit_is_who_has_the_right() -> None:
    citizen(dormant_since=timezone.now())
    citizen(is_active=False)
    for kind in ("warning", "held", "silenced", "suspended", "banned"):
        sanction(citizen(), kind)
    for make in (citizen, resident, member, moderator):
        make()
    by_right = {user.pk for user in User.objects.all() if has_right(user, Right.SIT_ON_PANEL)}
    assert set(people_who_may_sit().values_list("pk", flat=True)) == by_right
    assert len(by_right) == 3  # awake and free; a warning and held comments do not matter


def test_nobody_with_a_part_in_a_comment_is_drawn() -> None:
    author, decider, earlier, reporter, answered, answering, free = (citizen() for _ in range(7))
    for staff in (decider, earlier):
        staff.is_staff = True
        staff.save()
        staff.groups.add(moderator().groups.get())
    top = comment(by=answered)
    judged = comment(by=author, parent=top)
    comment(by=answering, parent=judged)
    judged.reports.create(reporter=reporter, reason="abuse")
    appeal = appeal_about_comment(comment_hidden_again(judged, earlier, decider))
    assert set(people_free_for_panel(appeal)) == {free}
    assert appeal.state == "editor"


def comment_hidden_again(judged: Comment, earlier: User, decider: User) -> Comment:
    hide_comment(judged, by=earlier, reason="Rude.")
    restore_comment(judged, by=earlier)
    return hide_comment(judged, by=decider, reason="Rude.")


def test_nobody_who_endorsed_or_imposed_is_drawn() -> None:
    endorser, decider = citizen(), citizen()
    decider.is_staff = True
    decider.save()
    decider.groups.add(moderator().groups.get())
    sent = declined_application()
    sent.endorsements.create(endorser=endorser)
    assert endorser not in people_free_for_panel(appeal_about_application(sent))
    assert decider not in people_free_for_panel(
        appeal_about_sanction(sanction(member(), by=decider))
    )


def test_lot_falls_on_three_different_people_and_the_record_says_among_how_many() -> None:
    everybody = citizens(6)
    appeal = appeal_about_sanction()
    drawn = set(jurors(appeal))
    assert len(drawn) == 3
    assert drawn <= set(everybody)
    entry = CivicRecord.objects.get(kind="drawn")
    assert (entry.facts["free"], entry.facts["drawn"], entry.by) == (6, 3, None)
    assert Notice.objects.filter(kind="panel_drawn").count() == 3


def test_lot_is_a_lot() -> None:
    citizens(6)
    panels = {frozenset(j.pk for j in jurors(appeal_about_sanction())) for _ in range(12)}
    assert len(panels) > 1


def test_nobody_sits_twice_on_one_appeal_in_the_database() -> None:
    citizens()
    appeal = appeal_about_sanction()
    seat = appeal.seats.first()
    assert seat is not None
    seat.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        seat.save(force_insert=True)


# -- What they say ---------------------------------------------------------------------------------


@pytest.mark.parametrize("opinion", ["upheld", "dismissed"])
def test_two_that_agree_decide_and_the_third_is_thanked(opinion: str) -> None:
    citizens()
    appeal = appeal_about_sanction()
    first, second, third = jurors(appeal)
    give_opinion(appeal, by=first, opinion=opinion, reason="One.")
    assert fresh(appeal).state == "panel"
    give_opinion(appeal, by=second, opinion=opinion, reason="Two.")
    assert (fresh(appeal).state, appeal.decided_by, appeal.reason) == (
        opinion,
        None,
        "One.\n\nTwo.",
    )
    assert Notice.objects.filter(user=third, kind="panel_over").count() == 1
    with pytest.raises(AlreadyDecided):
        give_opinion(appeal, by=third, opinion=opinion, reason="Three.")


def test_two_that_differ_leave_it_to_the_third() -> None:
    citizens()
    appeal = appeal_about_sanction()
    first, second, third = jurors(appeal)
    give_opinion(appeal, by=first, opinion="upheld", reason="Yes.")
    give_opinion(appeal, by=second, opinion="dismissed", reason="No.")
    assert fresh(appeal).state == "panel"
    give_opinion(appeal, by=third, opinion="dismissed", reason="No indeed.")
    assert (fresh(appeal).state, appeal.reason) == ("dismissed", "No.\n\nNo indeed.")


def test_opinion_is_given_once_with_a_reason() -> None:
    citizens()
    appeal = appeal_about_sanction()
    first = jurors(appeal)[0]
    with pytest.raises(Refused, match="Give a reason"):
        give_opinion(appeal, by=first, opinion="upheld", reason=" ")
    with pytest.raises(Refused, match="1000"):
        give_opinion(appeal, by=first, opinion="upheld", reason="x" * 1001)
    for _each in range(2):
        give_opinion(appeal, by=first, opinion="upheld", reason="Yes.")
    with pytest.raises(AlreadyDecided, match="given your opinion"):
        give_opinion(appeal, by=first, opinion="dismissed", reason="No.")
    assert fresh(appeal).state == "panel"


def test_only_those_drawn_judge() -> None:
    citizens()
    appeal = appeal_about_sanction()
    for user in (citizen(), appeal.member):
        with pytest.raises(PermissionDenied, match="drawn"):
            give_opinion(appeal, by=user, opinion="upheld", reason="Yes.")


def test_silenced_juror_does_not_judge() -> None:
    citizens()
    appeal = appeal_about_sanction()
    first = jurors(appeal)[0]
    sanction(first, "silenced")
    with pytest.raises(PermissionDenied, match="at present"):
        give_opinion(appeal, by=first, opinion="upheld", reason="Yes.")


def test_late_opinion_counts_until_somebody_else_is_drawn() -> None:
    citizens()
    appeal = appeal_about_sanction()
    with later(4):
        assert give_opinion(appeal, by=jurors(appeal)[0], opinion="upheld", reason="Yes.").opinion


def test_juror_leaves_it_to_another_at_once() -> None:
    citizens(4)
    appeal = appeal_about_sanction()
    before = set(jurors(appeal))
    leaving = jurors(appeal)[0]
    for _each in range(2):
        decline_seat(appeal, by=leaving)
    after = set(jurors(appeal))
    assert len(after) == 3
    assert leaving not in after
    assert len(before & after) == 2
    with pytest.raises(Refused, match="in your place"):
        give_opinion(appeal, by=leaving, opinion="upheld", reason="Yes.")


def test_nobody_left_to_draw_brings_it_to_an_editor() -> None:
    citizens(3)
    appeal = appeal_about_sanction()
    decline_seat(appeal, by=jurors(appeal)[0])
    assert fresh(appeal).state == "editor"


# -- The clock -------------------------------------------------------------------------------------


def test_silent_juror_is_replaced_after_three_days_and_never_drawn_again() -> None:
    citizens(4)
    appeal = appeal_about_sanction()
    answering, *silent = jurors(appeal)
    give_opinion(appeal, by=answering, opinion="upheld", reason="Yes.")
    with later(2.9):
        assert move_appeals_on() == 0
    with later(3.1):
        assert move_appeals_on() == 1
        assert fresh(appeal).state == "editor"  # one was free, for two silent seats
    assert not set(jurors(appeal)) & set(silent)


def test_replacement_has_three_days_of_their_own_and_repeating_does_nothing() -> None:
    citizens(6)
    appeal = appeal_about_sanction()
    first = set(jurors(appeal))
    with later(3.1):
        assert [move_appeals_on(), move_appeals_on()] == [1, 0]
        second = set(jurors(appeal))
    assert len(second) == 3
    assert not first & second
    with later(5):
        assert move_appeals_on() == 0


def test_after_ten_days_an_editor_decides() -> None:
    citizens(30)
    appeal = appeal_about_sanction()
    for day in (4, 8):
        with later(day):
            move_appeals_on()
            assert fresh(appeal).state == "panel"
    with later(10.1):
        assert [move_appeals_on(), move_appeals_on()] == [1, 0]
    assert fresh(appeal).state == "editor"
    assert Notice.objects.filter(user=appeal.member, kind="appeal_passed_on").count() == 1


def test_juror_who_may_not_sit_any_more_is_replaced_at_once() -> None:
    citizens(6)
    appeal = appeal_about_sanction()
    banned, asleep, gone = jurors(appeal)
    sanction(banned, "banned")
    User.objects.filter(pk=asleep.pk).update(dormant_since=timezone.now())
    gone.delete()
    assert move_appeals_on() == 1
    assert len(jurors(appeal)) == 3
    assert not {banned, asleep} & set(jurors(appeal))


def test_account_of_a_juror_that_goes_leaves_the_opinion() -> None:
    citizens()
    appeal = appeal_about_sanction()
    first = jurors(appeal)[0]
    give_opinion(appeal, by=first, opinion="upheld", reason="Yes.")
    first.delete()
    assert panel_finds(appeal, "upheld", people=1).state == "upheld"


def test_clock_leaves_what_has_ended() -> None:
    citizens()
    appeal = appeal_about_sanction()
    withdraw_appeal(appeal, by=appeal.member)
    with later(20):
        assert move_appeals_on() == 0
    assert fresh(appeal).state == "withdrawn"


def test_seat_holds_an_opinion_whole_or_none() -> None:
    citizens()
    appeal = appeal_about_sanction()
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelSeat.objects.filter(appeal=appeal).update(opinion="upheld")
