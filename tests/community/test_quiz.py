"""The quiz on the charter: drawn once a day, answered once, passed with enough right answers."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.actions.charter import adopt_charter, draft_charter
from community.actions.ladder import answer_quiz, begin_quiz, submit_application
from community.actions.ladder.quiz import has_passed, questions_of
from community.errors import Refused
from community.models import ApplicationDraft, CharterStep, QuizAttempt, User
from tests.factories.community import (
    charter,
    charter_in_force,
    editor,
    meets_requirements,
    resident,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def step() -> CharterStep:
    return charter(young_city=0).step_to("citizen")


def ready_but_for_the_quiz() -> User:
    user = meets_requirements(resident())
    QuizAttempt.objects.filter(user=user).delete()
    return user


def answers(attempt: QuizAttempt, *, right: int) -> dict[int, str]:
    rows = [row for row, _answers in questions_of(attempt)]
    return {row.pk: row.right if at < right else row.others[0] for at, row in enumerate(rows)}


def test_ten_different_questions_are_drawn_and_stay_for_the_day(step: CharterStep) -> None:
    user = resident()
    attempt = begin_quiz(user, step)
    assert len(set(attempt.questions)) == 10
    assert begin_quiz(user, step) == attempt
    assert questions_of(attempt) == questions_of(begin_quiz(user, step))


@pytest.mark.parametrize(("right", "passed"), [(7, False), (8, True), (10, True)])
def test_eight_right_answers_pass(right: int, passed: bool, step: CharterStep) -> None:
    user = resident()
    attempt = begin_quiz(user, step)
    answered = answer_quiz(attempt, by=user, step=step, answers=answers(attempt, right=right))
    assert (answered.score, answered.is_passed) == (right, passed)
    assert has_passed(user, step.charter) is passed


def test_answers_are_sent_once_a_day(step: CharterStep) -> None:
    user = resident()
    attempt = begin_quiz(user, step)
    answer_quiz(attempt, by=user, step=step, answers=answers(attempt, right=3))
    again = answer_quiz(attempt, by=user, step=step, answers=answers(attempt, right=10))
    assert (again.score, again.is_passed) == (3, False)
    assert begin_quiz(user, step) == attempt
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        tomorrow = begin_quiz(user, step)
        assert tomorrow != attempt
        assert answer_quiz(
            tomorrow, by=user, step=step, answers=answers(tomorrow, right=9)
        ).is_passed


def test_an_unanswered_question_is_asked_for_and_the_attempt_stands(step: CharterStep) -> None:
    user = resident()
    attempt = begin_quiz(user, step)
    some = dict(list(answers(attempt, right=9).items())[:-1])
    with pytest.raises(Refused, match="every question"):
        answer_quiz(attempt, by=user, step=step, answers=some)
    attempt.refresh_from_db()
    assert attempt.score is None


def test_without_the_quiz_no_application_and_the_words_are_kept(step: CharterStep) -> None:
    user = ready_but_for_the_quiz()
    with pytest.raises(Refused, match="quiz"):
        submit_application(user, charter=step.charter, statement="I live here.")


def test_a_new_charter_asks_anew(step: CharterStep) -> None:
    user = meets_requirements(resident())
    assert has_passed(user, step.charter)
    new = charter(young_city=0)
    assert not has_passed(user, new)


def test_a_charter_needs_as_many_questions_as_it_asks() -> None:
    by = editor()
    drafted = draft_charter(text="Be kind.", by=by, like=charter_in_force())
    assert drafted.questions.count() == 12
    for question in list(drafted.questions.all())[:3]:
        question.delete()
    with pytest.raises(Refused, match="fewer questions"):
        adopt_charter(drafted, by=by)


def test_the_whole_way_in_the_browser(step: CharterStep) -> None:
    user, browser = ready_but_for_the_quiz(), Client()
    browser.force_login(user)
    apply, quiz = reverse("community:apply"), reverse("community:quiz")
    page = browser.get(apply).content.decode()
    assert "8 right answers open the form" in page
    assert 'name="statement"' not in page

    assert not QuizAttempt.objects.filter(user=user).exists()
    assert "Begin" in browser.get(quiz).content.decode()
    assert not QuizAttempt.objects.filter(user=user).exists()
    browser.post(quiz)
    attempt = QuizAttempt.objects.get(user=user)
    short = browser.post(quiz, {f"q{attempt.questions[0]}": "nonsense"})
    assert short.status_code == 422
    given = {f"q{pk}": answer for pk, answer in answers(attempt, right=9).items()}
    page = browser.post(quiz, given, follow=True).content.decode()
    assert "Passed." in page
    assert 'name="statement"' in page


def test_who_fails_reads_when_to_try_again(step: CharterStep) -> None:
    user, browser = ready_but_for_the_quiz(), Client()
    browser.force_login(user)
    quiz = reverse("community:quiz")
    browser.post(quiz)
    attempt = QuizAttempt.objects.get(user=user)
    given = {f"q{pk}": answer for pk, answer in answers(attempt, right=2).items()}
    page = browser.post(quiz, given, follow=True).content.decode()
    assert "2 were right." in page
    assert "try again tomorrow" in page
    assert "Today 2 of your answers" in browser.get(reverse("community:apply")).content.decode()


# -- The form keeps what one writes ----------------------------------------------------------------


def test_what_is_written_is_kept_and_stands_there_again(step: CharterStep) -> None:
    user, browser = meets_requirements(resident()), Client()
    browser.force_login(user)
    apply = reverse("community:apply")
    kept = browser.post(reverse("community:draft"), {"statement": "I came by ferry."})
    assert kept.status_code == 204
    assert "I came by ferry.</textarea>" in browser.get(apply).content.decode()
    browser.post(apply, {"statement": "I came by ferry, twice.", "later": "1"})
    assert "twice.</textarea>" in browser.get(apply).content.decode()
    browser.post(
        apply,
        {"statement": "I came by ferry, twice.", "accept": "on", "charter": step.charter.pk},
    )
    assert user.applications.get().statement == "I came by ferry, twice."
    assert not ApplicationDraft.objects.exists()


def test_a_draft_is_as_long_as_an_application_may_be(step: CharterStep) -> None:
    user, browser = resident(), Client()
    browser.force_login(user)
    browser.post(reverse("community:draft"), {"statement": "y" * 9000})
    assert len(ApplicationDraft.objects.get().statement) == 4000
