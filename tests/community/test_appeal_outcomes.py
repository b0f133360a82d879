"""An appeal in time: what its member reads where, by when an editor decides, who has a part."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comments.actions import restore_comment
from comments.models import Comment, Report
from community.actions.appeals import (
    decide_appeal,
    move_appeals_on,
    tell_overdue_appeals,
    withdraw_appeal,
)
from community.actions.sanctions import impose_sanction
from community.models import Appeal, AppealParty, City, Notice, User
from tests.factories.appeals import (
    appeal_about_application,
    appeal_about_comment,
    appeal_about_sanction,
    citizens,
    comment_hidden,
    jurors,
)
from tests.factories.comments import comment
from tests.factories.community import citizen, editor, member, moderator

pytestmark = pytest.mark.django_db
FINAL = "each decision takes one appeal, so this is final"


def page_of(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def dismissed(appeal: Appeal) -> Appeal:
    return decide_appeal(appeal, by=editor(), outcome="dismissed", reason="It stands.")


# -- What its member reads -------------------------------------------------------------------------


def test_own_page_says_how_an_appeal_against_a_sanction_ended(client: Client) -> None:
    appeal = appeal_about_sanction()
    client.force_login(appeal.member)
    assert "an editor decides by" in page_of(client, "/community/me/")

    dismissed(appeal)

    page = page_of(client, "/community/me/")
    assert FINAL in page
    assert "Appeal against this" not in page


def test_page_of_an_application_says_how_the_appeal_ended(client: Client) -> None:
    appeal = appeal_about_application()
    asked = appeal.application
    assert asked is not None
    client.force_login(appeal.member)

    dismissed(appeal)

    page = page_of(client, asked.get_absolute_url())
    assert FINAL in page
    assert "Appeal against this" not in page


def comment_page(client: Client, hidden: Comment) -> str:
    return page_of(client, hidden.discussion.article.get_absolute_url())


def test_hidden_comment_says_how_the_appeal_ended_in_place_of_the_link(client: Client) -> None:
    hidden = comment_hidden()
    assert hidden.author is not None
    client.force_login(hidden.author)
    link = f'<a href="/comments/{hidden.pk}/appeal/" rel="nofollow">'
    assert f"{link}Appeal</a>" in comment_page(client, hidden)

    appeal = appeal_about_comment(hidden)
    assert f"{link}Your appeal</a>" in comment_page(client, hidden)

    dismissed(appeal)
    page = comment_page(client, hidden)
    assert f"{link}Your appeal was dismissed</a>" in page
    assert f"{link}Appeal</a>" not in page
    thread = page_of(client, f"/comments/{hidden.pk}/thread/")
    assert f"{link}Your appeal was dismissed</a>" in thread


def test_appeal_that_was_taken_back_is_not_offered_again(client: Client) -> None:
    hidden = comment_hidden()
    appeal = appeal_about_comment(hidden)
    withdraw_appeal(appeal, by=appeal.member)
    client.force_login(appeal.member)

    assert ">Your appeal ended undecided</a>" in comment_page(client, hidden)


def test_comment_that_is_hidden_anew_may_be_appealed_anew(client: Client) -> None:
    hidden = comment_hidden()
    dismissed(appeal_about_comment(hidden))
    restore_comment(hidden, by=moderator(), reason="On reflection.")
    again = comment_hidden(spoken=Comment.objects.get(pk=hidden.pk))
    assert again.author is not None
    client.force_login(again.author)

    assert ">Appeal</a>" in comment_page(client, again)


def test_no_link_once_the_time_for_an_appeal_is_over(client: Client) -> None:
    hidden = comment_hidden()
    assert hidden.author is not None
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        client.force_login(hidden.author)
        assert "/appeal/" not in comment_page(client, hidden)


def test_pages_without_an_own_hidden_comment_ask_for_no_appeal(client: Client) -> None:
    hidden = comment_hidden()
    client.force_login(moderator())

    with CaptureQueriesContext(connection) as queries:
        comment_page(client, hidden)

    assert not [one for one in queries if "community_appeal" in one["sql"]]


# -- By when an editor decides ---------------------------------------------------------------------


def test_editor_has_the_days_that_the_city_says(client: Client) -> None:
    City.objects.update(appeal_editor_days=3)
    appeal = appeal_about_sanction()
    assert appeal.passed_at is not None
    assert appeal.decide_by == appeal.passed_at + timedelta(days=3)
    client.force_login(appeal.member)

    assert "It is decided by" in page_of(client, appeal.get_absolute_url())


@pytest.mark.parametrize(("days", "is_fine"), [(0, False), (1, True), (90, True), (91, False)])
def test_days_of_an_editor_have_a_range(days: int, *, is_fine: bool) -> None:
    city = City.current()
    city.appeal_editor_days = days
    if is_fine:
        city.full_clean()
        return
    with pytest.raises(ValidationError):
        city.full_clean()


def test_days_begin_when_the_panel_has_had_its_own() -> None:
    citizens()
    appeal = appeal_about_sanction()
    assert not Appeal.objects.filter(decide_by__isnull=False).exists()
    Appeal.objects.update(panel_until=timezone.now())

    move_appeals_on()

    appeal.refresh_from_db()
    assert appeal.decide_by is not None
    assert appeal.decide_by > timezone.now() + timedelta(days=6)


def overdue(appeal: Appeal) -> Appeal:
    Appeal.objects.filter(pk=appeal.pk).update(decide_by=timezone.now() - timedelta(hours=1))
    appeal.refresh_from_db()
    return appeal


def test_member_is_told_once_that_the_editors_are_late(client: Client) -> None:
    appeal = overdue(appeal_about_sanction())
    appeal_about_sanction()

    assert tell_overdue_appeals() == 1
    assert tell_overdue_appeals() == 0

    told = Notice.objects.get(kind="appeal_overdue")
    assert (told.user, told.url) == (appeal.member, appeal.get_absolute_url())
    client.force_login(appeal.member)
    assert "They are late" in page_of(client, appeal.get_absolute_url())


def test_who_is_late_no_more_is_told_of_nothing() -> None:
    dismissed(overdue(appeal_about_sanction()))

    assert tell_overdue_appeals() == 0


def test_overdue_appeal_tops_the_editors_lists(client: Client) -> None:
    first, late = appeal_about_sanction(), appeal_about_sanction()
    overdue(late)
    client.force_login(editor())

    for url in ("/community/appeals/", "/admin/community/appeal/"):
        page = page_of(client, url)
        of_late, of_first = (f"/{appeal.pk}/" for appeal in (late, first))
        assert page.index(f"appeals{of_late}" if "admin" not in url else f"appeal{of_late}") < (
            page.index(f"appeals{of_first}" if "admin" not in url else f"appeal{of_first}")
        )
    assert "overdue since" in page_of(client, "/admin/community/appeal/")
    assert "1 overdue" in page_of(client, "/admin/")


# -- Who reported has a part -----------------------------------------------------------------------


def reported(by_whom: User, of: Comment) -> None:
    Report.objects.create(comment=of, reporter=by_whom, reason="abuse")


def parties(appeal: Appeal) -> set[int]:
    rows = AppealParty.objects.filter(appeal=appeal, part=AppealParty.Part.REPORTER)
    return set(rows.values_list("user", flat=True))


def test_who_reported_the_comment_that_a_sanction_is_for_does_not_judge_it() -> None:
    reporter, others = citizen(), citizens(3)
    spoken = comment(by=member())
    assert spoken.author is not None
    reported(reporter, spoken)
    reported(others[0], comment(by=spoken.author))
    held = impose_sanction(
        spoken.author, "held", by=moderator(), reason="Insults.", about=spoken.uuid
    )

    appeal = appeal_about_sanction(held)

    assert parties(appeal) == {reporter.pk}
    assert {juror.pk for juror in jurors(appeal)} == {other.pk for other in others}


def test_without_a_comment_named_who_reported_the_member_lately_has_a_part() -> None:
    lately, long_ago, later = citizens(3)
    spoken = comment(by=member())
    assert spoken.author is not None
    reported(lately, spoken)
    reported(long_ago, spoken)
    Report.objects.filter(reporter=long_ago).update(created_at=timezone.now() - timedelta(days=60))
    held = impose_sanction(spoken.author, "held", by=moderator(), reason="Insults.")
    reported(later, spoken)

    assert parties(appeal_about_sanction(held)) == {lately.pk}
