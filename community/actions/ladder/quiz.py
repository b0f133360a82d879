"""The quiz on the charter: a few of its questions, once a day, until enough are right."""

import random
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.actions.people import lock_member
from community.errors import Refused
from community.models import Charter, CharterStep, QuizAttempt, QuizQuestion, User


def has_passed(user: User, charter: Charter) -> bool:
    return QuizAttempt.objects.filter(user=user, charter=charter, is_passed=True).exists()


def attempt_of_today(user: User, charter: Charter) -> QuizAttempt | None:
    return QuizAttempt.objects.filter(user=user, charter=charter, day=timezone.localdate()).first()


def begin_quiz(user: User, step: CharterStep) -> QuizAttempt:
    """Draw the questions of today, once; asked again, the same attempt is returned."""
    charter = step.charter
    with transaction.atomic():
        member = lock_member(user)
        begun = attempt_of_today(member, charter)
        if begun is not None:
            return begun
        if not step.quiz_questions:
            raise Refused(_("This step asks for no quiz."))
        every = list(charter.questions.values_list("pk", flat=True))
        drawn = random.SystemRandom().sample(every, min(step.quiz_questions, len(every)))
        return QuizAttempt.objects.create(
            user=member, charter=charter, day=timezone.localdate(), questions=drawn
        )


def questions_of(attempt: QuizAttempt) -> list[tuple[QuizQuestion, list[str]]]:
    """Return the questions with their answers, in an order that stays the same for an attempt."""
    known = QuizQuestion.objects.in_bulk(attempt.questions)
    rows = [known[pk] for pk in attempt.questions if pk in known]
    return [(row, shuffled(row, attempt)) for row in rows]


def shuffled(question: QuizQuestion, attempt: QuizAttempt) -> list[str]:
    answers = [question.right, *question.others]
    # SECURITY: an order that can be worked out would tell the first, which is right.
    return sorted(answers, key=lambda each: salted_hmac(f"quiz.{attempt.pk}", each).hexdigest())


def answer_quiz(
    attempt: QuizAttempt, *, by: User, step: CharterStep, answers: Mapping[int, str]
) -> QuizAttempt:
    """Count what was answered rightly; sent again, the first answers stand."""
    with transaction.atomic():
        attempt = QuizAttempt.objects.select_for_update(no_key=True).get(pk=attempt.pk, user=by)
        if attempt.score is not None:
            return attempt
        asked = questions_of(attempt)
        missing = [row for row, _answers in asked if not answers.get(row.pk)]
        if missing:
            raise Refused(_("Answer every question, then send it."))
        attempt.score = sum(answers[row.pk] == row.right for row, _answers in asked)
        attempt.is_passed = attempt.score >= step.quiz_right
        attempt.save(update_fields=["score", "is_passed"])
    return attempt
