"""The desk: the queue, the page of a decision, sanctions, roles, charters."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib import admin
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from community.actions.ladder import ask_question, endorse_application, grant_application
from community.admin.base import StaffAdmin
from community.models import Charter, City, CivicRecord, Sanction, User
from tests.desk import content, page_of
from tests.factories.community import (
    administrator,
    application,
    charter,
    charter_in_force,
    editor,
    endorsement,
    member,
    moderator,
    resident,
    sanction,
    writer,
)

pytestmark = pytest.mark.django_db
QUEUE = "/admin/community/application/"


def test_queue_shows_the_longest_waiting_first_and_the_overdue_on_top(
    client: Client, at_desk: User
) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=9)):
        application(member("Late"))
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        application(member("Early"))
    application(member("Fresh"))
    with time_machine.travel(timezone.now() - timedelta(days=8)):
        asked = application(member("Asked"))
        ask_question(asked, by=at_desk, text="Why?")
    charter(young_city=0)
    application(member("Gathering"))
    page = content(client, QUEUE)
    places = [
        page.index(f"<bdi>{name}<") for name in ("Late", "Early", "Fresh", "Asked", "Gathering")
    ]
    assert places == sorted(places)
    assert "overdue since" in page


def test_decided_applications_leave_the_queue(client: Client, at_desk: User) -> None:
    grant_application(application(member("Done")), by=at_desk, reason="Welcome.")
    assert "Done" not in content(client, QUEUE)
    assert "Done" in content(client, QUEUE + "?which=closed")


def test_queue_costs_the_same_for_many(
    client: Client, at_desk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(6):
        application()
    client.get(QUEUE)
    with django_assert_max_num_queries(12):
        client.get(QUEUE)


def test_page_has_everything_about_the_applicant(client: Client, at_desk: User) -> None:
    asked = application(member("Ada"))
    sanction(asked.applicant, "warning")
    endorse_application(asked, by=resident("Ben"), words="She listens.")
    ask_question(asked, by=at_desk, text="Where from?")
    page = content(client, page_of(asked))
    for said in (
        "I live here.",
        "10 articles read",
        "She listens.",
        "Insults under three pieces.",
        "Where from?",
        "This is the first.",
    ):
        assert said in page, said


def test_editor_grants(client: Client, at_desk: User) -> None:
    asked = application()
    client.post(page_of(asked), {"do": "grant", "reason": "Welcome."})
    asked.refresh_from_db()
    assert (asked.state, asked.decided_by) == ("granted", at_desk)
    assert "Welcome." in content(client, page_of(asked))


def test_editor_declines(client: Client, at_desk: User) -> None:
    asked = application()
    client.post(page_of(asked), {"do": "decline", "reason": "Read more."})
    asked.refresh_from_db()
    assert (asked.state, asked.reason) == ("declined", "Read more.")


def test_editor_asks(client: Client, at_desk: User) -> None:
    asked = application()
    client.post(page_of(asked), {"do": "ask", "text": "Where from?"})
    asked.refresh_from_db()
    assert asked.state == "questions"


def test_decision_without_reason_shows_the_page_again(client: Client, at_desk: User) -> None:
    asked = application()
    answer = client.post(page_of(asked), {"do": "grant", "reason": ""})
    assert "This field is required" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.is_open


def test_second_editor_reads_a_clear_sentence(client: Client, at_desk: User) -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="First.")
    answer = client.post(page_of(asked), {"do": "decline", "reason": "Second."}, follow=True)
    page = answer.content.decode()
    assert "Somebody has decided this already" in page
    assert "First." in page
    asked.refresh_from_db()
    assert asked.state == "granted"


def test_editor_sees_the_letter_before_it_is_sent(client: Client, at_desk: User) -> None:
    asked = application(member("Ada"))
    answer = client.post(page_of(asked), {"do": "preview_decline", "reason": "Read <more>."})
    page = answer.content.decode()
    assert "This is what the applicant will read" in page
    assert "Hello Ada," in page
    assert "Read &lt;more&gt;." in page
    asked.refresh_from_db()
    assert asked.is_open
    assert not mail.outbox


def test_own_and_endorsed_applications_have_no_forms(client: Client, at_desk: User) -> None:
    own, vouched = application(at_desk), application()
    endorsement(vouched, by=at_desk)
    assert "your own application" in content(client, page_of(own))
    page = content(client, page_of(vouched))
    assert "You vouched" in page
    assert 'value="grant"' not in page
    client.post(page_of(vouched), {"do": "grant", "reason": "Friend."})
    vouched.refresh_from_db()
    assert vouched.is_open


@pytest.mark.parametrize("make", [writer, moderator])
def test_other_roles_do_not_decide(client: Client, make: object) -> None:
    asked = application()
    client.force_login(make())  # type: ignore[operator]  # a factory
    assert client.get(QUEUE).status_code == 403
    answer = client.post(page_of(asked), {"do": "grant", "reason": "Because."})
    assert answer.status_code == 403
    asked.refresh_from_db()
    assert asked.is_open


def test_moderator_sanctions_through_the_action(client: Client) -> None:
    user = member("Troy")
    client.force_login(moderator())
    add = reverse("admin:community_sanction_add")
    form = content(client, add + "?member=troy")
    assert "troy" in form
    assert "About" not in form  # what is hidden has no label
    until = (timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    given = {"member": "troy", "kind": "silenced", "reason": "Shouting.", "until": until}
    assert client.post(add, given).status_code == 302
    held = Sanction.objects.get(user=user)
    assert held.kind == "silenced"
    assert CivicRecord.objects.filter(kind="sanctioned").count() == 1
    url = reverse("admin:community_sanction_change", args=[held.pk])
    assert "Lift this sanction" in content(client, url)
    client.post(reverse("admin:community_sanction_lift", args=[held.pk]), {"reason": "Enough."})
    held.refresh_from_db()
    assert held.lifted_at is not None


def test_refused_sanction_keeps_the_form_and_says_why(client: Client) -> None:
    member("Troy")
    client.force_login(moderator())
    given = {"member": "troy", "kind": "banned", "reason": "Shouting."}
    answer = client.post(reverse("admin:community_sanction_add"), given)
    assert "You may not impose this" in answer.content.decode()
    assert "Shouting." in answer.content.decode()


def test_administrator_changes_roles(client: Client) -> None:
    user = writer()
    client.force_login(administrator())
    url = reverse("admin:community_user_roles", args=[user.pk])
    client.post(url, {"roles": ["editor", "moderator"]})
    assert User.objects.get(pk=user.pk).roles == {"editor", "moderator"}


def test_editor_does_not_change_roles(client: Client, at_desk: User) -> None:
    url = reverse("admin:community_user_roles", args=[at_desk.pk])
    assert client.post(url, {"roles": ["administrator"]}).status_code == 403


def test_no_field_of_a_member_is_written_at_the_desk(client: Client) -> None:
    user = member()
    client.force_login(administrator())
    url = reverse("admin:community_user_change", args=[user.pk])
    assert client.get(url).status_code == 200
    forged = {"standing": "citizen", "is_staff": "on", "display_name": "Forged"}
    assert client.post(url, forged).status_code == 403
    user.refresh_from_db()
    assert (user.standing, user.is_staff) == ("visitor", False)


def test_charter_is_copied_changed_and_adopted(client: Client, at_desk: User) -> None:
    first = charter_in_force()
    client.post(reverse("admin:community_charter_like", args=[first.pk]))
    second = Charter.objects.get(version=2)
    url = reverse("admin:community_charter_change", args=[second.pk])
    assert client.get(url).status_code == 200
    client.post(url, charter_form(second, text="Be kind.", comments=9))
    adopt = reverse("admin:community_charter_adopt", args=[second.pk])
    client.post(adopt)
    assert charter_in_force() == first
    client.post(adopt, {"sure": "on"})
    assert charter_in_force() == second
    assert charter_in_force().step_to("resident").comments == 9
    assert "Be kind." in charter_in_force().html


def charter_form(drafted: Charter, *, text: str, comments: int) -> dict[str, object]:
    steps = list(drafted.steps.all())
    data: dict[str, object] = {"text": text, "young_city": 10}
    data |= {"steps-TOTAL_FORMS": len(steps), "steps-INITIAL_FORMS": len(steps)}
    questions = list(drafted.questions.all())
    data |= {"questions-TOTAL_FORMS": len(questions), "questions-INITIAL_FORMS": len(questions)}
    for number, question in enumerate(questions):
        for name in ("id", "charter_id", "text", "right", "wrong"):
            data[f"questions-{number}-{name.removesuffix('_id')}"] = getattr(question, name)
    for number, step in enumerate(steps):
        for field in step._meta.concrete_fields:
            value = getattr(step, field.attname)
            data[f"steps-{number}-{field.name}"] = "" if value is False else value
        if step.standing == "resident":
            data[f"steps-{number}-comments"] = comments
    return data


def test_charter_in_force_is_read_only(client: Client, at_desk: User) -> None:
    first = charter_in_force()
    url = reverse("admin:community_charter_change", args=[first.pk])
    assert 'name="text"' not in content(client, url)
    assert client.post(url, charter_form(first, text="Mine.", comments=0)).status_code == 403


def test_city_numbers_change_with_a_record(client: Client, at_desk: User) -> None:
    City.current()
    url = reverse("admin:community_city_change", args=[1])
    assert client.get("/admin/community/city/")["Location"] == url
    row = City.current()
    fields = [f for f in City._meta.concrete_fields if f.editable and f.name != "charter"]
    data = {field.name: getattr(row, field.name) for field in fields}
    assert client.post(url, {**data, "visitor_links": 4}).status_code == 302
    assert City.current().visitor_links == 4
    assert CivicRecord.objects.filter(kind="changed", by=at_desk.record_id).count() == 1
    assert client.post(url, {**data, "visitor_links": 999}).status_code == 200
    assert City.current().visitor_links == 4


def test_record_is_read_with_its_reason(client: Client, at_desk: User) -> None:
    grant_application(application(), by=editor(), reason="She is kind.")
    entry = CivicRecord.objects.get(kind="granted")
    assert "was admitted" in content(client, "/admin/community/civicrecord/")
    url = reverse("admin:community_civicrecord_change", args=[entry.pk])
    assert "She is kind." in content(client, url)
    assert client.post(url, {"kind": "declined"}).status_code == 403


def test_every_page_about_people_asks_the_table_of_staff_rights() -> None:
    for model, desk in admin.site._registry.items():
        if model._meta.app_label == "community":
            assert isinstance(desk, StaffAdmin), model
