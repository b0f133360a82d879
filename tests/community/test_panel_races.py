"""Several at once about one appeal: one outcome, nothing doubled, the rest read a sentence."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone

from comments.actions import end_settled_appeals, restore_comment
from community.actions.appeals import (
    decide_appeal,
    decline_seat,
    give_opinion,
    move_appeals_on,
    withdraw_appeal,
)
from community.errors import Refused
from community.models import Appeal, CivicRecord, Notice, PanelSeat, User
from tests.comments.test_races import at_once
from tests.factories.appeals import (
    appeal_about_application,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    comment_hidden,
    declined_application,
    jurors,
)
from tests.factories.community import editor, member, moderator, sanction

pytestmark = pytest.mark.django_db(transaction=True)
ENDS = ("upheld", "not_upheld", "abandoned")


def opinion_of(appeal: Appeal, juror: User, opinion: str) -> Callable[[], object]:
    return partial(give_opinion, appeal, by=juror, opinion=opinion, reason="So.")


def assert_one_end(appeal: Appeal) -> None:
    appeal.refresh_from_db()
    ends = CivicRecord.objects.filter(kind__in=ENDS, facts__appeal=appeal.pk)
    assert ends.count() == int(not appeal.is_open)


def test_three_jurors_at_once_decide_once() -> None:
    citizens(3)
    for _each in range(4):
        appeal = appeal_about_sanction()
        at_once(*[opinion_of(appeal, juror, "upheld") for juror in jurors(appeal)])
        assert_one_end(appeal)
        assert appeal.state == "upheld"
        told = Notice.objects.filter(user=appeal.member, kind="appeal_upheld")
        assert told.count() == 1


def test_the_same_opinion_eight_times_is_one() -> None:
    citizens(3)
    appeal = appeal_about_sanction()
    at_once(*[opinion_of(appeal, jurors(appeal)[0], "upheld")] * 8)
    assert_one_end(appeal)
    assert appeal.state == "panel"


def test_juror_and_replacement_at_once() -> None:
    citizens(9)
    for _each in range(4):
        appeal = appeal_about_sanction()
        late, *_others = jurors(appeal)
        with time_machine.travel(timezone.now() + timedelta(days=3.5)):
            at_once(opinion_of(appeal, late, "upheld"), move_appeals_on, move_appeals_on)
        seats = PanelSeat.objects.taken().filter(appeal=appeal)
        assert seats.count() == 3
        seat = appeal.seats.get(juror=late)
        assert bool(seat.opinion) != bool(seat.replaced_at)


def test_leaving_on_two_machines_draws_one() -> None:
    citizens(9)
    appeal = appeal_about_sanction()
    at_once(*[partial(decline_seat, appeal, by=jurors(appeal)[0])] * 6)
    assert appeal.seats.count() == 4


def test_panel_and_withdrawal_at_once() -> None:
    citizens(3)
    for _each in range(4):
        appeal = appeal_about_sanction()
        first, second, _third = jurors(appeal)
        give_opinion(appeal, by=first, opinion="dismissed", reason="So.")
        at_once(
            opinion_of(appeal, second, "dismissed"),
            partial(withdraw_appeal, appeal, by=appeal.member),
        )
        assert_one_end(appeal)
        assert not appeal.is_open


def test_last_juror_and_the_end_of_the_panel_at_once() -> None:
    citizens(9)
    for _each in range(4):
        appeal = appeal_about_sanction()
        first, second, _third = jurors(appeal)
        give_opinion(appeal, by=first, opinion="upheld", reason="So.")
        with time_machine.travel(timezone.now() + timedelta(days=10.5)):
            at_once(opinion_of(appeal, second, "upheld"), move_appeals_on)
        assert_one_end(appeal)
        assert appeal.state in ("upheld", "editor")


def test_two_editors_and_the_member_at_once() -> None:
    for _each in range(4):
        appeal = appeal_about_application(declined_application())
        done = at_once(
            partial(decide_appeal, appeal, by=editor(), outcome="upheld", reason="Yes."),
            partial(decide_appeal, appeal, by=editor(), outcome="dismissed", reason="No."),
            partial(withdraw_appeal, appeal, by=appeal.member),
        )
        assert_one_end(appeal)
        assert sum(isinstance(each, Refused) for each in done) == 2


def test_eight_appeals_against_one_decision_at_once_are_one() -> None:
    hidden = comment_hidden()
    at_once(*[partial(appeal_about_comment, hidden)] * 8)
    assert Appeal.objects.count() == 1


def test_appeal_and_restoring_at_once() -> None:
    for _each in range(4):
        hidden, by = comment_hidden(), moderator()
        at_once(partial(appeal_about_comment, hidden), partial(restore_comment, hidden, by=by))
        at_once(end_settled_appeals, end_settled_appeals)
        assert not Appeal.objects.open().exists()


def test_account_deleted_meanwhile() -> None:
    citizens(3)
    appeal = appeal_about_sanction(sanction(member()))
    first, second, third = jurors(appeal)
    give_opinion(appeal, by=first, opinion="upheld", reason="So.")

    def close_account() -> object:
        with transaction.atomic():  # the member first, as everything does that touches an appeal
            member = User.objects.select_for_update().get(pk=appeal.member_id)
            return member.delete()

    judging = [opinion_of(appeal, juror, "upheld") for juror in (second, third)]
    at_once(close_account, *judging, move_appeals_on)
    assert not Appeal.objects.exists()
