"""Each step is told on the site and by mail, once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from community.actions.ladder import (
    answer_question,
    ask_question,
    decline_application,
    endorse_application,
    expire_applications,
    grant_application,
)
from community.actions.notices import mark_notices_read, notify_member
from community.actions.sanctions import lift_sanction
from community.errors import Refused
from community.models import Application, City, Notice, User
from tests.factories.community import (
    application,
    charter,
    citizen,
    editor,
    endorsement,
    member,
    resident,
    sanction,
)

pytestmark = pytest.mark.django_db

FACTS: dict[str, str | int] = {
    "count": 3,
    "day": "25 November",
    "name": "Ada",
    "title": "Who pays for the lamp?",
    "support": 3,
    "against": 1,
    "article": "Tides",
    "reason": "Rude.",
    "sanction": "silenced",
    "again": "You may write again.",
    "standing": "citizen",
    "role": "editor",
}
RunTasks = Callable[[], int]


def letters(run_tasks: RunTasks) -> list[str]:
    """Send what waits; return the subjects in order."""
    run_tasks()
    return [str(letter.subject) for letter in mail.outbox]


def last_letter(run_tasks: RunTasks) -> EmailMultiAlternatives:
    run_tasks()
    letter = mail.outbox[-1]
    assert isinstance(letter, EmailMultiAlternatives)
    return letter


def told(user: User) -> list[str]:
    return list(Notice.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))


def test_whole_way_of_a_granted_application_is_told(run_tasks: RunTasks) -> None:
    charter(young_city=0)
    asked, by = application(), editor()
    endorsement(asked)
    ask_question(asked, by=by, text="Where from?")
    answer_question(asked, by=asked.applicant, text="From the coast.")
    grant_application(asked, by=by, reason="Welcome.")
    assert told(asked.applicant) == [
        "application_received",
        "application_endorsed",
        "application_in_review",
        "application_question",
        "application_granted",
    ]
    assert letters(run_tasks) == [
        "Your application for residency has arrived",
        "Your application for residency is with the editors",
        "The editors have a question about your application",
        "Welcome to Shining City on the Web",
    ]
    assert {tuple(letter.to) for letter in mail.outbox} == {(asked.applicant.email,)}


def test_letter_of_a_decision_has_the_reason_and_the_way_back(run_tasks: RunTasks) -> None:
    asked = application()
    decline_application(asked, by=editor(), reason="Read a little more & come back.")
    letter = last_letter(run_tasks)
    assert letter.subject == "Your application for residency has been declined"
    assert "Read a little more & come back." in str(letter.body)
    assert f"http://localhost:8000/community/applications/{asked.pk}/" in str(letter.body)
    assert "You may apply again after" in str(letter.body)
    assert "Read a little more &amp; come back." in str(letter.alternatives[0][0])


def test_welcome_names_the_standing_as_the_city_does(run_tasks: RunTasks) -> None:
    City.objects.update(resident_name="neighbour")
    grant_application(application(), by=editor(), reason="Welcome.")
    assert "known here as: neighbour" in str(last_letter(run_tasks).body)


def test_lapsed_application_is_told(run_tasks: RunTasks) -> None:
    charter(young_city=0)
    asked = application()
    with time_machine.travel(asked.expires_at + timedelta(minutes=1)):
        expire_applications()
    assert letters(run_tasks)[-1] == "Your application for residency has lapsed"


def test_sanction_and_its_end_are_told_with_the_reason(run_tasks: RunTasks) -> None:
    user = member()
    held = sanction(user, "silenced")
    assert "Insults under three pieces." in str(last_letter(run_tasks).body)
    lift_sanction(held, by=editor())
    assert letters(run_tasks) == ["A decision of the moderators", "Lifted: silenced"]
    assert told(user) == ["sanctioned", "sanction_lifted"]


def test_decision_made_twice_is_told_once(run_tasks: RunTasks) -> None:
    asked, by = application(), editor()
    for _ in range(2):
        grant_application(asked, by=by, reason="Welcome.")
    assert letters(run_tasks).count("Welcome to Shining City on the Web") == 1


def test_letter_sent_again_has_the_same_message_id(run_tasks: RunTasks) -> None:
    asked = application()
    grant_application(asked, by=editor(), reason="Welcome.")
    run_tasks()
    granted = next(row for row in DBTaskResult.objects.all() if "granted" in str(row.args_kwargs))
    granted.task.call(*granted.args_kwargs["args"])
    first, second = (m for m in mail.outbox if m.subject.startswith("Welcome"))
    assert first.message()["Message-ID"] == second.message()["Message-ID"]
    assert first.message()["Message-ID"].endswith("@localhost>")


def test_each_question_is_a_letter_of_its_own(run_tasks: RunTasks) -> None:
    asked, by = application(), editor()
    ask_question(asked, by=by, text="Where from?")
    ask_question(asked, by=by, text="And why?")
    run_tasks()
    ids = [m.message()["Message-ID"] for m in mail.outbox if "question" in m.subject]
    assert len(set(ids)) == 2


def test_line_break_in_a_name_forges_no_header(run_tasks: RunTasks) -> None:
    City.objects.update(name="Haven\r\nBcc: everyone@example.org")
    grant_application(application(), by=editor(), reason="Welcome.")
    letter = last_letter(run_tasks)
    assert letter.subject == "Welcome to Haven Bcc: everyone@example.org"
    assert letter.message()["Bcc"] is None


def test_nothing_is_told_of_what_was_rolled_back(run_tasks: RunTasks) -> None:
    asked = application()
    run_tasks()
    with pytest.raises(Refused):
        grant_and_fail(asked)
    assert run_tasks() == 0
    asked.refresh_from_db()
    assert asked.is_open


def grant_and_fail(asked: Application) -> None:
    with transaction.atomic():
        grant_application(asked, by=editor(), reason="Welcome.")
        raise Refused


def test_account_that_is_gone_is_not_written_to(run_tasks: RunTasks) -> None:
    asked = application()
    asked.applicant.delete()
    assert letters(run_tasks) == []


def test_every_task_that_an_action_names_exists() -> None:
    asked = application(editor())
    grant_application(asked, by=editor(), reason="Welcome.")
    ask_question(application(), by=editor(), text="Why?")
    sanction(member())
    for row in DBTaskResult.objects.all():
        import_string(row.task_path)


@pytest.mark.parametrize("kind", Notice.Kind)
def test_every_notice_reads_as_a_sentence(kind: Notice.Kind) -> None:
    notice = notify_member(member(), kind, "/", **FACTS)
    assert notice.sentence
    assert "{" not in notice.sentence


def test_fact_with_braces_is_shown_as_it_is() -> None:
    notice = notify_member(member(), "comment_answered", "/", name="{0.__class__}", article="A")
    assert "{0.__class__}" in notice.sentence


def test_notices_are_marked_as_read() -> None:
    asked = application()
    assert mark_notices_read(asked.applicant) == 2
    assert mark_notices_read(asked.applicant) == 0


def test_endorsement_names_who_vouches() -> None:
    charter(citizen={"is_open": True})
    asked: Application = application(resident())
    endorse_application(asked, by=citizen("Ada"))
    assert Notice.objects.get(kind="application_endorsed").sentence == "Ada vouches for you."
