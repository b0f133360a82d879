"""Reports: by whom, how much they weigh, and when they hold a comment."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings

from comments.actions import keep_comment, report_comment
from comments.models import Comment, Discussion, Report
from comments.permissions import can_report
from community.errors import Refused, TooOften
from community.models import City, Participation, User
from tests.factories.comments import comment, guest_comment, held_comment, trusted_member
from tests.factories.community import citizen, member, moderator, resident

pytestmark = pytest.mark.django_db


def report(written: Comment, by: User) -> Comment:
    report_comment(written, by=by, reason="abuse")
    written.refresh_from_db()
    return written


@pytest.mark.parametrize(("person", "weight"), [(member, 1), (resident, 2), (citizen, 3)])
def test_a_report_weighs_by_standing(person: Callable[..., User], weight: int) -> None:
    by = person(days_here=8)
    assert report_comment(comment(), by=by, reason="spam", note=" x ").weight == weight


def test_a_new_accounts_report_weighs_nothing() -> None:
    assert report_comment(comment(), by=member(days_here=6), reason="spam").weight == 0
    City.objects.update(report_after_days=6)
    assert report_comment(comment(), by=member(days_here=6), reason="spam").weight == 1


def test_reporting_twice_is_one_report() -> None:
    written, by = comment(), resident()
    first = report_comment(written, by=by, reason="abuse")
    assert report_comment(written, by=by, reason="spam") == first
    assert Report.objects.get().reason == "abuse"


@pytest.mark.parametrize(
    ("author", "reporters"),
    [
        (trusted_member, [citizen, member]),
        (resident, [citizen, resident, member]),
        (citizen, [citizen, citizen, resident, member]),
    ],
)
def test_reports_of_several_hold_a_comment(
    author: Callable[..., User], reporters: list[Callable[..., User]]
) -> None:
    written = comment(by=author())
    *first, last = [person(days_here=200) for person in reporters]
    for by in first:
        assert report(written, by).is_published
    assert Discussion.objects.get(pk=written.discussion_id).published_count == 1

    assert report(written, last).state == Comment.State.HELD
    assert (written.held_by, written.held_reason) == (
        "reports", f"{len(reporters)} readers reported it.",
    )  # fmt: skip
    assert Discussion.objects.get(pk=written.discussion_id).published_count == 0
    assert not Participation.objects.filter(source=written.uuid).exists()


def test_one_person_never_holds_a_comment_however_heavy() -> None:
    City.objects.update(visitor_hold_weight=1)
    written = guest_comment()
    assert report(written, citizen()).is_published
    assert report(written, member(days_here=1)).is_published, "weighs nothing, so is nobody"
    assert report(written, member(days_here=30)).state == Comment.State.HELD


def test_what_a_moderator_kept_only_queues() -> None:
    written = guest_comment()
    report(written, citizen())
    keep_comment(written, by=moderator())
    for _ in range(3):
        assert report(written, citizen()).is_published
    assert Comment.objects.waiting().get() == written


def test_settled_reports_weigh_no_more() -> None:
    written = guest_comment()
    report(written, citizen())
    keep_comment(written, by=moderator())
    Comment.objects.update(kept_at=None)
    assert report(written, member(days_here=30)).is_published


def test_what_cannot_be_reported() -> None:
    by = resident()
    for written in (comment(by=by), held_comment(), comment(state="deleted")):
        assert not can_report(by, written)
        with pytest.raises((PermissionDenied, Refused)):
            report_comment(written, by=by, reason="abuse")
    assert can_report(by, comment())


def test_the_reasons_are_fixed() -> None:
    with pytest.raises(Refused, match="one of the reasons"):
        report_comment(comment(), by=resident(), reason="dislike")


def test_twenty_reports_an_hour(settings: Settings) -> None:
    settings.LIMITS_ENABLED = True
    by = resident()
    for _ in range(20):
        report_comment(comment(), by=by, reason="spam")
    with pytest.raises(TooOften):
        report_comment(comment(), by=by, reason="spam")
