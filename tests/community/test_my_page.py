"""One's own page at a glance: the way, the applications, the neighbours, the news."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from community.actions.appeals import decline_seat
from community.actions.ladder import cast_vote, decline_application, withdraw_application
from community.models import Notice, User
from tests.community.test_city_pages import text
from tests.factories.appeals import appeal_about_sanction, citizens, jurors, panel_finds
from tests.factories.ballots import open_ballot
from tests.factories.community import (
    application,
    charter,
    citizen,
    editor,
    endorsement,
    meets_requirements,
    member,
    resident,
    sanction,
    took_part,
)

pytestmark = pytest.mark.django_db


def glance(client: Client, user: User) -> str:
    client.force_login(user)
    return text(client, "me")


def test_visitor_sees_how_far_the_next_house_is(client: Client) -> None:
    user = member()
    for _each in range(7):
        took_part(user, "opened")
    page = glance(client, user)
    assert "The next house on the street: permanent resident." in page
    assert "You have read 7 of 10 articles." in page
    assert "Your applications" not in page
    assert "Whom you vouch for" not in page


def test_applicant_sees_the_state_and_every_application_with_its_outcome(client: Client) -> None:
    charter(resident={"wait_days": 0})
    first = application()
    user = first.applicant
    withdraw_application(first, by=user)
    second = application(user)
    page = glance(client, user)
    assert "With the editors since" in page
    assert "You have read" not in page
    for sent, outcome in ((first, "withdrawn,"), (second, "in review")):
        assert sent.get_absolute_url() in client.get("/community/me/").content.decode()
        assert outcome in page
    decline_application(second, by=editor(), reason="Not yet.")
    assert "declined," in glance(client, user)


def test_who_was_declined_sees_when_the_next_is_possible(client: Client) -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Not yet.")
    assert "You may apply again after" in glance(client, asked.applicant)


def test_only_the_last_three_notices_stand_there(client: Client) -> None:
    user = member()
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday"):
        kind = Notice.Kind.APPLICATION_BALLOT
        Notice.objects.create(user=user, kind=kind, url="/", facts={"day": day})
    page = glance(client, user)
    assert "Monday" not in page
    for day in ("Tuesday", "Wednesday", "Thursday"):
        assert day in page


def test_who_may_vouch_sees_for_whom_and_how_many_more(client: Client) -> None:
    charter(young_city=0, citizen={"endorsements_each": 5})
    friend, asked = citizen(), application(resident("Ida Moss"))
    endorsement(asked, by=friend)
    page = glance(client, friend)
    assert "Ida Moss" in page
    assert "You may vouch for 4 more for citizenship; 5 may be open at a time." in page
    assert "For residency: nobody at present." in page
    withdraw_application(asked, by=asked.applicant)
    page = glance(client, friend)
    assert "Ida Moss" not in page
    assert "You may vouch for 5 more" in page


def test_citizen_reads_number_and_that_nothing_is_higher(client: Client) -> None:
    assert "You are citizen no. 12 since" in glance(client, citizen(number=12))


def test_my_page_asks_at_most_fifteen_queries(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    charter(young_city=0, resident={"wait_days": 0})
    user = meets_requirements(resident())
    for _each in range(4):
        endorsement(application(), by=user)
    client.force_login(user)
    with django_assert_max_num_queries(15):
        client.get("/community/me/")


def test_what_comes_after_the_requirements_is_said_too(client: Client) -> None:
    charter(young_city=0)
    page = glance(client, resident())
    assert "a quiz on the charter (8 of 10 right)" in page
    assert "2 members who vouch for you;" in page
    assert "a hearing, and a secret ballot." in page
    assert "and an editor decides." in glance(client, member())


def test_ballots_and_appeals_that_wait_for_a_citizen_are_named(client: Client) -> None:
    citizens()
    appeal = appeal_about_sanction()  # drawn before anybody vouches, who would not vote
    ballot, _people = open_ballot()
    name = ballot.application.applicant.display_name
    juror, other = jurors(appeal)[0], jurors(appeal)[1]
    page = glance(client, juror)
    assert f"Vote on the application of {name}" in page
    assert "Judge an appeal" in page
    cast_vote(ballot, by=juror, vote="yes")
    decline_seat(appeal, by=juror)
    page = glance(client, juror)
    assert "What waits for you" not in page
    panel_finds(appeal, "upheld")
    assert "Judge an appeal" not in glance(client, other)


def test_who_may_not_vote_now_is_not_sent_to_a_ballot(client: Client) -> None:
    _ballot, people = open_ballot()
    assert "Vote on the application" in glance(client, people[0])
    sanction(people[0], "silenced")
    assert "Vote on the application" not in glance(client, people[0])


def test_who_may_not_apply_or_write_is_offered_neither(client: Client) -> None:
    user = member()
    page = glance(client, user)
    assert "Apply for" in page
    assert "Save" in page
    sanction(user, "silenced")
    page = glance(client, user)
    assert "Apply for" not in page
    assert "Save" not in page
    assert "your page stays as it is" in page
    assert "Apply for" not in text(client, "community")
