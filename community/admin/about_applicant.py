"""What the page of a decision shows about the applicant; what they wrote, comments add to it."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.actions.ladder import progress
from community.actions.ladder.requirements import Requirement
from community.admin.application_queue import neighbours, who_looks
from community.models import Application, CharterStep, QuizAttempt, Sanction, User
from community.permissions import can_decide, has_endorsed


class Asked(NamedTuple):
    """One requirement as it stood when the application was sent, and as it stands now."""

    then: Requirement
    now: Requirement


class Held(NamedTuple):
    """A sanction, and whether it counts against this step today."""

    sanction: Sanction
    counts: bool


def about(application: Application, user: User) -> dict[str, Any]:
    """Everything about the applicant on one page; a fixed number of queries."""
    applicant = application.applicant
    step = application.charter.step_to(application.standing)
    before, after = neighbours(application, user)
    may_decide = can_decide(user, application)
    return {
        "title": str(application),
        "application": application,
        "applicant": applicant,
        "step": step,
        "requirements": then_and_now(application.snapshot, progress(applicant, step)),
        "quiz": quiz_of(application, step),
        "endorsements": application.endorsements.select_related("endorser"),
        "letters": application.messages.select_related("author"),
        "left_open": application.ballot_left_open,
        "ballots": application.ballots.exclude(closed_at=None),
        "held": sanctions_of(applicant, step),
        "earlier": applicant.applications.exclude(pk=application.pk).select_related("decided_by"),
        "appeals": applicant.appeals.order_by("-opened_at"),
        "may_decide": may_decide,
        "hindrance": "" if may_decide else hindrance_of(application, user),
        "looking": who_looks(application, user),
        "public_url": reverse("community:application", args=[application.pk]),
        "before": before,
        "after": after,
    }


def then_and_now(snapshot: list[dict[str, Any]], today: list[Requirement]) -> list[Asked]:
    """What was asked as it stood when the application was sent, and what the member has now."""
    now = {asked.name: asked for asked in today}
    then = [Requirement(**row) for row in snapshot]
    return [Asked(asked, now.get(asked.name, asked)) for asked in then]


def quiz_of(application: Application, step: CharterStep) -> QuizAttempt | None:
    """The best attempt at the quiz of this charter, where the step asks one."""
    if not step.quiz_questions:
        return None
    attempts = QuizAttempt.objects.filter(user=application.applicant, charter=application.charter)
    return attempts.exclude(score=None).order_by("-score", "day").first()


def sanctions_of(applicant: User, step: CharterStep) -> list[Held]:
    since = timezone.now() - timedelta(days=step.clean_days)
    counting = applicant.sanctions.all().counting_since(since)
    keys = set(counting.values_list("pk", flat=True)) if step.clean_days else set[int]()
    rows = applicant.sanctions.select_related("imposed_by")
    return [Held(sanction, sanction.pk in keys) for sanction in rows]


def hindrance_of(application: Application, user: User) -> str:
    if application.applicant_id == user.pk:
        return _("This is your own application. Somebody else decides on it.")
    if has_endorsed(user, application):
        return _("You vouched for this application. Somebody else decides on it.")
    return _("You declined it before the appeal. Somebody else decides now.")
