"""Who may do what: the table, held against every standing, sanction and role."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from community.models import Application, Role, Sanction, Standing, User
from community.permissions import (
    RIGHTS,
    STAFF_RIGHTS,
    TAKEN,
    Grant,
    Right,
    StaffRight,
    applications_decidable_by,
    applications_to_vouch_for,
    applications_visible_to,
    can_decide,
    can_endorse,
    can_sanction,
    can_see_application,
    has_right,
    may_open_desk,
    may_vouch,
    people_who_may_vouch,
    staff_may,
)
from tests.factories.community import (
    administrator,
    application,
    charter,
    citizen,
    editor,
    endorsement,
    member,
    moderator,
    resident,
    sanction,
    staff,
    took_part,
    writer,
)

pytestmark = pytest.mark.django_db
MAKE = {Standing.VISITOR: member, Standing.RESIDENT: resident, Standing.CITIZEN: citizen}


@pytest.mark.parametrize("standing", Standing)
@pytest.mark.parametrize("right", Right)
def test_standing_gives_what_the_table_says(right: Right, standing: Standing) -> None:
    user = MAKE[standing]()
    assert has_right(user, right) is (RIGHTS[right][standing] is Grant.YES)


@pytest.mark.parametrize("kind", Sanction.Kind)
@pytest.mark.parametrize("right", Right)
def test_sanction_takes_what_the_table_says(right: Right, kind: Sanction.Kind) -> None:
    user = citizen()
    before = has_right(user, right)
    sanction(user, kind)
    assert has_right(user, right) is (before and right not in TAKEN[kind])


def test_nobody_ever_loses_the_right_of_appeal() -> None:
    assert all(Right.APPEAL not in taken for taken in TAKEN.values())


def test_stranger_has_no_right() -> None:
    assert not any(has_right(AnonymousUser(), right) for right in Right)
    assert not any(staff_may(AnonymousUser(), right) for right in StaffRight)


def test_closed_account_has_no_right() -> None:
    user = citizen(is_active=False)
    assert not any(has_right(user, right) for right in Right)


def test_dormant_citizen_has_the_rights_of_a_resident() -> None:
    asleep, awake = citizen(dormant_since=timezone.now()), resident()
    for right in Right:
        if right is not Right.APPLY:
            assert has_right(asleep, right) is has_right(awake, right), right


def test_newcomer_appears_at_once_after_an_approved_comment() -> None:
    user = member()
    assert not has_right(user, Right.COMMENT_AT_ONCE)
    took_part(user, "commented")
    assert has_right(user, Right.COMMENT_AT_ONCE)


def test_visitor_marks_as_constructive_after_days_and_a_comment() -> None:
    young, silent, ready = member(days_here=3), member(days_here=20), member(days_here=20)
    took_part(young, "commented")
    took_part(ready, "commented")
    allowed = [has_right(user, Right.MARK_CONSTRUCTIVE) for user in (young, silent, ready)]
    assert allowed == [False, False, True]


def test_sanction_ends_by_itself() -> None:
    user = resident()
    held = sanction(user, "silenced")
    Sanction.objects.filter(pk=held.pk).update(until=timezone.now() - timedelta(minutes=1))
    assert has_right(User.objects.get(pk=user.pk), Right.COMMENT)


def test_sanctions_cost_one_query_for_a_request(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = User.objects.get(pk=resident().pk)
    with django_assert_num_queries(1):
        for right in Right:
            has_right(user, right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", StaffRight)
def test_role_gives_what_the_table_says(right: StaffRight, role: Role) -> None:
    assert staff_may(staff(role), right) is (right in STAFF_RIGHTS[role])


def test_group_without_the_staff_mark_gives_nothing() -> None:
    user = editor()
    user.is_staff = False
    assert not staff_may(user, StaffRight.DECIDE_APPLICATIONS)


@pytest.mark.parametrize("kind", ["suspended", "banned"])
def test_suspended_editor_has_no_business_at_the_desk(kind: str) -> None:
    user = editor()
    assert may_open_desk(user)
    sanction(user, kind, by=administrator())
    assert not may_open_desk(user)


def test_moderator_may_suspend_but_not_ban() -> None:
    assert can_sanction(moderator(), member(), "suspended")
    assert not can_sanction(moderator(), member(), "banned")
    assert can_sanction(editor(), member(), "banned")


def test_staff_are_sanctioned_by_an_administrator_alone() -> None:
    assert not can_sanction(editor(), moderator(), "warning")
    assert can_sanction(administrator(), moderator(), "warning")


def test_nobody_sanctions_themselves() -> None:
    user = administrator()
    assert not can_sanction(user, user, "warning")


def cast() -> list[User | AnonymousUser]:
    """Everybody whose view of an application may differ."""
    silenced, silent_editor, off_duty = resident(), editor(), editor()
    sanction(silenced, "silenced")
    sanction(silent_editor, "silenced", by=administrator())
    sanction(off_duty, "suspended", by=administrator())
    return [
        AnonymousUser(),
        member(),
        resident(),
        citizen(),
        citizen(dormant_since=timezone.now()),
        citizen(is_active=False),
        silenced,
        silent_editor,
        off_duty,
        writer(),
        moderator(),
        editor(),
        administrator(),
        editor(standing=Standing.RESIDENT, resident_since=timezone.now()),
    ]


def every_state() -> list[Application]:
    """One application for residency and one for citizenship in every state."""
    charter(citizen={"is_open": True})
    made = []
    for state in Application.State:
        for make in (member, resident):
            asked = application(make())
            fields = {"state": state, "reason": "Because.", "closed_at": timezone.now()}
            Application.objects.filter(pk=asked.pk).update(**fields)
            asked.refresh_from_db()
            made.append(asked)
    return made


def test_each_predicate_agrees_with_its_queryset() -> None:
    applications, people = every_state(), cast()
    vouched = applications[0]
    people += [vouched.applicant, endorsed_by(vouched)]
    pairs = [
        (can_see_application, applications_visible_to),
        (can_endorse, applications_to_vouch_for),
        (can_decide, applications_decidable_by),
    ]
    for user in people:
        for predicate, twin in pairs:
            one_by_one = {asked for asked in applications if predicate(user, asked)}
            assert one_by_one == set(twin(user)), (predicate, user)


def endorsed_by(asked: Application) -> User:
    user = editor(standing=Standing.CITIZEN, citizen_number=77, citizen_since=timezone.now())
    endorsement(asked, by=user)
    return user


@pytest.mark.parametrize("standing", ["resident", "citizen"])
def test_may_vouch_agrees_with_the_list_of_those_who_may(standing: str) -> None:
    listed = set(people_who_may_vouch(standing))
    for user in cast():
        listed = set(people_who_may_vouch(standing))
        assert may_vouch(user, standing) is (user in listed), user


def test_application_is_hidden_from_visitors_and_strangers() -> None:
    asked = application()
    assert not can_see_application(member(), asked)
    assert not can_see_application(AnonymousUser(), asked)
    assert can_see_application(asked.applicant, asked)
    assert can_see_application(resident(), asked)


def test_closed_application_is_hidden_from_neighbours() -> None:
    asked = application()
    asked.state = Application.State.DECLINED
    assert not can_see_application(resident(), asked)
    assert can_see_application(editor(), asked)
