"""The city's pages, as each reader sees them."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from community.actions.ladder import (
    ask_question,
    decline_application,
    grant_application,
)
from community.models import Application, City, User
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
    took_part,
)

pytestmark = pytest.mark.django_db


def text(client: Client, name: str, *args: object, status: int = 200) -> str:
    """The words of a page, without markup."""
    answer = client.get(reverse(f"community:{name}", args=args))
    assert answer.status_code == status
    return words(answer.content.decode())


def words(html: str) -> str:
    main = html.partition("<main")[2].partition("</main>")[0] or html
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main))


def form(statement: str = "I live here.", **changes: object) -> dict[str, object]:
    accepted = {"accept": "on", "charter": charter_in_force().pk}
    return {"statement": statement, **accepted, **changes}


def test_stranger_reads_what_is_asked_who_decides_by_when_and_what_if_not(client: Client) -> None:
    page = text(client, "community")
    for said in (
        "10 articles read",
        "3 published comments",
        "an account for 14 days",
        "1 resident, citizen or editor, within 30 days",
        "One editor who did not vouch, within 7 days, with a reason",
        "may apply again after 30 days",
        "may apply again after 90 days",
        "shown but not required",
        "8 of 10 right, once a day",
        "5 days of questions, then a secret ballot of 7 days",
        "At least 5 have to vote, and 10 % of those who may",
        "With 70 % yes you are in, with less than 65 % you are not.",
        "Today the city is too young for a ballot",
        "You may appeal once, within 14 days",
    ):
        assert said in page, said


def test_member_reads_how_far_the_way_is(client: Client) -> None:
    user = member()
    for _ in range(7):
        took_part(user, "opened")
    client.force_login(user)
    assert "You have read 7 of 10 articles." in text(client, "community")


def test_stranger_gets_no_cookie(client: Client) -> None:
    assert not client.get(reverse("community:community")).cookies


def test_city_pages_do_not_grow_with_their_applications(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(5):
        application()
    client.force_login(resident())
    with django_assert_max_num_queries(30):
        client.get(reverse("community:community"))


def test_neighbours_read_who_asks(client: Client) -> None:
    asked = application(member("Ada"))
    client.force_login(member())
    assert "Ada" not in text(client, "community")
    client.force_login(resident())
    assert "Ada" in text(client, "community")
    client.force_login(asked.applicant)
    assert "With the editors since" in text(client, "community")


def test_charter_is_public_in_all_versions_but_drafts(client: Client) -> None:
    charter()
    assert "Version 2" in text(client, "charter")
    url = reverse("community:charter")
    assert "no longer in force" in words(client.get(url + "?version=1").content.decode())
    for unknown in ("3", "x", "-1", "9" * 30):
        assert client.get(url, {"version": unknown}).status_code == 404


def test_rights_page_is_the_table(client: Client) -> None:
    City.objects.update(resident_name="neighbour", visitor_links=2)
    page = text(client, "rights")
    assert "neighbour" in page
    assert re.search(r"links in a comment 2 3 5", page)
    assert re.search(r"read pieces for residents – ✔ ✔", page)
    assert "15 minutes 2 hours 24 hours" in page


def test_stranger_is_asked_to_sign_in_before_applying(client: Client) -> None:
    answer = client.get(reverse("community:apply"))
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=/community/apply/"


def test_who_lacks_something_sees_it_and_no_form(client: Client) -> None:
    client.force_login(member())
    page = text(client, "apply")
    assert "What is still missing" in page
    assert "You have read 0 of 10 articles." in page
    assert "Send the application" not in page


def test_who_has_everything_applies(client: Client) -> None:
    user = meets_requirements(member())
    client.force_login(user)
    assert "Send the application" in text(client, "apply")
    answer = client.post(reverse("community:apply"), form())
    asked = Application.objects.get(applicant=user)
    assert answer["Location"] == asked.get_absolute_url()
    assert "With the editors since" in text(client, "application", asked.pk)


def test_form_sent_twice_is_one_application(client: Client) -> None:
    client.force_login(meets_requirements(member()))
    for _ in range(2):
        assert client.post(reverse("community:apply"), form()).status_code == 302
    assert Application.objects.count() == 1


@pytest.mark.parametrize("changes", [{"accept": ""}, {"statement": "x" * 4001}])
def test_error_keeps_the_text(client: Client, changes: dict[str, object]) -> None:
    client.force_login(meets_requirements(member()))
    sent = {**form("I came by boat."), **changes}
    answer = client.post(reverse("community:apply"), sent)
    assert answer.status_code == 422
    assert str(sent["statement"]) in answer.content.decode()
    assert not Application.objects.exists()


def test_charter_changed_while_writing_keeps_the_text(client: Client) -> None:
    client.force_login(meets_requirements(member()))
    sent = form("I came by boat.")
    charter()
    answer = client.post(reverse("community:apply"), sent)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "The charter has changed meanwhile" in page
    assert "I came by boat." in page
    assert f'value="{charter_in_force().pk}"' in page


def test_forged_form_gives_no_standing(client: Client) -> None:
    user = meets_requirements(member())
    client.force_login(user)
    forged = form(standing="citizen", state="granted", decided_by=1, is_staff="on")
    client.post(reverse("community:apply"), forged)
    asked = Application.objects.get()
    assert (asked.standing, asked.state) == ("resident", "in_review")
    user.refresh_from_db()
    assert (user.standing, user.is_staff) == ("visitor", False)


def test_declined_applicant_reads_the_reason_and_when_again(client: Client) -> None:
    asked = application()
    decline_application(asked, by=editor("Edith"), reason="Read a little more.")
    client.force_login(asked.applicant)
    page = text(client, "application", asked.pk)
    assert "Read a little more." in page
    assert "Another application is possible after" in page
    assert "Edith" not in page
    assert "Read the reason" in text(client, "apply")
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        client.force_login(asked.applicant)
        assert "Send the application" in text(client, "apply")


def test_granted_applicant_reads_so(client: Client) -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    client.force_login(asked.applicant)
    assert "Granted on" in text(client, "application", asked.pk)


def test_neighbour_reads_the_statement_but_no_messages(client: Client) -> None:
    asked = application()
    ask_question(asked, by=editor(), text="Where from?")
    client.force_login(resident())
    page = text(client, "application", asked.pk)
    assert "I live here." in page
    assert "Where from?" not in page
    client.force_login(asked.applicant)
    assert "Where from?" in text(client, "application", asked.pk)


@pytest.mark.parametrize("make", [member, lambda: resident(is_active=True)])
def test_page_that_one_may_not_see_is_not_found(client: Client, make: object) -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Not yet.")
    client.force_login(make())  # type: ignore[operator]  # a factory
    text(client, "application", asked.pk, status=404)


def test_stranger_learns_nothing_of_applications(client: Client) -> None:
    asked = application()
    for pk in (asked.pk, 999_999):
        answer = client.get(reverse("community:application", args=[pk]))
        assert answer.status_code == 302


def test_neighbour_vouches(client: Client) -> None:
    charter(young_city=0)
    asked, friend = application(), resident("Ben")
    client.force_login(friend)
    assert "Vouch for" in text(client, "application", asked.pk)
    url = reverse("community:endorse", args=[asked.pk])
    for _ in range(2):
        assert client.post(url, {"words": "He answers."}).status_code == 302
    page = text(client, "application", asked.pk)
    assert "He answers." in page
    assert "You have vouched" in page
    assert asked.endorsements.count() == 1


def test_sixth_endorsement_is_answered_with_a_sentence(client: Client) -> None:
    charter(young_city=0, citizen={"is_open": True, "endorsements_each": 1})
    friend = citizen()
    endorsement(application(resident()), by=friend)
    client.force_login(friend)
    url = reverse("community:endorse", args=[application(resident()).pk])
    answer = client.post(url, follow=True)
    assert "as many open endorsements" in answer.content.decode()


def test_applicant_answers_a_question(client: Client) -> None:
    asked = application()
    ask_question(asked, by=editor(), text="Where from?")
    client.force_login(asked.applicant)
    url = reverse("community:answer", args=[asked.pk])
    assert client.post(url, {"text": ""}).status_code == 422
    client.post(url, {"text": "From the coast."})
    page = text(client, "application", asked.pk)
    assert "From the coast." in page
    assert "With the editors since" in page


def test_neighbour_may_not_answer_or_withdraw(client: Client) -> None:
    asked = application()
    ask_question(asked, by=editor(), text="Where from?")
    client.force_login(resident())
    for name in ("answer", "withdraw"):
        url = reverse(f"community:{name}", args=[asked.pk])
        assert client.post(url, {"text": "Mine."}).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "questions"


def test_applicant_withdraws(client: Client) -> None:
    asked = application()
    client.force_login(asked.applicant)
    client.post(reverse("community:withdraw", args=[asked.pk]))
    assert "Withdrawn on" in text(client, "application", asked.pk)


@pytest.mark.parametrize("name", ["endorse", "answer", "withdraw"])
def test_get_changes_nothing(client: Client, name: str) -> None:
    asked = application()
    client.force_login(asked.applicant)
    assert client.get(reverse(f"community:{name}", args=[asked.pk])).status_code == 405


def test_statement_is_shown_as_text(client: Client) -> None:
    asked = application(statement="<script>alert(1)</script>\n\nSecond line.")
    client.force_login(asked.applicant)
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_citizen_is_told_that_nothing_is_higher(client: Client) -> None:
    client.force_login(citizen())
    assert "nothing higher here" in text(client, "apply")


def test_personal_pages_are_not_stored(client: Client) -> None:
    asked: Application = application()
    user: User = asked.applicant
    client.force_login(user)
    for url in (reverse("community:apply"), asked.get_absolute_url()):
        assert "no-store" in client.get(url)["Cache-Control"]


def test_answer_that_comes_too_late_keeps_its_text(client: Client) -> None:
    asked = application()
    by = editor()
    ask_question(asked, by=by, text="Where do you read?")
    client.force_login(asked.applicant)
    decline_application(asked, by=by, reason="Come again when you have read more.")

    response = client.post(f"/community/applications/{asked.pk}/answer/", {"text": "On the boat."})

    assert response.status_code == 409
    assert "On the boat." in response.content.decode()
    assert "No question is open." in response.content.decode()


def test_neighbours_read_how_many_vouch_already(client: Client) -> None:
    charter(young_city=0, resident={"endorsements": 2})
    asked = application(member("Ada"))
    client.force_login(resident())
    assert "0 of 2 vouch" in text(client, "community")
    endorsement(asked)
    assert "1 of 2 vouch" in text(client, "community")


def test_a_closed_door_shows_ways_on(client: Client) -> None:
    client.force_login(member())
    page = text(client, "renounce", status=403)
    assert "Your page" in page
    assert "Who may do what" in page
