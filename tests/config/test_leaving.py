"""Closing one's account: asked for with a proof, kept by a press, carried out by the clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.account.models import EmailAddress
from django.conf import LazySettings
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from comments.actions import post_comment
from comments.models import Comment
from community.actions.appeals import move_appeals_on
from community.actions.consent import check_token
from community.actions.ladder import grant_application, open_ballots
from community.actions.leaving import ask_to_close, keep_account
from community.actions.people import found_city
from community.errors import Refused
from community.models import (
    Appeal,
    Application,
    City,
    CivicRecord,
    Endorsement,
    Notice,
    Participation,
    Subscriber,
    User,
)
from config.leaving import close_due_accounts, close_now
from tests.community.codes import sign_in, sign_up
from tests.factories.appeals import appeal_about_sanction, citizens, jurors
from tests.factories.articles import published_article
from tests.factories.ballots import heard_application, hurry_hearing, open_ballot
from tests.factories.comments import comment
from tests.factories.community import (
    administrator,
    application,
    citizen,
    editor,
    member,
    resident,
    sanction,
    shows,
)

pytestmark = pytest.mark.django_db
LEAVE, STAY, ME = "/community/me/leave/", "/community/me/stay/", "/community/me/"


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user.email)
    return client


def days_later(days: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(days=days))


def is_there(user: User) -> bool:
    return User.objects.filter(pk=user.pk, left_at=None).exists()


# -- Asking ----------------------------------------------------------------------------------------


def test_asking_sets_the_day_and_tells_by_notice_and_mail(run_tasks: Callable[[], int]) -> None:
    ada = member("Ada")
    client = signed_in(ada)

    answer = client.post(LEAVE, {"words": "keep"}, follow=True)

    ada.refresh_from_db()
    assert ada.closes_at
    assert timedelta(days=13.9) < ada.closes_at - timezone.now() < timedelta(days=14)
    assert "Keep my account" in answer.content.decode()
    assert Notice.objects.get(user=ada).kind == "closing"
    run_tasks()
    assert "Your account closes on" in mail.outbox[-1].subject
    assert LEAVE in str(mail.outbox[-1].body)


def test_asking_twice_is_silent_and_the_day_stays() -> None:
    ada = member("Ada")
    first = ask_to_close(ada, by=ada).closes_at

    with days_later(1):
        again = ask_to_close(ada, by=ada, takes_words=True)

    assert (again.closes_at, again.takes_words) == (first, True)
    assert Notice.objects.filter(user=ada).count() == 1


def test_keeping_twice_is_silent_and_told_once(run_tasks: Callable[[], int]) -> None:
    ada = member("Ada")
    ask_to_close(ada, by=ada, takes_words=True)
    run_tasks()
    client = signed_in(ada)

    for _each in range(2):
        assert client.post(STAY)["Location"] == ME

    ada.refresh_from_db()
    assert (ada.closes_at, ada.takes_words) == (None, False)
    run_tasks()
    assert mail.outbox[-1].subject == "Your account stays"
    assert Notice.objects.filter(user=ada, kind="kept").count() == 1


def test_after_a_while_it_asks_who_one_is_and_keeps_what_was_chosen() -> None:
    ada, client = member("Ada"), Client()
    with days_later(-1 / 24):
        sign_in(client, ada.email)

    prove = client.post(LEAVE, {"words": "take"})["Location"]

    assert prove.startswith("/accounts/reauthenticate/")
    ada.refresh_from_db()
    assert ada.closes_at is None
    client.post(prove, {"action": "send"})
    body = str(mail.outbox[-1].body)
    code = next(line for line in body.splitlines() if len(line) == 9 and line[4] == "-")
    assert client.post(prove, {"code": code})["Location"] == LEAVE
    assert User.objects.filter(pk=ada.pk, closes_at__isnull=False, takes_words=True).exists()


def test_nobody_closes_the_account_of_somebody_else() -> None:
    ada, bob = member("Ada"), member("Bob")

    with pytest.raises(Exception, match="their own account"):
        ask_to_close(ada, by=bob)
    with pytest.raises(Exception, match="their own account"):
        keep_account(ada, by=bob)


def test_coming_and_going_has_a_limit(settings: LazySettings) -> None:
    client = signed_in(member("Ada"))
    settings.LIMITS_ENABLED = True

    for _each in range(5):
        assert client.post(LEAVE, {"words": "keep"}).status_code == 302

    assert client.post(LEAVE, {"words": "keep"}).status_code == 429


def test_the_only_administrator_may_not_leave() -> None:
    ada = administrator("Ada")
    client = signed_in(ada)

    refused = client.post(LEAVE, {"words": "keep"})

    assert refused.status_code == 422
    assert "Appoint another one" in refused.content.decode()
    administrator("Bob")
    assert client.post(LEAVE, {"words": "keep"}).status_code == 302


def test_of_two_administrators_who_leave_one_stays() -> None:
    ada, bob = administrator("Ada"), administrator("Bob")
    for each in (ada, bob):
        ask_to_close(each, by=each)

    with days_later(15):
        assert close_due_accounts() == 1
        assert close_due_accounts() == 0
        assert "only administrator" in signed_in(bob).get(LEAVE).content.decode()

    assert [is_there(ada), is_there(bob)] == [False, True]


def test_the_number_of_days_is_checked() -> None:
    city = City.current()
    city.leave_days = 91

    with pytest.raises(ValidationError, match="leave_days"):
        city.full_clean()


def test_a_line_stands_on_every_page_and_nowhere_for_others() -> None:
    ada, line = member("Ada"), "Your account closes on"
    piece = published_article().get_absolute_url()
    client = signed_in(ada)
    assert line not in client.get(piece).content.decode()

    ask_to_close(ada, by=ada)

    assert line in client.get(piece).content.decode()
    own = client.get(ME).content.decode()
    assert own.count("Keep my account") == 1
    assert "closing-note" not in own
    assert line not in Client().get(piece).content.decode()


# -- The day comes ---------------------------------------------------------------------------------


def test_the_clock_deletes_on_the_day_and_not_before(run_tasks: Callable[[], int]) -> None:
    ada = member("Ada")
    client = signed_in(ada)
    ask_to_close(ada, by=ada)

    with days_later(13.9):
        assert close_due_accounts() == 0
    with days_later(14.1):
        assert close_due_accounts() == 1
        assert close_due_accounts() == 0
        assert client.get(ME).status_code == 302
        assert client.get("/community/members/ada/").status_code == 404
    run_tasks()

    assert (mail.outbox[-1].subject, mail.outbox[-1].to) == (
        "Your account is closed",
        ["ada@example.org"],
    )
    assert "Ada" not in str(mail.outbox[-1].body)


def test_one_that_fails_keeps_nobody_waiting() -> None:
    ada, bob = member("Ada"), member("Bob")
    for each in (ada, bob):
        ask_to_close(each, by=each)

    addresses = set(EmailAddress.objects.filter(user=ada).values_list("pk", flat=True))

    def fails_for_ada(execute: Any, sql: str, params: Any, *rest: Any) -> Any:  # noqa: ANN401
        if sql.startswith('DELETE FROM "account_emailaddress"') and addresses & set(params):
            raise OperationalError("the disk is full")
        return execute(sql, params, *rest)

    with days_later(15), connection.execute_wrapper(fails_for_ada):
        assert close_due_accounts() == 1

    assert [is_there(ada), is_there(bob)] == [True, False]
    assert not CivicRecord.objects.filter(member=ada.record_id).exists()


def test_the_empty_row_goes_a_little_later_and_is_nobody_meanwhile() -> None:
    ada = citizen("Ada")
    close_now(ada)
    row = User.objects.get(pk=ada.pk)
    assert (row.is_active, row.standing, row.citizen_number) == (False, "visitor", None)
    assert row.record_id != ada.record_id

    assert close_due_accounts() == 0
    assert User.objects.filter(pk=ada.pk).exists()
    with days_later(1):
        assert close_due_accounts() == 0

    assert not User.objects.filter(pk=ada.pk).exists()
    assert CivicRecord.objects.filter(kind="left").count() == 1


def test_the_address_may_sign_up_as_new(client: Client) -> None:
    ada = citizen("Ada")
    close_now(ada)

    sign_up(client, "ada@example.org", "Ada")

    again = User.objects.get(email="ada@example.org")
    assert (again.handle, again.standing, again.citizen_number) == ("ada", "visitor", None)
    assert again.record_id != ada.record_id


def test_a_citizen_number_is_never_given_again() -> None:
    founder = found_city(member("Ada"))
    assert founder.citizen_number == 1
    close_now(founder)

    application_of = application(resident("Bob"))
    Application.objects.filter(pk=application_of.pk).update(state="in_review")
    grant_application(application_of, by=editor(), reason="Welcome.")

    assert User.objects.get(handle="bob").citizen_number == 2
    with pytest.raises(Refused, match="founded already"):
        found_city(member("Cleo"))


def test_an_open_application_is_withdrawn_in_the_record_and_its_ballot_ends() -> None:
    ballot, people = open_ballot()
    applicant = ballot.application.applicant
    record_id = applicant.record_id

    close_now(applicant)

    kinds = list(
        CivicRecord.objects.filter(member=record_id).order_by("at").values_list("kind", flat=True)
    )
    assert kinds[-2:] == ["withdrew", "left"]
    assert not Application.objects.exists()
    assert not Notice.objects.filter(user=people[0], kind="ballot_opened").exists()


def test_an_endorser_who_left_hides_nobody_from_the_roll() -> None:
    asked, people = heard_application()
    endorser = User.objects.filter(endorsements__application=asked)[0]

    close_now(endorser)
    hurry_hearing(asked)
    open_ballots()

    assert asked.ballots.get().roll_size == len(people)
    assert Endorsement.objects.filter(application=asked, endorser=None, words="").count() == 1


def test_an_appeal_ends_as_abandoned_and_its_jurors_are_told() -> None:
    citizens(3)
    appeal = appeal_about_sanction(sanction(member("Ada")))
    juror, record_id = jurors(appeal)[0], appeal.member.record_id

    close_now(appeal.member)

    ends = CivicRecord.objects.filter(member=record_id, kind="abandoned")
    assert ends.count() == 1
    assert not Appeal.objects.exists()
    told = Notice.objects.filter(user=juror)
    assert {notice.url for notice in told} == {"/community/appeals/"}
    assert told.filter(kind="panel_over").exists()


def test_a_seat_on_a_panel_goes_to_somebody_else_by_lot() -> None:
    citizens(5)
    appeal = appeal_about_sanction()
    juror = jurors(appeal)[0]

    close_now(juror)
    move_appeals_on()

    assert len(jurors(appeal)) == 3
    assert appeal.seats.filter(juror=None, replaced_at__isnull=False).count() == 1


def test_the_card_is_not_known_any_more() -> None:
    ada = shows(citizen("Ada"), "check_name")
    token = check_token(ada.consent)

    close_now(ada)

    checked = Client().get(f"/community/check/{token}/")
    assert checked.status_code == 404
    assert "Ada" not in checked.content.decode()


@pytest.mark.parametrize("ends", [False, True])
def test_the_newsletter_ends_where_it_was_chosen(ends: bool) -> None:
    ada = member("Ada")
    Subscriber.objects.create(email=ada.email, stories=True)

    close_now(ask_to_close(ada, by=ada, ends_newsletter=ends))

    assert Subscriber.objects.exists() != ends


def test_pages_hold_when_the_author_of_comments_is_gone() -> None:
    ada, piece = resident("Ada"), published_article("On ferries")
    said = comment(piece, by=ada, text="Ferries are slow.")
    comment(piece, text="Not the new ones.", parent=said)

    close_now(ada)

    for address in (
        piece.get_absolute_url(),
        f"/comments/{said.pk}/thread/",
        "/comments/feed/",
        f"{piece.get_absolute_url()}comments/feed/",
        "/community/gazette/",
        "/community/citizens/",
        "/search/?q=ferries",
        "/feed/",
        "/",
    ):
        answer = Client().get(address, follow=True)
        assert answer.status_code == 200, address
        assert "Ada" not in answer.content.decode(), address
    page = Client().get(piece.get_absolute_url()).content.decode()
    assert "somebody who left" in page
    assert "Ferries are slow." in page


def test_marks_given_are_taken_back_from_whom_they_counted_for() -> None:
    ada, bob, piece = resident("Ada"), resident("Bob"), published_article()
    said = post_comment(piece, by=bob, text="The river rises.")
    signed = signed_in(ada)
    assert signed.post(f"/comments/{said.pk}/constructive/").status_code == 303

    close_now(ada)

    said.refresh_from_db()
    assert said.constructive_count == 0
    assert not Participation.objects.filter(user=bob, kind="constructive").exists()


# -- For whom asks by letter -----------------------------------------------------------------------


def test_an_operator_sets_the_day_or_deletes_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    ada = resident("Ada")
    said = comment(by=ada)

    call_command("close_account", "ada@example.org")
    ada.refresh_from_db()
    assert ada.closes_at is not None
    assert "closes on" in capsys.readouterr().out

    call_command("close_account", "ADA@example.org", "--now", "--take-words")
    assert not is_there(ada)
    assert Comment.objects.get(pk=said.pk).text == ""
    with pytest.raises(CommandError, match="Nobody here"):
        call_command("close_account", "ada@example.org")


def test_what_the_member_chose_holds_when_an_operator_closes() -> None:
    ada = member("Ada")
    said = comment(by=ada)
    ask_to_close(ada, by=ada, takes_words=True, ends_newsletter=False)
    call_command("close_account", "ada@example.org", "--now")
    assert Comment.objects.get(pk=said.pk).text == ""


def test_an_operator_cannot_remove_the_only_administrator() -> None:
    administrator("Ada")

    with pytest.raises(CommandError, match="only administrator"):
        call_command("close_account", "ada@example.org", "--now")
