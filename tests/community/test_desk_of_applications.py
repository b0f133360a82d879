"""An editor's Monday: the queue, the page of an applicant, the letter before it is sent."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from comments.actions import hide_comment, mark_constructive
from community.actions.desk import look_at_application
from community.actions.ladder import (
    ask_question,
    cast_vote,
    decline_application,
    endorse_application,
    grant_application,
)
from community.actions.sanctions import lift_sanction
from community.admin.application_queue import PER_PAGE
from community.models import Application, Look, User
from config.desk import waiting_for
from tests.desk import content, page_of
from tests.factories.ballots import hurry_ballot, open_ballot
from tests.factories.comments import comment, held_comment
from tests.factories.community import (
    application,
    charter,
    charter_in_force,
    citizen,
    editor,
    endorsement,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db
QUEUE = "/admin/community/application/"


def many(number: int) -> None:
    """Open applications of one applicant each, made quickly."""
    in_force, now = charter_in_force(), timezone.now()
    people = User.objects.bulk_create(
        User(email=f"many{n}@example.org", handle=f"many-{n}", display_name=f"Many {n}")
        for n in range(number)
    )
    Application.objects.bulk_create(
        Application(
            applicant=person,
            charter=in_force,
            standing="resident",
            state="in_review",
            statement="I live here.",
            expires_at=now,
            review_since=now - timedelta(days=1),
            decide_by=now + timedelta(days=6),
        )
        for person in people
    )


# -- The queue -------------------------------------------------------------------------------------


def test_queue_says_what_each_waits_for_and_who_may_decide(client: Client, at_desk: User) -> None:
    own, vouched = application(at_desk), application(member("Vera"))
    endorse_application(vouched, by=at_desk)
    asked = application(member("Asked"))
    ask_question(asked, by=at_desk, text="Why?")
    look_at_application(vouched, by=editor("Colin"))
    charter(young_city=0)
    gathering = application(member("Gus"))
    page = content(client, QUEUE)
    for said in (
        "This is your own application.",
        "You vouched for this application.",
        "rests until the answer",
        "Colin is looking at this.",
        "0 of 1 endorsements.",
        "1 endorsement; none needed in a young city.",
        f"All that wait <b>{4}</b>",
        "To decide <b>2</b>",
    ):
        assert said in page, said
    assert own.is_open
    assert gathering.is_open


def test_tabs_steps_and_names_narrow_it_down(client: Client, at_desk: User) -> None:
    application(member("Vera"))
    application(resident("Rana"))
    asked = application(member("Asker"))
    ask_question(asked, by=at_desk, text="Why?")
    grant_application(application(member("Gone")), by=at_desk, reason="Welcome.")

    def shown(query: str) -> set[str]:
        page = content(client, f"{QUEUE}?{query}")
        return {name for name in ("Vera", "Rana", "Asker", "Gone") if f"<bdi>{name}<" in page}

    assert shown("") == {"Vera", "Rana", "Asker"}
    assert shown("which=review") == {"Vera", "Rana"}
    assert shown("which=questions") == {"Asker"}
    assert shown("step=citizen") == {"Rana"}
    assert shown("q=ver") == {"Vera"}
    assert shown("which=closed") == {"Gone"}
    assert shown("which=nonsense&step=nobody&q=@ve&page=999") == {"Vera"}
    assert shown("which=gathering") == set()


def test_three_hundred_cost_no_more_than_a_few(
    client: Client, at_desk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    many(300)
    with django_assert_max_num_queries(13):
        page = content(client, QUEUE)
    assert page.count("data-desk-row") == PER_PAGE
    assert "page=2" in page
    assert 'rel="prev"' in content(client, f"{QUEUE}?page=6")


def test_first_page_of_the_desk_counts_them_in_one_query(
    at_desk: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many(5)
    application(at_desk)
    Application.objects.filter(applicant__handle="many-1").update(
        decide_by=timezone.now() - timedelta(days=1)
    )
    waiting_for(at_desk)
    found = waiting_for(at_desk)[0]
    assert (found.number, found.late) == (5, 1)


def test_after_a_decision_comes_the_next_in_the_queue(client: Client, at_desk: User) -> None:
    asked = []
    for days in (3, 2, 1):
        with time_machine.travel(timezone.now() - timedelta(days=days)):
            asked.append(application())
    first, second, third = asked
    page = content(client, page_of(second))
    assert f'href="{page_of(third)}" rel="next"' in page
    assert f'href="{page_of(first)}" rel="prev"' in page
    answer = client.post(page_of(second), {"do": "grant", "reason": "Welcome."})
    assert answer["Location"] == page_of(third)
    answer = client.post(page_of(third), {"do": "ask", "text": "Why?"})
    assert answer["Location"] == page_of(first)
    answer = client.post(page_of(first), {"do": "decline", "reason": "Not yet."})
    assert answer["Location"] == QUEUE


# -- One applicant ---------------------------------------------------------------------------------


def test_page_has_what_they_wrote_and_what_became_of_it(client: Client, at_desk: User) -> None:
    ada = member("Ada")
    shown = comment(by=ada, text="Ferries *are* slow.")
    hide_comment(comment(by=ada, text="You fool."), by=at_desk, reason="It insults the writer.")
    held_comment(by=ada, text="Buy lamps.")
    for _ in range(2):
        mark_constructive(shown, by=citizen())
    page = content(client, page_of(application(ada)))
    assert "1 published, 1 hidden, 1 waiting;" in " ".join(page.split())
    assert "found constructive by 2 people." in page
    assert f'href="/comments/{shown.pk}/"' in page
    assert "Ferries are slow." in page
    assert "You fool." in page


def test_page_has_what_was_before(client: Client, at_desk: User) -> None:
    ada, colin = member("Ada"), editor("Colin")
    before = decline_application(application(ada), by=colin, reason="Read a little more.")
    Application.objects.filter(pk=before.pk).update(again_after=timezone.now())
    old = sanction(ada, "held", by=colin)
    lift_sanction(old, by=colin)
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        client.force_login(at_desk)
        asked = application(ada)
        sanction_now = sanction(ada, "warning", by=colin)
        endorse_application(asked, by=resident("Ben", days_here=400), words="She listens.")
        page = content(client, page_of(asked))
    assert "Read a little more." in page
    assert "declined (Colin)" in page
    assert page.count("does not count") == 2
    assert "counts against this step" not in page
    assert "She listens." in page
    assert "here for 1" in page
    assert sanction_now.pk


def test_sanction_that_counts_is_said_to(client: Client, at_desk: User) -> None:
    asked = application()
    lift_sanction(sanction(asked.applicant, "held"), by=editor())
    Application.objects.filter(pk=asked.pk).update(state="in_review", closed_at=None, reason="")
    page = content(client, page_of(asked))
    assert "counts against this step" in page
    assert "too few" in page


def test_page_costs_the_same_however_much_there_is(
    client: Client, at_desk: User, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    asked = application()
    for _ in range(6):
        comment(by=asked.applicant)
        endorsement(asked)
        sanction(asked.applicant, "warning")
    client.get(page_of(asked))
    with django_assert_max_num_queries(32):
        client.get(page_of(asked))


# -- The letter before it is sent ------------------------------------------------------------------


@pytest.mark.parametrize("do", ["grant", "decline", "ask"])
def test_what_is_shown_is_what_is_sent(
    client: Client, at_desk: User, run_tasks: Callable[[], int], do: str
) -> None:
    asked = application(member("Ada"))
    run_tasks()
    mail.outbox.clear()
    words = {"reason": "Because <of> {that}.", "text": "Where <from>?"}
    with time_machine.travel(timezone.now(), tick=False):
        shown = client.post(page_of(asked), {"do": f"preview_{do}", **words}).context["preview"]
        asked.refresh_from_db()
        assert asked.state == "in_review"
        assert asked.messages.count() == 0
        assert not mail.outbox
        client.post(page_of(asked), {"do": do, **words})
        run_tasks()
    letter = mail.outbox[0]
    assert (letter.subject, letter.body) == (shown["subject"], shown["letter"])
    asked.refresh_from_db()
    assert shown["application"].state == asked.state
    assert shown["application"].again_after == asked.again_after


def test_after_a_ballot_the_editor_is_told_that_the_reason_is_public(
    client: Client, at_desk: User
) -> None:
    ballot, people = open_ballot()
    for voter, vote in zip(people, ["yes"] * 4 + ["no"] * 2, strict=False):
        cast_vote(ballot, by=voter, vote=vote)
    page = reverse("admin:community_application_change", args=[ballot.application_id])
    assert "your reason is public" not in client.get(page).content.decode()
    hurry_ballot(ballot)
    shown = client.get(page).content.decode()
    assert "4 yes, 2 no, 0 abstentions, of a roll of 12. So your reason is public" in shown


def test_preview_keeps_what_was_typed(client: Client, at_desk: User) -> None:
    words = {"reason": "Half a reason", "text": "Half a question"}
    page = client.post(page_of(application()), {"do": "preview_decline", **words})
    for said in ("Half a reason</textarea>", "Half a question</textarea>"):
        assert said in page.content.decode()


def test_whoever_comes_second_has_their_words_back(client: Client, at_desk: User) -> None:
    asked = application()
    grant_application(asked, by=editor("Colin"), reason="First.")
    page = client.post(page_of(asked), {"do": "decline", "reason": "My long reason."})
    said = page.content.decode()
    assert page.status_code == 200
    for words in ("Somebody has decided this already", "First.", "Colin", "My long reason."):
        assert words in said


def test_words_too_long_come_back_with_a_sentence(client: Client, at_desk: User) -> None:
    asked = application()
    page = client.post(page_of(asked), {"do": "decline", "reason": "x" * 2001}).content.decode()
    assert "at most 2000 characters" in page
    assert "x" * 2001 in page
    asked.refresh_from_db()
    assert asked.is_open


# -- Who is looking --------------------------------------------------------------------------------


def test_two_editors_see_one_another(client: Client, at_desk: User) -> None:
    asked, other = application(), application()
    colin = editor("Colin")
    url = reverse("admin:community_application_look", args=[asked.pk])
    assert client.get(url).status_code == 405
    assert client.post(url).json() == {"by": ""}
    second = Client()
    second.force_login(colin)
    assert second.post(url).json() == {"by": "Edith"}
    assert "Edith is looking at this." in content(second, page_of(asked))
    assert "is looking at this.</p>" not in content(client, page_of(asked))
    look_at_application(other, by=at_desk)
    assert second.post(url).json() == {"by": ""}
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert look_at_application(asked, by=at_desk).by == at_desk
    assert Look.objects.count() == 1


def test_only_editors_look(client: Client) -> None:
    asked = application()
    client.force_login(member())
    answer = client.post(reverse("admin:community_application_look", args=[asked.pk]))
    assert answer.status_code in {302, 403}
    assert not Look.objects.exists()
