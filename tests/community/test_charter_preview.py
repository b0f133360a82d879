"""What a draft of the charter would change, before anybody adopts it."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from community.actions.charter import draft_charter
from community.admin.charter_preview import preview_of, words_changed
from community.models import Charter, Standing, User
from tests.community.test_application_admin import charter_form
from tests.factories.community import (
    application,
    charter_in_force,
    meets_requirements,
    member,
    moderator,
    took_part,
)

pytestmark = pytest.mark.django_db


def draft(**resident: int) -> Charter:
    in_force = charter_in_force()
    drafted = draft_charter(text=in_force.text, by=None, like=in_force)
    drafted.steps.filter(standing=Standing.RESIDENT).update(**resident)
    return drafted


def page_of(drafted: Charter) -> str:
    return reverse("admin:community_charter_preview", args=[drafted.pk])


def looked_at(client: Client, drafted: Charter) -> str:
    answer = client.get(page_of(drafted))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_it_says_who_would_newly_qualify_and_what_they_lack_today(
    client: Client, at_desk: User
) -> None:
    meets_requirements(member("Ada"))
    near = member("Nora", days_here=20)
    for _ in range(3):
        took_part(near, "commented")
    took_part(near, "opened")
    drafted = draft(articles_opened=1, opened_days=1)
    change = preview_of(drafted)["steps"][0]
    assert (change.before, change.after, change.newly_count, change.no_longer_count) == (1, 2, 1, 0)
    page = looked_at(client, drafted)
    assert "<bdi>Nora</bdi></a>: 10 articles read (1), reading on 5 different days (1)" in page
    assert "Ada" not in page


def test_it_says_who_would_no_longer_qualify(client: Client, at_desk: User) -> None:
    meets_requirements(member("Ada"))
    drafted = draft(comments=4)
    change = preview_of(drafted)["steps"][0]
    assert (change.before, change.after, change.newly_count, change.no_longer_count) == (1, 0, 0, 1)
    assert "<bdi>Ada</bdi></a>: 4 published comments (3)" in looked_at(client, drafted)


def test_fifty_are_named_and_all_are_counted(client: Client, at_desk: User) -> None:
    for number in range(52):
        member(f"New {number:02}")
    drafted = draft(account_days=0, articles_opened=0, opened_days=0, comments=0, clean_days=0)
    page = looked_at(client, drafted)
    assert "The first 50 by name, of 53." in page  # the editor is a visitor, too
    assert "New 00" in page
    assert "New 51" not in page


def test_numbers_stand_side_by_side_and_the_words_line_by_line(
    client: Client, at_desk: User
) -> None:
    drafted = draft(comments=4)
    Charter.objects.filter(pk=drafted.pk).update(text=drafted.text + "\n6. I <b>laugh</b>.")
    page = looked_at(client, drafted)
    row = 'published comments</th> <td class="is-number">3</td> <td class="is-number"><b>4</b>'
    assert row in page
    assert "<ins>6. I &lt;b&gt;laugh&lt;/b&gt;.</ins>" in page


def test_lines_are_compared_in_order() -> None:
    assert words_changed("a\nb\nc", "a\nx\nc\nd") == [
        ("same", "a"),
        ("gone", "b"),
        ("new", "x"),
        ("same", "c"),
        ("new", "d"),
    ]


def test_questions_of_the_quiz_that_go_and_come(client: Client, at_desk: User) -> None:
    drafted = draft()
    question = drafted.questions.first()
    assert question is not None
    old, question.text = question.text, "Who may laugh?"
    question.save()
    found = preview_of(drafted)["questions"]
    assert found == {"gone": [old], "new": ["Who may laugh?"]}


def test_open_applications_are_said_to_be_untouched(client: Client, at_desk: User) -> None:
    application()
    assert "1 open application stays under the charter" in looked_at(client, draft())


def test_a_draft_like_the_one_in_force_asks_the_city_once_a_step(
    at_desk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    drafted = draft()
    with django_assert_max_num_queries(12):
        preview_of(drafted)


def test_only_a_draft_has_the_page_and_only_for_editors(client: Client, at_desk: User) -> None:
    drafted = draft()
    assert client.get(page_of(charter_in_force())).status_code == 404
    client.force_login(moderator())
    assert client.get(page_of(drafted)).status_code == 403


def test_it_is_adopted_at_its_foot_and_the_draft_leads_there(client: Client, at_desk: User) -> None:
    drafted = draft(comments=4)
    form = client.get(reverse("admin:community_charter_change", args=[drafted.pk]))
    assert page_of(drafted) in form.content.decode()
    adopt = reverse("admin:community_charter_adopt", args=[drafted.pk])
    assert adopt in looked_at(client, drafted)
    client.post(adopt, {"sure": "on"})
    assert charter_in_force() == drafted


def test_contradictions_are_refused_in_the_form_and_the_numbers_come_back(
    client: Client, at_desk: User
) -> None:
    drafted = draft()
    data = charter_form(drafted, text="Be kind.", comments=9)
    data |= {"steps-0-comment_articles": 12, "steps-0-comments": 9}
    url = reverse("admin:community_charter_change", args=[drafted.pk])
    page = client.post(url, data).content.decode()
    assert "More articles than comments to write under them." in page
    assert 'name="steps-0-comment_articles" value="12"' in page
    out_of_range = client.post(url, data | {"steps-0-decision_days": 0}).content.decode()
    assert "greater than or equal to 1" in out_of_range
    drafted.refresh_from_db()
    assert drafted.text != "Be kind."
